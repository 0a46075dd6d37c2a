"""Turn a libpq URL into Django's database settings."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

KNOWN = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(url: str, *, pool_size: int) -> dict[str, Any]:
    """Return the settings of one PostgreSQL database.

    `pool_size` 0 means a connection per thread, closed after each request; the server sets it to its threads.
    """
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    options: dict[str, Any] = {key: value for key, value in parts.items() if key not in KNOWN}
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 15}
    known = {KNOWN[key]: value for key, value in parts.items() if key in KNOWN}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **known,
        "OPTIONS": options,
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,  # a connection that died with the database is replaced, not handed out
    }
