"""What the last buttons of the intake sheet do: file the dossier, or bring the sheet back with what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.intake_data import Intake
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.apps.payments.actions import PaymentRefused
from motcua.rules.lifecycle import StepNotAllowed
from motcua.rules.rights import NotAllowed
from motcua.web.desk import intake_fees, intake_page
from motcua.web.desk import intake_sheet as sheets
from motcua.web.desk.intake_sheet import Sheet
from motcua.web.ui.requests import Request
from motcua.web.ui.vn_words import money_words


def save(request: Request, one: Sheet) -> None:
    """Keep the sheet as a draft. Raises GuardNotMet for another officer's sheet or one already filed."""
    actions.save_draft(
        one.token, one.data, unit_id=one.unit_id, title=one.title, actor=request.actor, at=request.at
    )


def accept(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    """Accept (T3): number, clock, receipt."""
    return _file(
        request,
        one,
        lambda intake: (
            actions.accept(intake, actor=request.actor, at=request.at, known=_known(one)).number or ""
        ),
    )


def settle(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    """Receive, settle and hand back at once (T26)."""

    def at_once(intake: Intake) -> str:
        made = actions.settle_at_once(
            intake,
            outcome=one.value("outcome") or "",
            result_number=one.value("result_number") or "",
            wants_receipt=bool(one.value("wants_receipt")),
            actor=request.actor,
            at=request.at,
            known=_known(one),
        )
        return made.number or ""

    return _file(request, one, at_once)


def submit(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    """File without accepting yet (T1): it waits in the tray."""

    def wait(intake: Intake) -> str:
        actions.submit(intake, actor=request.actor, at=request.at, known=_known(one))
        return ""

    return _file(request, one, wait)


def _known(one: Sheet) -> actions.InForce:
    """What the sheet has read of its procedure today: not to be read twice."""
    return actions.InForce(one.version, one.use)


def _file(request: Request, one: Sheet, act: Callable[[Intake], str]) -> HttpResponse:
    """File the dossier; whatever is refused comes back beside its field with everything typed still there."""
    faults = _own_faults(request, one)
    try:
        if faults:
            raise ActionRefused(
                "Hồ sơ chưa tiếp nhận được. Hãy sửa các mục báo đỏ; những gì đã nhập vẫn còn.", faults
            )
        number = act(sheets.filing(one))
    except (ActionRefused, PaymentRefused, NotAllowed, StepNotAllowed) as refusal:
        return _refused(request, one, refusal)
    if not number:
        messages.success(
            request, "Đã ghi nhận hồ sơ. Hồ sơ nằm trong khay Chờ tiếp nhận, thời hạn chưa tính."
        )
        return redirect("desk:intake_waiting")
    return redirect("desk:intake_done", number)


def _own_faults(request: Request, one: Sheet) -> dict[str, str]:
    """Faults of reading: values not understood, a fee that is no longer the one shown."""
    found = {name: str(errors[0]) for name, errors in one.form.errors.items()}
    intake = sheets.filing(one)
    for place, line in enumerate(one.lines, 1):
        if line.error:
            found[f"paper_{place}"] = line.error
    shown = request.POST.get("fee_shown", "")
    taken = intake_fees.total(list(intake.fee.lines))
    if (
        intake.fee.how in ("NOW", "LATER")
        and shown.isdecimal()
        and int(shown) != taken
        and not one.value("fee_charge")
    ):
        found["fee_how"] = (
            f"Mức thu theo hình thức nộp vừa chọn là {money_words(taken)}, khác số tiền vừa hiện trên trang. "
            "Hãy kiểm tra rồi bấm lại."
        )
    return {**intake.faults(), **found} if found else {}


def _refused(request: Request, one: Sheet, refusal: Exception) -> HttpResponse:
    faults = refusal.faults if isinstance(refusal, ActionRefused) else {}
    status = 403 if isinstance(refusal, NotAllowed) else 409 if isinstance(refusal, StepNotAllowed) else 422
    try:
        save(request, one)
    except ActionRefused as late:
        return intake_page.draw(request, one, sentence=late.sentence, status=409)
    sentence = refusal.sentence if isinstance(refusal, ActionRefused) else str(refusal)
    return intake_page.draw(request, one, sentence=sentence, faults=faults, status=status)
