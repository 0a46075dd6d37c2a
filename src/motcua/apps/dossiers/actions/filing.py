"""Writing a new dossier: the index row, its first act, its papers and bill, and last its number and receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import Hand, opened, standing, tell, took_part
from motcua.apps.dossiers.actions.movement import begin_on_spot
from motcua.apps.dossiers.actions.obligation import owner_of
from motcua.apps.dossiers.filed import KEY as FILED
from motcua.apps.dossiers.filed import filed
from motcua.apps.dossiers.intake_data import Intake, PaperIn
from motcua.apps.dossiers.models import Acceptance, Act, Dossier, Paper
from motcua.apps.dossiers.placing import aware, civil
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.secrecy import digest_of
from motcua.apps.dossiers.settling import Appointment, Terms
from motcua.apps.payments import actions as payments
from motcua.apps.payments import queries as bills
from motcua.apps.payments.actions import BillLine
from motcua.apps.payments.models import Bill, BillState
from motcua.rules import rights
from motcua.rules.actors import Actor
from motcua.rules.facts import DossierAccepted
from motcua.rules.folding import fold
from motcua.rules.forms import FormKind
from motcua.rules.identity import fold_phone
from motcua.rules.lifecycle import State
from motcua.rules.numbering import dossier_number


def new_dossier(intake: Intake, terms: Terms, at: datetime) -> Dossier:
    """The index row of a filing, not saved, pinned to the versions in force."""
    applicant = intake.applicant
    dossier = Dossier(
        provisional=str(intake.token),
        state=State.WAITING,
        procedure_id=terms.version.procedure_id,
        subject=intake.subject.strip() or terms.version.name[:1000],
        receiving_unit_id=intake.unit_id,
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
        limit_unit=terms.law.unit,
        law_limit_unit=terms.law.unit,
        submitted_at=at,
    )
    pin(dossier, terms)
    return dossier


def pin(dossier: Dossier, terms: Terms) -> None:
    """Bind a dossier to the version and the use in force: at filing, and again when a waiting one is accepted."""
    use = terms.use
    order = terms.process
    dossier.version, dossier.use, dossier.agency = terms.version, use, use.agency
    dossier.field_id = terms.version.field_id
    dossier.process_key, dossier.process_version = order.key, order.version
    dossier.settling_unit_id = dossier.receiving_unit_id if use.five_on_spot else use.settling_unit_id
    dossier.on_spot = use.five_on_spot


def start_clock(dossier: Dossier, promised: Appointment, *, actor: Actor, at: datetime) -> None:
    """The clock's start, copied into the index row."""
    limit, law = promised.limit, promised.law.limit
    has_value, law_has_value = limit.unit.has_value, law.unit.has_value
    dossier.limit_value, dossier.limit_unit = (limit.value if has_value else None), limit.unit
    dossier.law_limit_value, dossier.law_limit_unit = (law.value if law_has_value else None), law.unit
    dossier.rule_set, dossier.calendar_edition = promised.rule_set, promised.edition
    dossier.received_at, dossier.start_at = at, aware(promised.due.start_at)
    dossier.due_original_at = dossier.due_at = aware(promised.due.at)
    dossier.due_law_at, dossier.due_on = aware(promised.law.at), promised.due.on


def first_act(dossier: Dossier, verb: str, *, actor: Actor, at: datetime, **more: Any) -> Act:
    """Create the index row and its first act; acts before this one do not exist, so no state is left."""
    state = {"submit": State.WAITING, "settle_at_once": State.DELIVERED}.get(verb, State.ACCEPTED)
    transition = {"submit": "T1", "settle_at_once": "T26"}.get(verb, "T3")
    if verb == "accept":
        holding = opened(dossier, process_of(dossier).first, at=at)
        dossier.holder_unit_id, dossier.step_key = holding.unit_id, process_of(dossier).first.key
        dossier.holder_id, more["note"] = holding.officer_id, {**holding.note, **more.get("note", {})}
    dossier.state, dossier.act_count = state, 1
    dossier.applicant_id = dossier.applicant.pk
    dossier.save(force_insert=True)
    if dossier.holder_unit_id != dossier.receiving_unit_id:  # a process that begins in a unit of its own
        took_part(dossier, dossier.holder_unit_id, at)
    hand = Hand(actor, rights.seat_for(actor, verb, standing(dossier)))
    made = Act.objects.create(
        dossier=dossier,
        seq=1,
        verb=verb,
        transition=transition,
        to_state=state,
        officer_id=actor.officer_id,
        actor_name=hand.name,
        at=at,
        ground=more.get("ground", ""),
        step_key=dossier.step_key,
        holder_unit_id=dossier.holder_unit_id,
        holder_id=dossier.holder_id,
        due_at=dossier.due_at,
        note={**more.get("note", {}), **hand.note, FILED: filed(dossier)},
    )
    if verb != "submit":
        write_acceptance(dossier, made)
    return made


def write_acceptance(dossier: Dossier, made: Act) -> None:
    """The detail of an accepting act: what the clock starts from."""
    Acceptance.objects.create(
        act=made,
        received_at=dossier.received_at or made.at,
        start_at=dossier.start_at,
        due_at=dossier.due_at,
        due_law_at=dossier.due_law_at,
        limit_value=dossier.limit_value,
        limit_unit=dossier.limit_unit,
        rule_set=dossier.rule_set,
        calendar_edition=dossier.calendar_edition or 0,
    )


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed with the dossier, for the receipt."""

    papers: Sequence[Paper]
    bills: Sequence[Bill]


def file_children(dossier: Dossier, intake: Intake, *, actor: Actor, at: datetime) -> Filed:
    """Write the papers and the bill of a new dossier."""
    papers = [_paper(dossier, ordinal, paper) for ordinal, paper in enumerate(intake.papers, 1)]
    Paper.objects.bulk_create(papers)
    return Filed(papers, _bill(dossier, intake, actor=actor, at=at))


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


def _bill(dossier: Dossier, intake: Intake, *, actor: Actor, at: datetime) -> list[Bill]:
    fee = intake.fee
    lines = [BillLine(name, int(amount), kind) for name, amount, kind in fee.lines if amount > 0]
    if fee.how == "NONE" or not lines:
        return []
    bill = payments.raise_bill(owner_of(dossier), lines, payer=dossier.applicant_name, actor=actor, at=at)
    if fee.how == "NOW":
        payments.take_payment(
            bill.pk, amount=bill.amount, method=fee.method, unit_id=intake.unit_id, actor=actor, at=at
        )
    elif fee.how == "EXEMPT":
        payments.settle_otherwise(
            bill.pk, state=BillState.EXEMPT, ground=fee.exempt_ground, actor=actor, at=at
        )
    return bills.bills_of(owner_of(dossier))


def number_it(
    dossier: Dossier, made: Act, filed: Filed | None, *, actor: Actor, at: datetime, receipt: bool = True
) -> None:
    """Take the number, last of all, so that the day's counter row is locked for the shortest time.

    Then the receipt, the fee's receipt when money was taken, and the fact.
    """
    on_spot = process_of(dossier).first.take != "transfer" and dossier.stands is State.ACCEPTED
    if on_spot:
        begin_on_spot(dossier, actor=actor, at=at)
    code = dossier.agency.code
    order = _next_order(code, civil(at).date(), dossier.provisional)
    dossier.number = dossier_number(code, civil(at).date(), order)
    dossier.secret_digest = digest_of(dossier.provisional)
    if receipt:
        papers, billed = (filed.papers, filed.bills) if filed else (None, None)
        slips.issue_receipt(dossier, actor=actor, at=at, save=False, papers=papers, bills=billed)
    dossier.save(update_fields=["number", "secret_digest", "receipt_version"])
    for bill in filed.bills if filed else ():
        if bill.state == BillState.PAID:
            slips.issue(dossier, FormKind.FEE_RECEIPT, actor=actor, at=at, bill=bill)
    due = dossier.due_at.isoformat() if dossier.due_at else ""
    tell(DossierAccepted, dossier, made, actor=actor, at=at, due_at=due)


def _next_order(agency_code: str, on: date, token: str) -> int:
    """The next order of the agency's day; the draft filed under `token` is used up in the same round trip."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH used AS (DELETE FROM dossiers_intakedraft WHERE token = %s) "
            'INSERT INTO dossiers_numbercounter (agency_code, "on", last) VALUES (%s, %s, 1) '
            'ON CONFLICT (agency_code, "on") DO UPDATE SET last = dossiers_numbercounter.last + 1 RETURNING last',
            [token, agency_code, on],
        )
        row = cursor.fetchone()
    return int(row[0])
