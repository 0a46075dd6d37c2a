"""Test databases are copied from a migrated template, made once for each state of the migrations."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from psycopg.conninfo import make_conninfo

PREFIX = "motcua_tpl_"
KEPT = 4  # templates of other branches and colleagues stay a while
LOCK = 118_2025


def fingerprint() -> str:
    """A digest of every migration that will be applied."""
    digest = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def template(database: dict[str, Any]) -> str:
    """Return the name of a migrated template on the server of `database` (Django's settings), making it if need be."""
    name = PREFIX + fingerprint()
    with psycopg.connect(conninfo(database, "postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            building = f"{name}_b"
            server.execute(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{building}"')
            migrate(conninfo(database, building))
            server.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
            drop_old(server)
    return name


def migrate(address: str) -> None:
    """Migrate in a process of its own: this one must not hold a connection to the template."""
    done = subprocess.run(
        [sys.executable, "-m", "motcua.cli.manage", "migrate", "--verbosity", "0", "--no-input"],
        env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"migrate failed:\n{done.stderr[-3000:]}")


def conninfo(database: dict[str, Any], name: str) -> str:
    """A libpq address of another database on the same server."""
    parts = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(
        dbname=name, **{key: database[ours] for key, ours in parts.items() if database.get(ours)}
    )


def drop_old(server: psycopg.Connection[Any]) -> None:
    """Keep the newest templates only; one that is being copied right now is left alone."""
    found = server.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [f"{PREFIX}%"]
    )
    for (name,) in found.fetchall()[KEPT:]:
        try:
            server.execute(f'DROP DATABASE "{name}"')
        except psycopg.errors.ObjectInUse:
            continue
