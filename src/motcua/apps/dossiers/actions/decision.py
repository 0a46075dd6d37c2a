"""The authority decides: refuse or stop (T18), sign, then number and seal (T19)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import act, ensure_step, lock, opened, tell
from motcua.apps.dossiers.models import Act, Decision, Dossier, Result
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.processes import way_on
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.rules.actors import Actor
from motcua.rules.facts import DossierRefused, DossierSigned, ResultReady
from motcua.rules.forms import FormKind

KINDS = {"REFUSE": "Từ chối giải quyết", "STOP": "Dừng giải quyết"}


@transaction.atomic
def refuse(
    number: str,
    *,
    kind: str,
    reason: str,
    legal_ground: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Refuse settlement, or stop it, with reason and legal ground (T18, NĐ 61/2018 Đ.19.8); papers go back."""
    dossier = lock(number, actor=actor, verb="refuse", seen=seen)
    faults: dict[str, str] = {}
    if kind not in KINDS:
        faults["kind"] = "Hãy chọn Từ chối giải quyết hoặc Dừng giải quyết."
    if not reason.strip():
        faults["reason"] = "Hãy ghi lý do cụ thể; người nộp sẽ đọc nguyên văn."
    if not legal_ground.strip():
        faults["legal_ground"] = "Hãy ghi căn cứ pháp lý (điều, khoản, văn bản)."
    if faults:
        raise GuardNotMet("Chưa ghi được quyết định. Hãy sửa các mục báo đỏ.", faults)
    dossier.finished_at = at
    dossier.step_key = ""
    made = act(dossier, "refuse", actor=actor, at=at, ground=reason)
    Decision.objects.create(act=made, kind=kind, reason=reason.strip(), legal_ground=legal_ground.strip())
    form = FormKind.REFUSE if kind == "REFUSE" else FormKind.STOP_NOTICE
    slips.issue(dossier, form, actor=actor, at=at, reason=f"{reason.strip()} Căn cứ: {legal_ground.strip()}")
    tell(DossierRefused, dossier, made, actor=actor, at=at)
    return dossier


@transaction.atomic
def sign(number: str, *, opinion: str = "", actor: Actor, at: datetime, seen: int | None = None) -> Dossier:
    """The authority signs; the clerk numbers and seals next (T19)."""
    dossier = lock(number, actor=actor, verb="sign", seen=seen)
    step = ensure_step(dossier, "sign")
    way = way_on(dossier, step)
    if way.step is None:
        raise GuardNotMet("Quy trình không có bước phát hành sau khi ký.")
    holding = opened(dossier, way.step, at=at)
    ground = opinion or "Ký duyệt"
    made = act(dossier, "sign", actor=actor, at=at, ground=ground, holding=holding, note=way.note)
    tell(DossierSigned, dossier, made, actor=actor, at=at)
    return dossier


@transaction.atomic
def seal(
    number: str,
    *,
    result_number: str,
    summary: str,
    file_id: int | None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Number, seal and issue the signed result (T19): the clock stops now, not when it is collected (§3.6).

    Raises GuardNotMet without a number, a summary, or a result file (an online result needs the file).
    """
    dossier = lock(number, actor=actor, verb="seal", seen=seen)
    step = ensure_step(dossier, "seal")
    _ensure_result(dossier, result_number, summary, file_id, at)
    way = way_on(dossier, step)
    dossier.finished_at = at
    holding = opened(dossier, way.step, at=at) if way.step else None
    ground = f"Số {result_number.strip()}"
    made = act(dossier, "seal", actor=actor, at=at, ground=ground, holding=holding, note=way.note)
    Result.objects.create(
        act=made,
        number=result_number.strip(),
        summary=summary.strip(),
        issued_on=civil(at).date(),
        signatory_name=signatory_of(dossier),
        file_id=file_id,
    )
    tell(ResultReady, dossier, made, actor=actor, at=at)
    return dossier


def _ensure_result(
    dossier: Dossier, result_number: str, summary: str, file_id: int | None, at: datetime
) -> None:
    faults: dict[str, str] = {}
    if not result_number.strip():
        faults["result_number"] = "Hãy ghi số, ký hiệu của kết quả."
    if not summary.strip():
        faults["summary"] = "Hãy ghi trích yếu kết quả."
    if file_id is None:
        faults["file"] = "Hãy đính kèm tệp kết quả đã ký, đóng dấu (PDF)."
    if result_number.strip() and _is_used(dossier, result_number.strip(), civil(at).year):
        faults["result_number"] = "Số này đã cấp cho kết quả khác của cơ quan trong năm. Hãy kiểm tra sổ."
    if faults:
        raise GuardNotMet("Chưa phát hành được kết quả. Hãy sửa các mục báo đỏ.", faults)


def _is_used(dossier: Dossier, result_number: str, year: int) -> bool:
    used = Result.objects.filter(
        number=result_number, issued_on__year=year, act__dossier__agency_id=dossier.agency_id
    )
    return used.exclude(act__dossier=dossier).exists()


def signatory_of(dossier: Dossier) -> str:
    """Who signed last."""
    return (
        Act.objects.filter(dossier=dossier, verb="sign")
        .order_by("-seq")
        .values_list("actor_name", flat=True)
        .first()
        or ""
    )
