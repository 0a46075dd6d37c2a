"""Filing a dossier: submit (T1), accept at the counter (T3) or from the waiting list (T2), settle at once (T26)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import act, lock, opened, standing, tell
from motcua.apps.dossiers.actions.movement import begin_on_spot
from motcua.apps.dossiers.actions.obligation import owner_of
from motcua.apps.dossiers.intake_data import Intake, PaperIn
from motcua.apps.dossiers.models import (
    Acceptance,
    Act,
    Channel,
    Delivery,
    Dossier,
    IntakeDraft,
    Paper,
    Participation,
)
from motcua.apps.dossiers.placing import aware, civil
from motcua.apps.dossiers.processes import process
from motcua.apps.dossiers.refusals import GuardNotMet, IntakeRefused
from motcua.apps.dossiers.settling import Appointment, Terms, appointment, terms_for
from motcua.apps.payments import actions as payments
from motcua.apps.payments.actions import BillLine
from motcua.apps.payments.models import BillState
from motcua.apps.people import actions as people
from motcua.rules import rights, tracking
from motcua.rules.actors import Actor
from motcua.rules.deadlines import Unit
from motcua.rules.facts import DossierAccepted, DossierSubmitted, ResultDelivered
from motcua.rules.folding import fold
from motcua.rules.identity import fold_phone
from motcua.rules.lifecycle import State
from motcua.rules.numbering import dossier_number

P = ParamSpec("P")
Filing = Callable[Concatenate[Intake, P], Dossier]


def once_per_token(filing: Filing[P]) -> Filing[P]:
    """Two requests with one token (a double click, a retry after a lost line) file one dossier and both see it."""

    @wraps(filing)
    def file(intake: Intake, /, *args: P.args, **kwargs: P.kwargs) -> Dossier:
        try:
            with transaction.atomic():
                return _already(intake) or filing(intake, *args, **kwargs)
        except IntegrityError:
            if known := _already(intake):
                return known
            raise

    return file


@once_per_token
def accept(intake: Intake, *, actor: Actor, at: datetime) -> Dossier:
    """Accept at the counter, by post or on the spot (T3): check, number, start the clock, print the receipt.

    A second call with the same token returns the first dossier: a double click takes one number.
    Raises IntakeRefused (faults by field), NotAllowed.
    """
    terms = _checked(intake, at)
    if terms.law.unit is Unit.IMMEDIATE:
        raise IntakeRefused(
            "Thủ tục này trả kết quả ngay: hãy dùng «Trả kết quả ngay».", {"procedure": "Trả ngay."}
        )
    dossier = _new_dossier(intake, terms, at)
    rights.ensure(actor, "accept", standing(dossier))
    dossier.applicant = people.remember(intake.applicant)
    _start(dossier, appointment(terms, at), actor=actor, at=at)
    made = _first_act(dossier, "accept", actor=actor, at=at)
    _children(dossier, intake, actor=actor, at=at)
    _number(dossier, made, actor=actor, at=at)
    return dossier


@once_per_token
def submit(intake: Intake, *, actor: Actor, at: datetime) -> Dossier:
    """File on behalf, by post or online without accepting yet (T1): no number, the clock does not run."""
    terms = _checked(intake, at)
    dossier = _new_dossier(intake, terms, at)
    rights.ensure(actor, "submit", standing(dossier))
    dossier.applicant = people.remember(intake.applicant)
    made = _first_act(dossier, "submit", actor=actor, at=at, note={"case": intake.case})
    _children(dossier, intake, actor=actor, at=at)
    tell(DossierSubmitted, dossier, made, actor=actor, at=at)
    return dossier


@transaction.atomic
def accept_waiting(provisional: str, *, actor: Actor, at: datetime, seen: int | None = None) -> Dossier:
    """Accept a dossier that waits (T2): the limit counts from now, not from the submission (domain.md §3.2)."""
    dossier = lock(provisional, actor=actor, verb="accept_waiting", seen=seen)
    if dossier.number:
        raise GuardNotMet(f"Hồ sơ đã được tiếp nhận với mã {dossier.number}. Hãy tải lại trang.")
    channel = "ONLINE" if dossier.channel in (Channel.ONLINE, Channel.ASSISTED) else "POSTAL"
    case = dossier.acts.order_by("seq").values_list("note__case", flat=True).first()
    terms = terms_for(dossier.procedure.code, dossier.agency_id, channel, case, at)
    dossier.version, dossier.use = terms.version, terms.use
    _start(dossier, appointment(terms, at), actor=actor, at=at)
    holding = opened(dossier, process(dossier.process_key).first, at=at)
    made = act(dossier, "accept_waiting", actor=actor, at=at, holding=holding)
    _write_acceptance(dossier, made)
    _number(dossier, made, actor=actor, at=at)
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
) -> Dossier:
    """Receive, settle and hand back in one visit (T26): no due date, counted on time, outcome recorded."""
    terms = _checked(intake, at)
    if terms.law.unit is not Unit.IMMEDIATE:
        raise IntakeRefused(
            "Thủ tục này có thời hạn: hãy tiếp nhận và hẹn trả.", {"procedure": "Không phải trả ngay."}
        )
    if not outcome.strip():
        raise IntakeRefused("Hãy ghi kết quả đã trả.", {"outcome": "Hãy ghi kết quả đã trả cho người dân."})
    dossier = _new_dossier(intake, terms, at)
    rights.ensure(actor, "settle_at_once", standing(dossier))
    dossier.applicant = people.remember(intake.applicant)
    _start(dossier, appointment(terms, at), actor=actor, at=at)
    dossier.finished_at = dossier.delivered_at = at
    note = {"outcome": outcome.strip(), "result_number": result_number.strip()}
    made = _first_act(dossier, "settle_at_once", actor=actor, at=at, note=note, ground=outcome)
    Delivery.objects.create(
        act=made, way="COUNTER", receiver_name=intake.submitter_name or dossier.applicant_name
    )
    _children(dossier, intake, actor=actor, at=at)
    _number(dossier, made, actor=actor, at=at, receipt=wants_receipt)
    tell(ResultDelivered, dossier, made, actor=actor, at=at)
    return dossier


def _already(intake: Intake) -> Dossier | None:
    return Dossier.objects.filter(provisional=str(intake.token)).first()


def _checked(intake: Intake, at: datetime) -> Terms:
    faults = intake.faults()
    if not intake.procedure:
        faults["procedure"] = "Hãy chọn thủ tục."
    if faults:
        raise IntakeRefused(
            "Hồ sơ chưa tiếp nhận được. Hãy sửa các mục báo đỏ; những gì đã nhập vẫn còn.", faults
        )
    return terms_for(intake.procedure, intake.agency_id, intake.catalogue_channel, intake.case, at)


def _new_dossier(intake: Intake, terms: Terms, at: datetime) -> Dossier:
    applicant, use = intake.applicant, terms.use
    key = "five_on_spot" if use.five_on_spot else use.process_key
    settling = intake.unit_id if use.five_on_spot else use.settling_unit_id
    return Dossier(
        provisional=str(intake.token),
        state=State.WAITING,
        procedure_id=terms.version.procedure_id,
        version=terms.version,
        use=use,
        field_id=terms.version.field_id,
        subject=intake.subject.strip() or terms.version.name[:1000],
        process_key=process(key).key,
        process_version=process(key).version,
        receiving_unit_id=intake.unit_id,
        agency_id=intake.agency_id,
        settling_unit_id=settling,
        holder_unit_id=intake.unit_id,
        applicant_name=" ".join(applicant.name.split()),
        applicant_folded=fold(applicant.name),
        applicant_number=applicant.personal_id,
        applicant_phone=fold_phone(applicant.phone),
        applicant_email=applicant.email.strip(),
        applicant_address=applicant.address.strip(),
        submitter_name=intake.submitter_name.strip(),
        submitter_number=intake.submitter_number,
        submitter_phone=fold_phone(intake.submitter_phone),
        submitter_authority=intake.submitter_authority.strip(),
        channel=intake.channel,
        sets=intake.sets,
        result_way=intake.result_way,
        result_address=intake.result_address.strip(),
        on_spot=use.five_on_spot,
        limit_unit=terms.law.unit,
        law_limit_unit=terms.law.unit,
        submitted_at=at,
    )


def _start(dossier: Dossier, promised: Appointment, *, actor: Actor, at: datetime) -> None:
    """The clock's start, copied into the index row."""
    limit, law = promised.limit, promised.law.limit
    has_value, law_has_value = limit.unit.has_value, law.unit.has_value
    dossier.limit_value, dossier.limit_unit = (limit.value if has_value else None), limit.unit
    dossier.law_limit_value, dossier.law_limit_unit = (law.value if law_has_value else None), law.unit
    dossier.rule_set, dossier.calendar_edition = promised.rule_set, promised.edition
    dossier.received_at, dossier.start_at = at, aware(promised.due.start_at)
    dossier.due_original_at = dossier.due_at = aware(promised.due.at)
    dossier.due_law_at, dossier.due_on = aware(promised.law.at), promised.due.on


def _first_act(dossier: Dossier, verb: str, *, actor: Actor, at: datetime, **more: Any) -> Act:
    """Create the index row and its first act; acts before this one do not exist, so no state is left."""
    state = {"submit": State.WAITING, "settle_at_once": State.DELIVERED}.get(verb, State.ACCEPTED)
    transition = {"submit": "T1", "settle_at_once": "T26"}.get(verb, "T3")
    if verb == "accept":
        holding = opened(dossier, process(dossier.process_key).first, at=at)
        dossier.holder_unit_id, dossier.step_key = holding.unit_id, process(dossier.process_key).first.key
    dossier.state, dossier.act_count = state, 1
    dossier.applicant_id = dossier.applicant.pk
    dossier.save(force_insert=True)
    made = Act.objects.create(
        dossier=dossier,
        seq=1,
        verb=verb,
        transition=transition,
        to_state=state,
        officer_id=actor.officer_id,
        actor_name=actor.name,
        at=at,
        ground=more.get("ground", ""),
        step_key=dossier.step_key,
        holder_unit_id=dossier.holder_unit_id,
        due_at=dossier.due_at,
        note=more.get("note", {}),
    )
    if verb != "submit":
        _write_acceptance(dossier, made)
    return made


def _write_acceptance(dossier: Dossier, made: Act) -> None:
    Acceptance.objects.create(
        act=made,
        received_at=dossier.received_at,
        start_at=dossier.start_at,
        due_at=dossier.due_at,
        due_law_at=dossier.due_law_at,
        limit_value=dossier.limit_value,
        limit_unit=dossier.limit_unit,
        rule_set=dossier.rule_set,
        calendar_edition=dossier.calendar_edition,
    )


def _children(dossier: Dossier, intake: Intake, *, actor: Actor, at: datetime) -> None:
    Paper.objects.bulk_create(
        _paper(dossier, ordinal, paper) for ordinal, paper in enumerate(intake.papers, 1)
    )
    units = dict.fromkeys(u for u in (dossier.receiving_unit_id, dossier.holder_unit_id) if u)
    Participation.objects.bulk_create(
        Participation(dossier=dossier, unit_id=unit, since=at) for unit in units
    )
    _bill(dossier, intake, actor=actor, at=at)
    IntakeDraft.objects.filter(token=intake.token).delete()


def _paper(dossier: Dossier, ordinal: int, paper: PaperIn) -> Paper:
    return Paper(
        dossier=dossier,
        ordinal=ordinal,
        name=paper.name[:1000],
        required=paper.required,
        originals=paper.originals,
        certified=paper.certified,
        copies=paper.copies,
        file_id=paper.file_id,
        missing_reason=paper.missing_reason.strip(),
        reused=paper.reused,
    )


def _bill(dossier: Dossier, intake: Intake, *, actor: Actor, at: datetime) -> None:
    fee = intake.fee
    if fee.how == "NONE":
        return
    lines = [BillLine(name, int(amount), kind) for name, amount, kind in fee.lines if amount > 0]
    if not lines:
        return
    bill = payments.raise_bill(owner_of(dossier), lines, payer=dossier.applicant_name, actor=actor, at=at)
    if fee.how == "NOW":
        payments.take_payment(
            bill.pk, amount=bill.amount, method=fee.method, unit_id=intake.unit_id, actor=actor, at=at
        )
    elif fee.how == "EXEMPT":
        payments.settle_otherwise(
            bill.pk, state=BillState.EXEMPT, ground=fee.exempt_ground, actor=actor, at=at
        )


def _number(dossier: Dossier, made: Act, *, actor: Actor, at: datetime, receipt: bool = True) -> None:
    """Take the number, last of all, so that the day's counter row is locked for the shortest time."""
    on_spot = process(dossier.process_key).first.take != "transfer" and dossier.stands is State.ACCEPTED
    if on_spot:
        begin_on_spot(dossier, actor=actor, at=at)
    code = dossier.agency.code
    dossier.number = dossier_number(code, civil(at).date(), _next_order(code, at))
    dossier.secret_digest = tracking.digest(
        settings.TRACKING_KEY, dossier.number, tracking.make(settings.TRACKING_KEY, dossier.number)
    )
    if receipt:
        slips.issue_receipt(dossier, actor=actor, at=at, save=False)
    dossier.save(update_fields=["number", "secret_digest", "receipt_version"])
    due = dossier.due_at.isoformat() if dossier.due_at else ""
    tell(DossierAccepted, dossier, made, actor=actor, at=at, due_at=due)


def _next_order(agency_code: str, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO dossiers_numbercounter (agency_code, "on", last) VALUES (%s, %s, 1) '
            'ON CONFLICT (agency_code, "on") DO UPDATE SET last = dossiers_numbercounter.last + 1 RETURNING last',
            [agency_code, civil(at).date()],
        )
        row = cursor.fetchone()
    return int(row[0])
