"""Filing a dossier: submit (T1), accept at the counter (T3) or from the waiting list (T2), settle at once (T26)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import IntegrityError, transaction

from motcua.apps.dossiers.actions.acting import act, lock, opened, standing, tell
from motcua.apps.dossiers.actions.drafts import drop_draft
from motcua.apps.dossiers.actions.filing import (
    file_children,
    first_act,
    new_dossier,
    number_it,
    pin,
    start_clock,
    write_acceptance,
)
from motcua.apps.dossiers.filed import KEY as FILED
from motcua.apps.dossiers.filed import filed
from motcua.apps.dossiers.intake_data import CATALOGUE_CHANNEL, Intake
from motcua.apps.dossiers.models import (
    Channel,
    Delivery,
    Dossier,
)
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.refusals import GuardNotMet, IntakeRefused
from motcua.apps.dossiers.settling import InForce, Terms, appointment, terms_for
from motcua.apps.people import actions as people
from motcua.rules import rights
from motcua.rules.actors import Actor
from motcua.rules.deadlines import Unit
from motcua.rules.facts import DossierSubmitted, ResultDelivered

P = ParamSpec("P")
Filing = Callable[Concatenate[Intake, P], Dossier]


def once_per_token(filing: Filing[P]) -> Filing[P]:
    """Two requests with one token (a double click, a retry after a lost line) file one dossier and both see it."""

    @wraps(filing)
    def file(intake: Intake, /, *args: P.args, **kwargs: P.kwargs) -> Dossier:
        try:
            with transaction.atomic():
                return filing(intake, *args, **kwargs)
        except IntegrityError:
            if known := _already(intake):
                return known
            raise

    return file


@once_per_token
def accept(intake: Intake, *, actor: Actor, at: datetime, known: InForce | None = None) -> Dossier:
    """Accept at the counter, by post or on the spot (T3): check, number, start the clock, print the receipt.

    A second call with the same token returns the first dossier: a double click takes one number. `known`: what the
    same request has read of the procedure, so that it is not read twice.
    Raises IntakeRefused (faults by field), NotAllowed.
    """
    terms = _checked(intake, at, known)
    if terms.law.unit is Unit.IMMEDIATE:
        raise IntakeRefused(
            "Thủ tục này trả kết quả ngay: hãy dùng «Trả kết quả ngay».", {"procedure": "Trả ngay."}
        )
    dossier = new_dossier(intake, terms, at)
    rights.ensure(actor, "accept", standing(dossier))
    dossier.applicant = people.remember(intake.applicant)
    start_clock(dossier, appointment(terms, at), actor=actor, at=at)
    made = first_act(dossier, "accept", actor=actor, at=at)
    filed = file_children(dossier, intake, actor=actor, at=at)
    number_it(dossier, made, filed, actor=actor, at=at)
    return dossier


@once_per_token
def submit(intake: Intake, *, actor: Actor, at: datetime, known: InForce | None = None) -> Dossier:
    """File on behalf, by post or online without accepting yet (T1): no number, the clock does not run."""
    terms = _checked(intake, at, known)
    dossier = new_dossier(intake, terms, at)
    rights.ensure(actor, "submit", standing(dossier))
    dossier.applicant = people.remember(intake.applicant)
    made = first_act(dossier, "submit", actor=actor, at=at, note={"case": intake.case})
    file_children(dossier, intake, actor=actor, at=at)
    drop_draft(intake.token, actor=actor)
    tell(DossierSubmitted, dossier, made, actor=actor, at=at)
    return dossier


@transaction.atomic
def accept_waiting(provisional: str, *, actor: Actor, at: datetime, seen: int | None = None) -> Dossier:
    """Accept a dossier that waits (T2): the limit counts from now, not from the submission (domain.md §3.2)."""
    dossier = lock(provisional, actor=actor, verb="accept_waiting", seen=seen)
    if dossier.number:
        raise GuardNotMet(f"Hồ sơ đã được tiếp nhận với mã {dossier.number}. Hãy tải lại trang.")
    channel = CATALOGUE_CHANNEL[Channel(dossier.channel)]
    case = dossier.acts.order_by("seq").values_list("note__case", flat=True).first()
    terms = terms_for(dossier.procedure.code, dossier.agency_id, channel, case, at)
    pin(dossier, terms)
    start_clock(dossier, appointment(terms, at), actor=actor, at=at)
    holding = opened(dossier, process_of(dossier).first, at=at)
    made = act(dossier, "accept_waiting", actor=actor, at=at, holding=holding, note={FILED: filed(dossier)})
    write_acceptance(dossier, made)
    number_it(dossier, made, None, actor=actor, at=at)
    return dossier


@once_per_token
def settle_at_once(
    intake: Intake,
    *,
    outcome: str,
    result_number: str = "",
    wants_receipt: bool = False,
    actor: Actor,
    at: datetime,
    known: InForce | None = None,
) -> Dossier:
    """Receive, settle and hand back in one visit (T26): no due date, counted on time, outcome recorded."""
    terms = _checked(intake, at, known)
    if terms.law.unit is not Unit.IMMEDIATE:
        raise IntakeRefused(
            "Thủ tục này có thời hạn: hãy tiếp nhận và hẹn trả.", {"procedure": "Không phải trả ngay."}
        )
    if not outcome.strip():
        raise IntakeRefused("Hãy ghi kết quả đã trả.", {"outcome": "Hãy ghi kết quả đã trả cho người dân."})
    dossier = new_dossier(intake, terms, at)
    rights.ensure(actor, "settle_at_once", standing(dossier))
    dossier.applicant = people.remember(intake.applicant)
    start_clock(dossier, appointment(terms, at), actor=actor, at=at)
    dossier.finished_at = dossier.delivered_at = at
    note = {"outcome": outcome.strip(), "result_number": result_number.strip()}
    made = first_act(dossier, "settle_at_once", actor=actor, at=at, note=note, ground=outcome)
    Delivery.objects.create(
        act=made, way="COUNTER", receiver_name=intake.submitter_name or dossier.applicant_name
    )
    filed = file_children(dossier, intake, actor=actor, at=at)
    number_it(dossier, made, filed, actor=actor, at=at, receipt=wants_receipt)
    tell(ResultDelivered, dossier, made, actor=actor, at=at)
    return dossier


def _already(intake: Intake) -> Dossier | None:
    return Dossier.objects.filter(provisional=str(intake.token)).first()


def _checked(intake: Intake, at: datetime, known: InForce | None) -> Terms:
    faults = intake.faults()
    if not intake.procedure:
        faults["procedure"] = "Hãy chọn thủ tục."
    if faults:
        raise IntakeRefused(
            "Hồ sơ chưa tiếp nhận được. Hãy sửa các mục báo đỏ; những gì đã nhập vẫn còn.", faults
        )
    channel = intake.catalogue_channel
    return terms_for(intake.procedure, intake.agency_id, channel, intake.case, at, known)
