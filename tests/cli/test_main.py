"""The dispatch of commands."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from motcua.cli import main


def test_without_a_command_it_lists_them_and_fails(capsys):
    assert main.run([]) == 2
    assert "serve" in capsys.readouterr().out


def test_an_unknown_command_is_named(capsys):
    assert main.run(["xoa-het"]) == 2
    assert "Không có lệnh “xoa-het”" in capsys.readouterr().err


@pytest.mark.parametrize("module", sorted(module for module, _ in main.COMMANDS.values()))
def test_every_command_has_its_module(module):
    assert find_spec(f"motcua.cli.{module}") is not None


def test_a_pure_command_loads_neither_django_nor_a_database():
    script = """
import sys
from motcua.cli import main
try:
    main.run(["due", "--help"])
except SystemExit:
    pass
print("django" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip().splitlines()[-1] == "False", done.stderr


def test_djangos_commands_are_reached(capsys):
    assert main.run(["manage", "check"]) == 0


def test_djangos_refusal_is_an_exit_code():
    assert main.run(["manage", "no_such_command"]) == 1


@pytest.mark.django_db
def test_the_house_checks_itself(capsys):
    assert main.run(["check"]) == 0, capsys.readouterr().out
    assert main.run(["check", "xyz"]) == 2


@pytest.mark.parametrize("command", [["due"], ["help"]])
def test_a_closed_pipe_is_no_traceback(command):
    """The reader is gone before the first byte, as after `| head -0`."""
    line = '{"id": 1, "received_at": "2026-03-02T09:15", "limit_value": 5, "limit_unit": "WORKING_DAY"}\n'
    with subprocess.Popen(
        [sys.executable, "-m", "motcua.cli.main", *command],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdin is not None and running.stdout is not None and running.stderr is not None
        running.stdout.close()
        running.stdin.write(line.encode())
        running.stdin.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_a_broken_pipe_that_is_not_our_output_is_not_hidden(monkeypatch):
    def fall(argv: list[str]) -> int:
        raise BrokenPipeError("some other pipe")

    monkeypatch.setattr(main, "run", fall)
    monkeypatch.setattr(main, "_is_broken", lambda output: False)
    monkeypatch.setattr(sys, "argv", ["motcua", "due"])
    with pytest.raises(BrokenPipeError, match="some other pipe"):
        main.main()
