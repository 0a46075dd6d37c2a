"""`motcua manage …`: Django's own commands with our settings."""

import os
import sys


def run(argv: list[str]) -> int:
    """Run a Django command; 1 when Django refuses."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["motcua manage", *argv])
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
