"""What this installation was told by its environment, typed, read once."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from motcua.config.places import kept, packs_root, var_root


class SettingRefused(ValueError):
    """An environment variable has a value that cannot be used; the sentence names it."""


@dataclass(frozen=True)
class Environment:
    """The switches of one installation. Every field has a safe default; secrets are made once and kept."""

    secret_key: str
    debug: bool
    demo: bool
    demo_password: str
    hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    https: bool
    proxies: int
    pool_size: int
    upload_megabytes: int
    log_format: str
    stamped: bool
    public_url: str
    authority_name: str
    var: Path
    packs: Path

    @classmethod
    def read(cls) -> "Environment":
        """Read the environment. Raises SettingRefused with a Vietnamese sentence on a bad value."""
        var = var_root()
        var.mkdir(parents=True, exist_ok=True)
        return cls(
            secret_key=os.environ.get("MOTCUA_SECRET_KEY")
            or kept(var / "secret", lambda: secrets.token_urlsafe(50)),
            debug=_flag("MOTCUA_DEBUG"),
            demo=_flag("MOTCUA_DEMO"),
            demo_password=os.environ.get("MOTCUA_DEMO_PASSWORD", "mot-cua-2026"),
            hosts=_words("MOTCUA_HOSTS", "127.0.0.1 localhost [::1] testserver"),
            trusted_origins=_words("MOTCUA_ORIGINS", ""),
            https=_flag("MOTCUA_HTTPS"),
            proxies=_count("MOTCUA_PROXIES", 0),
            pool_size=_count("MOTCUA_DB_POOL", 0),
            upload_megabytes=_count("MOTCUA_UPLOAD_MB", 50),
            log_format=os.environ.get("MOTCUA_LOG", "text"),
            stamped=_flag("MOTCUA_STAMPED"),
            public_url=os.environ.get("MOTCUA_URL", "http://127.0.0.1:8000").rstrip("/"),
            authority_name=os.environ.get("MOTCUA_AUTHORITY_NAME", ""),
            var=var,
            packs=packs_root(),
        )


def _flag(name: str) -> bool:
    value = os.environ.get(name, "0").lower()
    if value not in {"0", "1", "true", "false", ""}:
        raise SettingRefused(f"{name} phải là 0 hoặc 1, không phải “{value}”.")
    return value in {"1", "true"}


def _count(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdigit():
        raise SettingRefused(f"{name} phải là số nguyên không âm, không phải “{value}”.")
    return int(value)


def _words(name: str, default: str) -> tuple[str, ...]:
    return tuple(os.environ.get(name, default).replace(",", " ").split())
