"""`motcua demo`: the fictional province Tân Lâm with some weeks of history, and the table of its log-ins."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence

SEED = 2026
DAYS = 15


def run(argv: Sequence[str]) -> int:
    """Load the province into an empty database and play its history; nothing is done twice.

    1 when the database holds another office's data (0 with `--if-empty`, which then leaves it alone).
    """
    options = _options(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    from motcua.cli.preparing import migrate

    migrate()
    if not _load(options):
        if not options.if_empty:
            print(
                "Cơ sở dữ liệu đã có dữ liệu của cơ quan khác nên không nạp tỉnh mẫu. "
                "Hãy dùng một cơ sở dữ liệu trống (đặt MOTCUA_DB_NAME hoặc DATABASE_URL).",
                file=sys.stderr,
            )
        return 0 if options.if_empty else 1
    print(log_ins())
    return 0


def _load(options: argparse.Namespace) -> bool:
    """False when the database holds something else."""
    from django.conf import settings

    from motcua.cli.simulation import history, province
    from motcua.web.ui import clock

    at = clock.now()
    began = time.monotonic()
    with history.jobs_in_hand() as jobs:
        if province.is_empty(at):
            print("Đang dựng tỉnh mẫu Tân Lâm…", flush=True)
            password = settings.DEMO_PASSWORD if settings.DEMO else None
            province.set_up(password=password, at=at, say=lambda text: print(text, flush=True))
            jobs.deliver(at)
        elif not province.is_demo():
            return False
        played = history.play_missing(options.days, seed=options.seed, now=at, jobs=jobs, say=print)
    if played:
        print(f"Tỉnh mẫu sẵn sàng sau {time.monotonic() - began:.0f} giây.", flush=True)
    return True


def log_ins() -> str:
    """The table of log-ins, as the sign-in page has it."""
    from django.conf import settings

    from motcua.web.ui.accounts import demo_logins

    if not settings.DEMO:
        return "Tài khoản dùng thử chỉ mở ở chế độ dùng thử (MOTCUA_DEMO=1, hoặc make run)."
    lines = [f"Tài khoản dùng thử, mật khẩu chung: {settings.DEMO_PASSWORD}"]
    lines += [f"  {one.username:<14} {one.role:<30} {one.unit}" for one in demo_logins()]
    return "\n".join(lines)


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua demo", description="Nạp tỉnh mẫu Tân Lâm.")
    parser.add_argument("--if-empty", action="store_true", help="không báo lỗi khi đã có dữ liệu khác")
    parser.add_argument("--days", type=int, default=DAYS, help=f"số ngày làm việc đã qua (mặc định {DAYS})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"hạt giống ngẫu nhiên (mặc định {SEED})")
    return parser.parse_args(argv)
