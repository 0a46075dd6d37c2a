"""One row of a published catalogue (the portal's shape, JSON) read into a `Content`, or the list of its faults.

Shape: data README, "procedures.jsonl.gz". Irregular codes are accepted as they are; flags of the source are kept, and
those that can be seen in the row itself are added when the source forgot them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.rules.procedures import (
    KIND_WORDS,
    LEVEL_WORDS,
    PUBLISHED_FLAGS,
    PUBLISHED_UNITS,
    Channel,
    Content,
    is_regular,
)
from motcua.rules.record_reader import Reader

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]*")
LONGEST_CODE = 40
NAMELESS = "giấy tờ phải nộp không có tên; ghi tên giấy tờ rồi nạp lại"
NAMELESS_IN_SOURCE = "nguồn công bố giấy tờ không có tên; nạp như nguồn, trang công khai nói là không ghi tên"
DEAREST = 10**13
# A century in each unit: a longer limit is a slip of the pen.
LONGEST = {"WORKING_DAY": 36500, "CALENDAR_DAY": 36500, "HOUR": 876000, "MONTH": 1200, "YEAR": 100}


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A whole procedure as one row gives it."""

    line: int
    code: str
    content: Content
    source_url: str
    sources: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] = ()


def read_code(row: dict[str, Any]) -> str:
    """The code of any row for reports, even of a bad one; empty when there is none."""
    code = row.get("code")
    return code.strip()[:LONGEST_CODE] if isinstance(code, str) else ""


def check_code(read: Reader) -> str:
    """The code of the row; notes a fault when it is missing or no code."""
    code = read.text("code", longest=LONGEST_CODE, required=True)
    if code and not CODE.fullmatch(code):
        read.fault("code", "mã chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch ngang (ví dụ 1.001193)")
    return code


def read_record(line: int, row: dict[str, Any]) -> RecordRow | list[tuple[str, str]]:
    """The row as a record with notes of its doubts, or its faults; both as (part, reason)."""
    read = Reader(row)
    code = check_code(read)
    content = _with_code_flag(code, _content(read))
    url = read.text("detail_url", longest=300)
    sources = read.texts("sources")
    return read.faults or RecordRow(line, code, with_seen_flags(content), url, sources, tuple(read.notes))


def _content(read: Reader) -> Content:
    level = read.one_of("level", LEVEL_WORDS, required=False) or None
    levels = tuple(one for one in read.texts("levels") if _is_level(read, one))
    return Content(
        name=read.text("name", longest=2000, required=True),
        field=read.text("field", longest=200, required=True),
        level=level,
        levels=levels or ((level,) if level else ()),
        decision_no=read.text("decision_no", longest=60),
        issuer=read.text("issuer", longest=200),
        kind=read.one_of("kind", KIND_WORDS, required=False),
        agencies=read.texts("agencies"),
        competent_agency=read.text("competent_agency"),
        delegated_agency=read.text("delegated_agency"),
        cooperating_agency=read.text("cooperating_agency"),
        reception_address=read.text("reception_address"),
        applicants=read.texts("applicants"),
        steps=read.text("steps"),
        conditions=read.text("conditions"),
        keywords=read.text("keywords"),
        online_offered=read.truth("online_submit_button"),
        channels=_channels(read),
        papers=_papers(read),
        results=tuple(_result(one) for one in read.parts("results")),
        legal_basis=tuple(_legal(one) for one in read.parts("legal_basis")),
        flags=_flags(read),
    )


def _flags(read: Reader) -> tuple[str, ...]:
    flags = tuple(dict.fromkeys(read.texts("flags")))
    for flag in flags:
        if flag not in PUBLISHED_FLAGS:
            known = ", ".join(sorted(PUBLISHED_FLAGS))
            read.fault("flags", f"cờ “{flag[:40]}” không biết; bỏ cờ này hoặc dùng một trong: {known}")
    return flags


def _with_code_flag(code: str, content: Content) -> Content:
    if not code or is_regular(code) or "code_irregular" in content.flags:
        return content
    return dataclasses.replace(content, flags=(*content.flags, "code_irregular"))


def _is_level(read: Reader, level: str) -> bool:
    if level not in LEVEL_WORDS:
        read.fault("levels", f"cấp “{level[:40]}” không biết; dùng một trong: {', '.join(LEVEL_WORDS)}")
    return level in LEVEL_WORDS


def _channels(read: Reader) -> tuple[dict[str, Any], ...]:
    found = tuple(_channel(one) for one in read.parts("channels"))
    if not found and isinstance(read.row.get("channels"), list | None):
        read.fault("channels", "thiếu cách thức thực hiện: phải có ít nhất một (NĐ 63/2010, Điều 8)")
    return found


def _channel(read: Reader) -> dict[str, Any]:
    unit = read.one_of("time_unit", PUBLISHED_UNITS)
    value = read.number("time_value", at_most=LONGEST.get(unit, 10**6))
    if unit in LONGEST and value is None and read.row.get("time_value") is None:
        read.fault("time_value", "có đơn vị nhưng thiếu số; nếu không có thời hạn hãy ghi UNSTRUCTURED")
    if unit in LONGEST and value == 0:
        read.fault("time_value", "thời hạn bằng 0; nếu không có thời hạn hãy ghi UNSTRUCTURED")
    return {
        "channel": read.one_of("channel", set(Channel)),
        # The portal prints "1" where it holds no limit: a number beside UNSTRUCTURED is never a limit.
        "limit_value": None if unit == "UNSTRUCTURED" or value is None else plain(value),
        "limit_unit": unit,
        "limit_raw": read.text("time_limit_raw"),
        "fees": [_fee(one) for one in read.parts("fees")],
        "description": read.text("description"),
    }


def _fee(read: Reader) -> dict[str, Any]:
    amount = read.number("amount", at_most=DEAREST)
    return {"amount": None if amount is None else plain(amount), "note": read.text("note")}


def _papers(read: Reader) -> tuple[dict[str, Any], ...]:
    found = []
    for case in read.parts("dossier"):
        words = case.text("case")
        found += [{"case": words, **_named_paper(read, item)} for item in case.parts("items")]
    return tuple(found)


def _named_paper(row: Reader, item: Reader) -> dict[str, Any]:
    """A paper; one without a name is a fault, unless the row says which crawl it came from.

    The portal itself publishes 24 procedures so (1.000423, 3.000547…): a crawl repeats them, an office's own file must
    not leave the applicant guessing.
    """
    paper = _paper(item)
    if paper["kind"] == "DOCUMENT" and not paper["name"] and isinstance(item.row.get("name"), str | None):
        if row.row.get("sources"):
            item.note("name", NAMELESS_IN_SOURCE)
        else:
            item.fault("name", NAMELESS)
    return paper


def _paper(read: Reader) -> dict[str, Any]:
    return {
        "name": read.text("name"),
        "originals": read.count("originals"),
        "copies": read.count("copies"),
        "kind": read.one_of("kind", {"DOCUMENT", "NOTE"}, required=False) or "DOCUMENT",
        "forms": list(read.texts("forms")),
    }


def _result(read: Reader) -> dict[str, str]:
    return {"name": read.text("name"), "code": read.text("code", longest=40)}


def _legal(read: Reader) -> dict[str, str]:
    return {"number": read.text("number"), "title": read.text("title")}


def plain(value: Decimal) -> str:
    """A number as stored: no exponent, no trailing zeros (1, 1.0 and 1.00 are one content)."""
    return format(value.normalize(), "f")


def with_seen_flags(content: Content) -> Content:
    """The content with the flags that its own channels, agencies and papers show."""
    flags = list(content.flags)
    values = [row["limit_value"] for row in content.channels]
    seen = {
        "no_structured_limit": not any(values),
        "limit_missing_on_some_channel": any(values) and not all(values),
        "limit_differs_by_channel": len(
            {(r["limit_value"], r["limit_unit"]) for r in content.channels if r["limit_value"]}
        )
        > 1,
        "no_agency": not content.agencies,
        "no_legal_basis": not content.legal_basis,
        "no_dossier": not content.papers,
        "multi_level": len(content.levels) > 1,
    }
    flags += [flag for flag, is_seen in seen.items() if is_seen and flag not in flags]
    return dataclasses.replace(content, flags=tuple(flags))


def digest(content: Content) -> str:
    """sha256 of the content in canonical JSON: equal contents, equal digests, whatever the order of keys."""
    parts = {part.name: getattr(content, part.name) for part in dataclasses.fields(content)}
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
