"""Where things lie on this machine: the project, its working folder and the packs."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path


def project_root() -> Path:
    """Return the checkout that holds this package, or the current folder when installed as a wheel."""
    checkout = Path(__file__).resolve().parents[3]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


def var_root() -> Path:
    """Return the folder for everything this installation writes (database, files, secrets, logs).

    `MOTCUA_HOME` moves it; the default is `.var` in the checkout.
    """
    named = os.environ.get("MOTCUA_HOME")
    return Path(named).resolve() if named else project_root() / ".var"


def packs_root() -> Path:
    """Return the folder of packs: the law and the office as data (`MOTCUA_PACKS` moves it)."""
    named = os.environ.get("MOTCUA_PACKS")
    return Path(named).resolve() if named else project_root() / "packs"


def kept(path: Path, make: Callable[[], str]) -> str:
    """Return the one-line secret in `path`, made once; two processes that race keep the same one."""
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            handle.write(make())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)  # appears whole or not at all
        fresh.unlink()
    return path.read_text().strip()
