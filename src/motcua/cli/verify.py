"""`motcua verify`: replay the acts of every dossier against its index row and say what differs."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Sequence

SHOWN = 200


def run(argv: Sequence[str]) -> int:
    """Verify all dossiers, or a sample; 0 only when nothing differs."""
    parser = argparse.ArgumentParser(
        prog="motcua verify", description="Phát lại hành vi của từng hồ sơ và so với chỉ mục."
    )
    parser.add_argument(
        "--json", action="store_true", help="mỗi khác biệt một dòng JSON, dòng cuối là tổng kết"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="chỉ xem khoảng N hồ sơ, rải đều")
    options = parser.parse_args(argv)
    if options.sample is not None and options.sample < 1:
        print("--sample phải từ 1 trở lên.", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    return _verify(options.sample, as_json=options.json)


def _verify(sample: int | None, *, as_json: bool) -> int:
    from motcua.apps.dossiers.verifying import verify

    dossiers = acts = found = 0
    for batch in verify(sample=sample):
        dossiers, acts = dossiers + batch.dossiers, acts + batch.acts
        for difference in batch.differences:
            found += 1
            if as_json:
                print(json.dumps(dataclasses.asdict(difference), ensure_ascii=False))
            elif found <= SHOWN:
                print(difference.sentence)
    if as_json:
        print(json.dumps({"dossiers": dossiers, "acts": acts, "differences": found}))
    else:
        print(_summary(dossiers, acts, found))
    return 1 if found else 0


def _summary(dossiers: int, acts: int, found: int) -> str:
    looked = f"Đã phát lại {acts} hành vi của {dossiers} hồ sơ"
    if not found:
        return f"{looked}: không có khác biệt."
    more = f" (in {SHOWN} dòng đầu; dùng --json để xem hết)" if found > SHOWN else ""
    return f"{looked}: {found} khác biệt{more}. Hãy báo quản trị hệ thống; không sửa tay vào cơ sở dữ liệu."
