"""Giving many dossiers to others: the filter in words, how many, who can take them, a reason, and off it goes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import TRAYS, changes
from motcua.apps.dossiers.queries.changes import COUNT_CAP, ChangeFilters, Receiver
from motcua.apps.dossiers.queries.choices import CHANNELS, STATES, step_names
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.rules.words import grouped
from motcua.web.desk.work_list import REASSIGNS, clean, filters_of, kept
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

ALL, TICKED = "tat-ca", "danh-dau"
OFFICERS, TRAY = "can-bo", "khay"


@dataclass
class Typed:
    """What was typed in the form, so that nothing is lost when it is refused."""

    scope: str = ALL
    to: str = OFFICERS
    receivers: list[int] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    reason: str = ""
    token: str = ""

    @classmethod
    def of(cls, request: Request) -> Typed:
        """Read the form."""
        sent = request.POST
        return cls(
            scope=TICKED if sent.get("pham_vi") == TICKED else ALL,
            to=TRAY if sent.get("cach") == TRAY else OFFICERS,
            receivers=[int(one) for one in sent.getlist("officers") if one.isdigit() and len(one) < 18],
            ticked=[clean(one) for one in sent.getlist("select")[:200]],
            reason=sent.get("reason", "").replace("\x00", "").strip(),
            token=clean(sent.get("token", ""))[:64] or uuid.uuid4().hex,
        )


@officers(*REASSIGNS)
def reassign(request: Request) -> HttpResponse:
    """Which dossiers, to whom, why; POST fixes the list and starts the work."""
    filters = _filters(request)
    if request.method != "POST":
        return _page(request, filters, Typed(token=uuid.uuid4().hex), {})
    typed = Typed.of(request)
    if faults := _faults(typed):
        return _page(request, filters, typed, faults, status=422)
    chosen = replace(filters, ticked=tuple(typed.ticked)) if typed.scope == TICKED else filters
    receivers = [] if typed.to == TRAY else typed.receivers
    try:
        change = actions.start_change(
            "REASSIGN",
            chosen,
            {"officers": receivers},
            token=typed.token,
            words=_order_words(typed, filters),
            reason=typed.reason,
            actor=request.actor,
            at=request.at,
        )
    except ActionRefused as fault:
        return _page(request, filters, typed, fault.faults or {"": fault.sentence}, status=422)
    return redirect("desk:change", change.pk)


def _filters(request: Request) -> ChangeFilters:
    work = filters_of(request, "all")
    return ChangeFilters(
        work=replace(work, officer_id=_number(request, "nguoi")), unit_id=_number(request, "don_vi")
    )


def _number(request: Request, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdigit() and len(text) < 18 else None


def _faults(typed: Typed) -> dict[str, str]:
    faults: dict[str, str] = {}
    if typed.scope == TICKED and not typed.ticked:
        faults["select"] = "Chưa đánh dấu hồ sơ nào. Hãy đánh dấu, hoặc chọn «Tất cả hồ sơ khớp bộ lọc»."
    if typed.to == OFFICERS and not typed.receivers:
        faults["officers"] = "Hãy chọn người nhận, hoặc chọn đưa về khay chung."
    if not typed.reason:
        faults["reason"] = "Hãy ghi lý do; lý do được ghi vào từng hồ sơ."
    elif len(typed.reason) > 500:
        faults["reason"] = "Lý do dài quá 500 ký tự. Hãy viết gọn lại."
    return faults


def _order_words(typed: Typed, filters: ChangeFilters) -> str:
    names = changes.names_of(typed.receivers)
    whom = (
        "khay chung của đơn vị"
        if typed.to == TRAY
        else ", ".join(names[one] for one in typed.receivers if one in names)
    )
    which = "các hồ sơ đã đánh dấu" if typed.scope == TICKED else "hồ sơ khớp bộ lọc"
    lines = "; ".join(f"{what}: {value}" for what, value in filter_words(filters))
    return f"Giao lại {which} cho {whom} ({lines})"


def filter_words(filters: ChangeFilters) -> list[tuple[str, str]]:
    """The filter as (what, value), in words."""
    work = filters.work
    states, channels = dict(STATES), dict(CHANNELS)
    holder = changes.names_of([work.officer_id]).get(work.officer_id, "không rõ") if work.officer_id else ""
    found = [
        ("Trong khay", TRAYS.get(work.tray, "")),
        ("Đang giữ", holder),
        ("Đơn vị giữ", changes.unit_name(filters.unit_id) or "không rõ" if filters.unit_id else ""),
        ("Trạng thái", states.get(work.state, work.state)),
        ("Thủ tục", work.procedure),
        ("Cách nộp", channels.get(work.channel, work.channel)),
        ("Tìm", work.text),
    ]
    return [(what, value) for what, value in found if value]


def count_words(count: int) -> str:
    """«128» or «hơn 10.000»."""
    return f"hơn {grouped(COUNT_CAP)}" if count > COUNT_CAP else grouped(count)


def _page(
    request: Request, filters: ChangeFilters, typed: Typed, faults: dict[str, str], *, status: int = 200
) -> HttpResponse:
    found = changes.matching(request.actor, "reassign", filters, at=request.at)
    count = changes.count_matching(found)
    rows = changes.first_rows(found) if count else []
    people = changes.receivers(found, on=request.at.date()) if count else []
    same = kept(filters.work)
    same |= {"nguoi": str(filters.work.officer_id)} if filters.work.officer_id else {}
    same |= {"don_vi": str(filters.unit_id)} if filters.unit_id else {}
    shown: dict[str, Any] = {
        "typed": typed,
        "faults": faults,
        "errors": [(f"#{_ANCHORS.get(name, '')}" if name else "", text) for name, text in faults.items()],
        "count": count,
        "count_words": count_words(count),
        "rows": [
            (row, step, str(row) in typed.ticked) for row, step in zip(rows, step_names(rows), strict=True)
        ],
        "filter_words": filter_words(filters),
        "query": urlencode(same),
        "kept": [(name, value) for name, value in same.items() if name != "nguoi"],
        "holder": filters.work.officer_id or "",
        "holders": _holders(people, filters.work.officer_id),
        "scopes": _scopes(typed, count),
        "ways": _ways(typed),
        "people": [_choice(one, typed) for one in people if one.officer_id != filters.work.officer_id],
    }
    return render(request, "desk/change/reassign.html", shown, status=status)


_ANCHORS = {"select": "ho-so", "officers": "id_officers", "reason": "id_reason"}


def _scopes(typed: Typed, count: int) -> list[dict[str, Any]]:
    return [
        {
            "value": ALL,
            "label": f"Tất cả {count_words(count)} hồ sơ khớp bộ lọc",
            "checked": typed.scope == ALL,
        },
        {
            "value": TICKED,
            "label": "Chỉ các hồ sơ đánh dấu ở bảng dưới đây",
            "checked": typed.scope == TICKED,
        },
    ]


def _ways(typed: Typed) -> list[dict[str, Any]]:
    return [
        {"value": OFFICERS, "label": "Giao cho người được chọn dưới đây", "checked": typed.to == OFFICERS},
        {
            "value": TRAY,
            "label": "Đưa về khay chung của đơn vị",
            "hint": "Ai giữ vị trí của bước trong đơn vị cũng nhận làm được.",
            "checked": typed.to == TRAY,
        },
    ]


def _holders(people: list[Receiver], chosen: int | None) -> list[tuple[int, str]]:
    """Who may be the present holder: those of the units that hold the dossiers, and the one chosen already."""
    found = {one.officer_id: one.name for one in sorted(people, key=lambda one: one.name)}
    if chosen and chosen not in found:
        found |= changes.names_of([chosen])
    return list(found.items())


def _choice(one: Receiver, typed: Typed) -> dict[str, Any]:
    return {
        "value": one.officer_id,
        "label": one.name,
        "hint": one.hint,
        "checked": one.officer_id in typed.receivers,
    }
