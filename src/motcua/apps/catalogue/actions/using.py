"""Putting a procedure into use at an agency (đưa thủ tục vào áp dụng), and deciding what the catalogue leaves open.

Every change closes the dated row and opens another: a dossier's row still says what applied when it was received.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from motcua.apps.catalogue import queries
from motcua.apps.catalogue.actions.publishing import ensure_control
from motcua.apps.catalogue.actions.writing import lock_catalogue
from motcua.apps.catalogue.models import FeeMoment, ProcedureUse, ProcedureVersion
from motcua.apps.ledger import actions as ledger
from motcua.apps.office.models import Agency, ServiceCenter, Unit
from motcua.rules.actors import Actor
from motcua.rules.facts import ProcedureUseSet
from motcua.rules.fees import Fee, FeeDoubt
from motcua.rules.procedure_use import CaseNeeded, LocalLimit, UseNotReady, law_limit, longer_than
from motcua.rules.procedures import Channel

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UseDraft:
    """How the agency will use the procedure. What is not known yet stays empty and is listed as missing."""

    authority: str = ""
    center_ids: tuple[int, ...] = ()
    settling_unit_id: int | None = None
    channels: tuple[str, ...] = tuple(Channel)
    process_key: str = "default"
    fee_when: str = FeeMoment.AT_FILING
    committed: LocalLimit | None = None
    immediate: bool = False
    five_on_spot: bool = False
    five_on_spot_ground: str = ""

    def check(self) -> None:
        """Raises UseNotReady for a value that cannot be."""
        unknown = [one for one in self.channels if one not in set(Channel)]
        if unknown:
            raise UseNotReady(
                f"Không có cách thức nộp “{unknown[0]}”. Chọn trực tuyến, trực tiếp hoặc bưu chính."
            )
        if self.fee_when not in FeeMoment.values:
            raise UseNotReady("Chọn thời điểm thu phí: khi nộp hồ sơ, khi trả kết quả hoặc không thu.")
        if self.five_on_spot and not self.five_on_spot_ground.strip():
            raise UseNotReady("Ghi văn bản cho phép thực hiện “5 tại chỗ”.")
        if self.committed:
            self.committed.check()


@transaction.atomic
def put_into_use(
    code: str,
    agency: Agency | int,
    draft: UseDraft,
    *,
    valid_from: date | None = None,
    local_limit: LocalLimit | None = None,
    actor: Actor,
    at: datetime,
) -> ProcedureUse:
    """Record how `agency` uses the procedure from `valid_from` (today when None); returns the new dated row.

    An earlier row is closed; its local limit and confirmed fees are carried over unless `local_limit` is given.
    Raises NotAllowed; UseNotReady when the procedure is not in force, a centre or unit does not belong to the agency,
    the commitment is longer than the law's limit, or a later row exists.
    """
    ensure_control(actor)
    draft.check()
    lock_catalogue()
    day = valid_from or localdate(at)
    agency_id = agency if isinstance(agency, int) else agency.pk
    version = queries.version_at(code, day)
    if version is None:
        raise UseNotReady(
            f"Thủ tục {code} không có bản công bố có hiệu lực ngày {day:%d/%m/%Y}: không đưa vào áp dụng được."
        )
    _check_places(agency_id, draft)
    _check_commitment(version, draft)
    if local_limit is not None:
        _check_local(version, local_limit)
    held = _open_use(version.procedure_id, agency_id)
    row = _next(held, version.procedure_id, agency_id, day, at)
    _fill(row, draft)
    if local_limit is not None:
        _set_limit(row, local_limit)
    return _replace(held, row, draft.center_ids, "settings", actor, at)


@transaction.atomic
def set_local_limit(
    use: ProcedureUse, limit: LocalLimit, *, valid_from: date | None = None, actor: Actor, at: datetime
) -> ProcedureUse:
    """Record the limit the agency decided where the catalogue has none, several, or one whose unit is in conflict.

    Raises NotAllowed; UseNotReady when the catalogue already has one clear limit (a shorter promise is a commitment).
    """
    version = _version_or_refuse(use, valid_from or localdate(at))
    _check_local(version, limit)
    return _change(use, "local_limit", valid_from, actor, at, lambda row: _set_limit(row, limit))


@transaction.atomic
def confirm_fees(
    use: ProcedureUse,
    lines: Iterable[Fee],
    ground: str,
    *,
    valid_from: date | None = None,
    actor: Actor,
    at: datetime,
) -> ProcedureUse:
    """Record which fees are really collected, with the tariff that says so; replaces the published lines.

    Raises NotAllowed; UseNotReady without a ground, without lines, or when an amount is missing or negative.
    """
    rows = [_fee_row(line) for line in lines]
    if not ground.strip():
        raise UseNotReady("Ghi văn bản quy định mức thu (ví dụ nghị quyết của Hội đồng nhân dân tỉnh).")
    if not rows:
        raise UseNotReady("Nhập ít nhất một mức thu; nếu không thu, chọn thời điểm thu là “Không thu”.")

    def fill(row: ProcedureUse) -> None:
        row.local_fees, row.local_fees_ground = rows, ground.strip()

    return _change(use, "fees", valid_from, actor, at, fill)


@transaction.atomic
def set_process(
    use: ProcedureUse, process_key: str, *, valid_from: date | None = None, actor: Actor, at: datetime
) -> ProcedureUse:
    """From `valid_from` (today when None), new dossiers run on another internal process. Raises NotAllowed, UseNotReady."""

    def fill(row: ProcedureUse) -> None:
        row.process_key = process_key

    return _change(use, "process", valid_from, actor, at, fill)


@transaction.atomic
def stop_using(use: ProcedureUse, *, last_on: date, actor: Actor, at: datetime) -> ProcedureUse:
    """The agency no longer takes new dossiers of the procedure after `last_on`. Running dossiers go on."""
    ensure_control(actor)
    lock_catalogue()
    row = _fresh(use)
    if last_on < row.valid_from - DAY:
        raise UseNotReady(f"Ngày cuối phải từ {row.valid_from:%d/%m/%Y} trở đi.")
    row.valid_to = last_on
    row.save(update_fields=["valid_to"])
    _tell(row, "stopped", actor, at)
    return row


def _check_places(agency_id: int, draft: UseDraft) -> None:
    if (
        draft.settling_unit_id
        and not Unit.objects.filter(pk=draft.settling_unit_id, agency=agency_id).exists()
    ):
        raise UseNotReady("Đơn vị thụ lý phải thuộc cơ quan giải quyết. Chọn lại đơn vị.")
    for center in ServiceCenter.objects.filter(pk__in=draft.center_ids).prefetch_related("agencies"):
        serves = center.serves_province or any(one.pk == agency_id for one in center.agencies.all())
        if not serves:
            raise UseNotReady(f"{center.name} không có quầy của cơ quan này. Chọn bộ phận khác.")


def _check_commitment(version: ProcedureVersion, draft: UseDraft) -> None:
    if draft.committed is None:
        return
    for channel in draft.channels:
        try:
            law = law_limit(version.terms, channel)
        except CaseNeeded:
            continue
        if longer_than(draft.committed, law):
            raise UseNotReady(
                f"Cam kết {draft.committed.words} dài hơn thời hạn {law.words} của pháp luật "
                f"({Channel(channel).label.lower()}). Cam kết phải ngắn hơn hoặc bằng."
            )


def _check_local(version: ProcedureVersion, limit: LocalLimit) -> None:
    limit.check()
    if "unit_conflict" in version.flags:
        return
    channels = {one.channel for one in version.terms}
    try:
        is_clear = all(law_limit(version.terms, channel).is_structured for channel in channels)
    except CaseNeeded:
        return
    if is_clear:
        raise UseNotReady(
            "Danh mục đã có thời hạn rõ ràng cho thủ tục này. Nếu cơ quan hứa trả sớm hơn, hãy ghi ở mục cam kết."
        )


def _version_or_refuse(use: ProcedureUse, on: date) -> ProcedureVersion:
    version = queries.version_at(use.procedure.code, on)
    if version is None:
        raise UseNotReady(
            f"Thủ tục {use.procedure.code} không có bản công bố có hiệu lực ngày {on:%d/%m/%Y}."
        )
    return version


def _open_use(procedure_id: int, agency_id: int) -> ProcedureUse | None:
    found = ProcedureUse.objects.select_for_update().filter(procedure=procedure_id, agency=agency_id)
    return found.filter(valid_to__isnull=True).first()


def _fresh(use: ProcedureUse) -> ProcedureUse:
    row = ProcedureUse.objects.select_for_update().get(pk=use.pk)
    if row.valid_to is not None:
        raise UseNotReady("Thiết lập này đã được thay bằng thiết lập mới. Mở lại trang rồi làm tiếp.")
    return row


def _change(
    use: ProcedureUse, what: str, valid_from: date | None, actor: Actor, at: datetime, fill: Any
) -> ProcedureUse:
    ensure_control(actor)
    lock_catalogue()
    held = _fresh(use)
    row = _next(held, held.procedure_id, held.agency_id, valid_from or localdate(at), at)
    fill(row)
    return _replace(held, row, tuple(held.centers.values_list("pk", flat=True)), what, actor, at)


def _next(
    held: ProcedureUse | None, procedure_id: int, agency_id: int, day: date, at: datetime
) -> ProcedureUse:
    """An unsaved row that starts on `day` with everything of `held`."""
    if held is None:
        return ProcedureUse(procedure_id=procedure_id, agency_id=agency_id, valid_from=day, recorded_at=at)
    if day < held.valid_from:
        raise UseNotReady(
            f"Đã có thiết lập áp dụng từ {held.valid_from:%d/%m/%Y}; ngày bắt đầu phải từ ngày đó trở đi."
        )
    kept = {
        f.attname: getattr(held, f.attname) for f in ProcedureUse._meta.concrete_fields if not f.primary_key
    }
    return ProcedureUse(**kept | {"valid_from": day, "recorded_at": at})


def _fill(row: ProcedureUse, draft: UseDraft) -> None:
    plain = {f.name: getattr(draft, f.name) for f in dataclasses.fields(draft)}
    committed = plain.pop("committed")
    plain.pop("center_ids")
    for name, value in plain.items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    row.committed_value = committed.value if committed else None
    row.committed_unit = committed.unit if committed else ""
    row.committed_ground = committed.ground if committed else ""


def _set_limit(row: ProcedureUse, limit: LocalLimit) -> None:
    row.local_limit_value, row.local_limit_unit, row.local_limit_ground = (
        limit.value,
        limit.unit,
        limit.ground,
    )


def _replace(
    held: ProcedureUse | None,
    row: ProcedureUse,
    centers: tuple[int, ...],
    what: str,
    actor: Actor,
    at: datetime,
) -> ProcedureUse:
    if held is not None:
        held.valid_to = row.valid_from - DAY
        held.save(update_fields=["valid_to"])
    row.save()
    row.centers.set(centers)
    _tell(row, what, actor, at)
    return row


def _tell(row: ProcedureUse, what: str, actor: Actor, at: datetime) -> None:
    fact = ProcedureUseSet(row.pk, row.procedure.code, row.agency_id, row.valid_from.isoformat(), what)
    ledger.record(fact, actor=actor, at=at)


def _fee_row(line: Fee) -> dict[str, str]:
    if line.amount is None or not line.amount.is_finite() or line.amount < Decimal(0):
        raise UseNotReady("Mức thu phải là số tiền bằng đồng, từ 0 trở lên.")
    if line.doubt is not FeeDoubt.NONE:
        raise UseNotReady("Mức thu đã xác nhận không được kèm nghi vấn.")
    return {"kind": line.kind.value, "amount": format(line.amount, "f"), "note": line.note.strip()}
