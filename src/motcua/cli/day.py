"""`motcua day`: plays the next working day (or more) of the fictional province, with everybody at work."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date

from motcua.cli.demo import SEED


def run(argv: Sequence[str]) -> int:
    """Play days after the last played one; 1 when the demo province is not in this database."""
    options = _options(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    from motcua.cli.preparing import migrate

    migrate()
    from motcua.cli.simulation import history, province

    if not province.is_demo():
        print("Chưa có tỉnh mẫu trong cơ sở dữ liệu này. Hãy chạy «motcua demo» trước.", file=sys.stderr)
        return 1
    last = _last_day()
    with history.jobs_in_hand() as jobs:
        days = history.working_days_after(last, options.days)
        told = history.play(days, seed=options.seed, jobs=jobs, say=lambda text: print(text, flush=True))
    for one in told:
        print(one.details)
    _hint(days[-1])
    return 0


def _last_day() -> date:
    """The last played day, or yesterday when none was."""
    from datetime import timedelta

    from motcua.cli.simulation import history
    from motcua.web.ui import clock

    return history.last_played() or clock.now().date() - timedelta(days=1)


def _hint(last: date) -> None:
    """A day of the future is only seen by a clock that stands there."""
    from motcua.web.ui import clock

    ahead = (last - clock.now().date()).days
    if ahead > 0:
        print(
            f"Ngày {last:%d/%m/%Y} ở sau đồng hồ của máy {ahead} ngày. "
            f"Muốn xem tỉnh mẫu vào ngày đó: MOTCUA_NOW=+{ahead}d make run"
        )


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua day", description="Diễn thêm ngày làm việc ở tỉnh mẫu.")
    parser.add_argument("--days", type=int, default=1, help="số ngày làm việc (mặc định 1)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"hạt giống ngẫu nhiên (mặc định {SEED})")
    options = parser.parse_args(argv)
    if options.days < 1:
        parser.error("--days phải từ 1 trở lên.")
    return options
