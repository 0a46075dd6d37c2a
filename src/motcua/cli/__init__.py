"""Commands. Each module is one command: `run(argv) -> exit code`."""
