"""What the printed papers are made of, and the list of what is still missing on one of them.

A paper never fills in what it was not given (design §1.8): each dataclass marks what it cannot do without
(`Must`) and what may stay blank (`May`); `missing()` names the blanks in Vietnamese for the officer.
Datetimes are civil time of Vietnam; the door to these classes converts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Annotated, Any, get_type_hints


@dataclass(frozen=True)
class Must:
    """The paper may not be issued while this is empty, unless the field named `unless` is filled instead."""

    label: str
    unless: str = ""


@dataclass(frozen=True)
class May:
    """May stay blank: the paper prints a dotted line or leaves the line out."""

    label: str


@dataclass(frozen=True)
class Missing:
    """One required thing a paper lacks: `path` for machines (`papers.1.name`), `label` for the officer."""

    path: str
    label: str


_known: dict[type[Any], dict[str, Must | May]] = {}
"""Marks by class: a register has thousands of rows, and reading type hints is slow."""


def labels(kind: type[Any]) -> dict[str, Must | May]:
    """The Must/May mark of each marked field of a dataclass, in printing order."""
    if kind not in _known:
        _known[kind] = _read_labels(kind)
    return _known[kind]


def _read_labels(kind: type[Any]) -> dict[str, Must | May]:
    found: dict[str, Must | May] = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        for mark in getattr(hint, "__metadata__", ()):
            if isinstance(mark, Must | May):
                found[name] = mark
    return found


def _empty(value: object) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _inside(value: object, path: str, label: str) -> Iterator[Missing]:
    """Missing things of the parts a field holds: one dataclass, or a tuple of them."""
    if is_dataclass(value):
        yield from _walk(value, f"{path}.", f"{label}: ")
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            if is_dataclass(part):
                yield from _walk(part, f"{path}.{index}.", f"{label}, mục {index + 1}: ")


def _walk(context: Any, path: str, label: str) -> Iterator[Missing]:
    marks = labels(type(context))
    for item in fields(context):
        value, mark = getattr(context, item.name), marks.get(item.name)
        if mark is None:
            continue
        if (
            isinstance(mark, Must)
            and _empty(value)
            and (not mark.unless or _empty(getattr(context, mark.unless)))
        ):
            yield Missing(f"{path}{item.name}", f"{label}{mark.label}")
        else:
            yield from _inside(value, f"{path}{item.name}", f"{label}{mark.label}")


def missing(context: Any) -> tuple[Missing, ...]:
    """Everything required that `context` (any dataclass of this package) does not have, in printing order."""
    return tuple(_walk(context, "", ""))


@dataclass(frozen=True)
class Letterhead:
    """Top left of every paper: who issues it (NĐ 30/2020; layout of TT 01/2018/TT-VPCP, Annex)."""

    superior: Annotated[str, May("Cơ quan chủ quản")]
    """For example "UBND TỈNH TÂN LÂM"; empty for a provincial People's Committee itself."""
    name: Annotated[str, Must("Tên cơ quan, đơn vị ban hành")]
    place: Annotated[str, Must("Địa danh")]
    """Place written before the date: the province for provincial bodies, the commune for communal ones."""
    abbreviation: Annotated[str, May("Chữ viết tắt sau số")] = ""
    """Written after the number: "TTPVHCC", "BPTNTKQ"."""
    phone: Annotated[str, May("Số điện thoại")] = ""
    website: Annotated[str, May("Trang thông tin")] = ""


@dataclass(frozen=True)
class Party:
    """A person or organisation as the applicant block of forms 01–05 prints it."""

    name: Annotated[str, Must("Họ tên")]
    address: Annotated[str, May("Địa chỉ")] = ""
    phone: Annotated[str, May("Số điện thoại")] = ""
    email: Annotated[str, May("Email")] = ""
    personal_id: Annotated[str, May("Số căn cước")] = ""


@dataclass(frozen=True)
class Contact:
    """An officer named on a paper with a telephone number."""

    name: Annotated[str, Must("Họ tên")]
    phone: Annotated[str, May("Số điện thoại")] = ""


@dataclass(frozen=True)
class PaperLine:
    """One paper of the dossier and how many originals (bản chính), certified copies (bản chứng thực) and
    plain copies (bản sao chụp) were handed in."""

    name: Annotated[str, Must("Tên giấy tờ")]
    originals: int = 0
    certified: int = 0
    copies: int = 0
    electronic: bool = False
    """Handed in as an electronic file, no paper."""
    note: Annotated[str, May("Ghi chú")] = ""


@dataclass(frozen=True)
class Signatory:
    """Who signs: "KT. GIÁM ĐỐC" / "PHÓ GIÁM ĐỐC" / name (NĐ 30/2020 Đ.13 for the signing modes)."""

    name: Annotated[str, Must("Họ tên người ký")]
    position: Annotated[str, Must("Chức vụ người ký")]
    mode: Annotated[str, May("Quyền hạn ký")] = ""
    """The line above the position: "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", "TL. CHỦ TỊCH"…"""
    signed_at: datetime | None = None
    """Set only when a digital signature really exists; prints "Đã ký số lúc …"."""


@dataclass(frozen=True)
class FeeLine:
    """One phí or lệ phí and its amount in đồng."""

    name: Annotated[str, Must("Tên khoản thu")]
    amount: int
    charge: bool = False
    """True for lệ phí, False for phí (Luật Phí và lệ phí)."""


@dataclass(frozen=True)
class ResultLine:
    """One result document handed over."""

    kind: Annotated[str, Must("Loại kết quả")]
    number: Annotated[str, May("Số, ký hiệu")] = ""
    summary: Annotated[str, May("Trích yếu")] = ""
    issued_on: Annotated[date | None, May("Ngày ban hành")] = None
    copies: int = 1
