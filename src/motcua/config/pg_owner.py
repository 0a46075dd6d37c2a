"""Who runs the embedded PostgreSQL: the caller, or, since PostgreSQL refuses root, a service user."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Owner:
    """The account that owns the cluster's files and runs its programs."""

    uid: int
    gid: int
    switched: bool

    def switch(self) -> dict[str, Any]:
        """Return the subprocess arguments that drop to this account (none when it is the caller)."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switched else {}

    def give(self, path: Path, mode: int) -> None:
        """Make `path` belong to this account with `mode`; no other path is touched."""
        path.chmod(mode)
        if self.switched:
            os.chown(path, self.uid, self.gid)


def owner_for() -> Owner:
    """Return the caller, or the service user (`MOTCUA_PG_USER`, by default nobody) when the caller is root."""
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid(), switched=False)
    account = pwd.getpwnam(os.environ.get("MOTCUA_PG_USER", "nobody"))
    return Owner(account.pw_uid, account.pw_gid, switched=True)


def reachable(path: Path, uid: int) -> bool:
    """Tell whether `uid` may enter every folder down to `path`, by the permission bits for others."""
    for folder in (path, *path.parents):
        found = folder.stat()
        bit = stat.S_IXUSR if found.st_uid == uid else stat.S_IXOTH
        if not found.st_mode & bit:
            return False
    return True
