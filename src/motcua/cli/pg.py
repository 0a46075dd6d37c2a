"""`motcua pg start|stop|status|url`: the embedded database by hand."""

import os
import sys

from motcua.config import postgres


def run(argv: list[str]) -> int:
    """Start, stop or describe the embedded database; 1 from `status` when it does not run."""
    verb = argv[0] if argv else "status"
    if verb not in {"start", "stop", "status", "url"}:
        print("Cách dùng: motcua pg start|stop|status|url", file=sys.stderr)
        return 2
    if os.environ.get("DATABASE_URL") and verb in {"start", "stop"}:
        print("Đang dùng DATABASE_URL: máy chủ cơ sở dữ liệu đó không do Motcua bật tắt.", file=sys.stderr)
        return 1
    try:
        return _do(verb)
    except postgres.DatabaseNotStarted as failure:
        print(failure, file=sys.stderr)
        return 1


def _do(verb: str) -> int:
    if verb == "stop":
        print("Đã tắt." if postgres.stop() else "Không chạy.")
        return 0
    if verb == "url":
        print(postgres.ensure_running())
        return 0
    here = postgres.start() if verb == "start" else postgres.server()
    print(f"{'Đang chạy' if here.is_ready() else 'Không chạy'}: {here.data}")
    return 0 if here.is_ready() else 1
