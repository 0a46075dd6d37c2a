"""`motcua serve`: the database, the web server and the worker of background jobs as one process tree."""

import argparse
import os
import sys

from motcua.cli import preparing
from motcua.cli.supervision import Child, keep_running
from motcua.config import postgres

LOCAL = "127.0.0.1:8000"
THREADS = 4


def run(argv: list[str]) -> int:
    """Prepare everything, then serve until told to stop; 1 when something could not be prepared."""
    options = _options(argv)
    _settings_for_serving(options)
    try:
        postgres.ensure_running()
    except postgres.DatabaseNotStarted as failure:
        print(failure, file=sys.stderr)
        return 1
    failed = preparing.prepare(demo=options.demo)
    if failed:
        return failed
    if options.prepare_only:
        return 0
    print(f"Motcua đang phục vụ tại {os.environ['MOTCUA_URL']}  (Ctrl+C để dừng)", flush=True)
    return keep_running(_children(options), watch=_watch_database)


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua serve", description="Chạy Motcua trên máy này.")
    parser.add_argument("--bind", default=LOCAL, help=f"địa chỉ:cổng (mặc định {LOCAL})")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="số tiến trình web")
    parser.add_argument("--demo", action="store_true", help="nạp tỉnh mẫu khi cơ sở dữ liệu còn trống")
    parser.add_argument("--no-jobs", action="store_true", help="không chạy việc nền ở máy này")
    parser.add_argument("--prepare-only", action="store_true", help="chuẩn bị xong thì thôi, không phục vụ")
    return parser.parse_args(argv)


def _settings_for_serving(options: argparse.Namespace) -> None:
    """Set, for this process and its children, what only a server needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    os.environ.setdefault("MOTCUA_URL", f"http://{options.bind}")
    os.environ["MOTCUA_STAMPED"] = "1"
    if options.demo:
        os.environ.setdefault("MOTCUA_DEMO", "1")


def _children(options: argparse.Namespace) -> list[Child]:
    """Return the two child processes: gunicorn and the job worker."""
    pool = {"MOTCUA_DB_POOL": os.environ.get("MOTCUA_DB_POOL", str(THREADS + 2))}
    web = [
        sys.executable, "-m", "gunicorn", "motcua.config.wsgi:application", "--bind", options.bind,
        "--worker-class", "gthread", "--workers", str(options.workers), "--threads", str(THREADS),
        "--max-requests", "20000", "--max-requests-jitter", "2000", "--timeout", "60", "--graceful-timeout", "15",
        "--keep-alive", "5", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    jobs = [sys.executable, "-m", "motcua.cli.manage", "procrastinate", "worker", "--concurrency", "2"]
    jobs += ["--delete-jobs", "successful", "--shutdown-graceful-timeout", "15"]
    children = [Child("web", web, pool)]
    return children if options.no_jobs else [*children, Child("việc nền", jobs, {})]


def _watch_database() -> None:
    """Bring the embedded database back when it died (kill -9, out of memory)."""
    if not os.environ.get("DATABASE_URL") and not postgres.server().is_ready():
        postgres.start()
