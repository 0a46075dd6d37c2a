"""Issuing: build the content, refuse while it is incomplete, take the number last, freeze."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Unpack

from motcua.apps.catalogue.models import ProcedureVersion
from motcua.apps.dossiers.models import Dossier, Paper, Slip
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.slips import guidance, heads, numbers, outcome, parts, reception, settling
from motcua.apps.dossiers.slips.choosing import form_for
from motcua.apps.dossiers.slips.freezing import frozen
from motcua.apps.dossiers.slips.heads import Issuer
from motcua.apps.dossiers.slips.occasion import Asked, Occasion, Said
from motcua.apps.dossiers.slips.refusals import SlipNotReady
from motcua.apps.letters.queries import edition_on
from motcua.apps.payments.models import Bill
from motcua.apps.people.actions import PersonData
from motcua.rules.actors import Actor
from motcua.rules.forms import Context, FormKind, Receipt, Refusal, Supplement, missing

BUILDERS: dict[FormKind, Callable[[Occasion], Context]] = {
    FormKind.DECLINE: reception.declined,
    FormKind.PAPERS_RETURN: reception.papers_return,
    FormKind.REFUSE: settling.refused,
    FormKind.STOP_NOTICE: settling.stop_notice,
    FormKind.APOLOGY: settling.apology,
    FormKind.CONSULTATION: settling.consultation,
    FormKind.PAYMENT_NOTICE: settling.payment_notice,
    FormKind.RESULT_DELIVERY: outcome.result_delivery,
    FormKind.RESULT_HANDOVER: outcome.result_handover,
    FormKind.FEE_RECEIPT: outcome.fee_receipt,
    FormKind.LOSS_REPORT: outcome.loss_report,
    FormKind.RECALL: outcome.recall,
}
OF_THE_AGENCY = frozenset(
    {
        FormKind.REFUSE,
        FormKind.APOLOGY,
        FormKind.STOP_NOTICE,
        FormKind.CONSULTATION,
        FormKind.PAYMENT_NOTICE,
        FormKind.RECALL,
    }
)
"""Papers under the settling agency's heading; all others are the centre's."""


def issue(
    dossier: Dossier,
    kind: FormKind,
    *,
    actor: Actor,
    at: datetime,
    **told: Unpack[Said],
) -> Slip:
    """Issue one paper of a dossier, numbered and frozen. Call it after the act and its detail are written.

    `kind` is what the action means; `choosing.form_for` says which paper the regulation of the day has for it.
    Receipts and supplement requests have their own functions. Raises SlipNotReady while something required is
    missing, KeyError for a kind that is no paper of one dossier.
    """
    it = Occasion(dossier, actor, at, told)
    chosen = form_for(it, kind)
    return _store(it, chosen, BUILDERS[chosen](it))


def issue_receipt(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    why: str = "",
    save: bool = True,
    papers: Sequence[Paper] | None = None,
    bills: Sequence[Bill] | None = None,
) -> Slip:
    """Issue the receipt, or its next version, which keeps the number and says which paper it replaces and why.

    Sets `dossier.receipt_version`; with `save` that column is written, otherwise the caller saves. `papers` and
    `bills` spare their statements to a caller who has them. Raises SlipNotReady.
    """
    it = Occasion(dossier, actor, at)
    if papers is None:
        papers = list(dossier.papers.all())
    if bills is None:
        bills = parts.bills_of(dossier)
    content = reception.receipt(it, papers, bills)
    old = _newest_receipt(dossier) if dossier.receipt_version else None
    slip = _reissue(it, content, old, why) if old else _store(it, FormKind.RECEIPT, content)
    dossier.receipt_version = slip.version
    if save:
        dossier.save(update_fields=["receipt_version"])
    return slip


def issue_supplement(
    dossier: Dossier,
    wanted: Sequence[Asked],
    *,
    reason: str,
    due_on: date,
    actor: Actor,
    at: datetime,
) -> Slip:
    """Issue form 02 with the complete list and the day to complete by. Raises SlipNotReady."""
    it = Occasion(dossier, actor, at, Said(reason=reason))
    return _store(it, FormKind.SUPPLEMENT, reception.supplement(it, wanted, due_on))


def issue_guidance(
    version: ProcedureVersion,
    applicant: PersonData,
    *,
    kind: str,
    wanted: Sequence[Asked] = (),
    reason: str,
    go_to: str = "",
    unit_id: int,
    actor: Actor,
    at: datetime,
) -> Slip:
    """Issue form 02 (INSTRUCT, T5) or 03 (DECLINE, T6) at the counter to somebody without a dossier.

    `unit_id` is the centre. Raises SlipNotReady.
    """
    center = heads.centre(unit_id)
    content: Supplement | Refusal
    if kind == "INSTRUCT":
        form = FormKind.SUPPLEMENT
        content = guidance.instruction(
            version, applicant, wanted, reason=reason, center=center, actor=actor, at=at
        )
    else:
        form = FormKind.DECLINE
        content = guidance.refusal(
            version, applicant, reason=reason, go_to=go_to, center=center, actor=actor, at=at
        )
    return _write(None, form, content, center, civil(at).date(), actor=actor, at=at)


def _newest_receipt(dossier: Dossier) -> Slip | None:
    return Slip.objects.filter(dossier=dossier, kind=FormKind.RECEIPT).order_by("-version").first()


def _reissue(it: Occasion, content: Receipt, old: Slip, why: str) -> Slip:
    """A further version stands under the number and the place in the register of the first one."""
    words, notes = reception.replaced(old, it.dossier, why)
    content = replace(
        content,
        slip_number=old.number,
        volume=old.data["volume"],
        ordinal=old.data["ordinal"],
        version=old.version + 1,
        replaces=words,
        notes=notes,
        due_text=content.due_text if content.due_at is None else "",
    )
    issuer = heads.centre(it.dossier.receiving_unit_id)
    return _keep(it.dossier, FormKind.RECEIPT, content, issuer, it.on, it.actor, it.at)


def _store(it: Occasion, kind: FormKind, content: Context) -> Slip:
    issuer = heads.agency(it.dossier) if kind in OF_THE_AGENCY else heads.centre(it.dossier.receiving_unit_id)
    return _write(it.dossier, kind, content, issuer, it.on, actor=it.actor, at=it.at)


def _write(
    dossier: Dossier | None,
    kind: FormKind,
    content: Context,
    issuer: Issuer,
    on: date,
    *,
    actor: Actor,
    at: datetime,
) -> Slip:
    """Check, then number: a refused paper leaves no gap, and the counter's row is locked as late as possible."""
    _ensure_complete(kind, content, on)
    if kind is not FormKind.FEE_RECEIPT:
        content = _numbered(kind, content, issuer, civil(at).year)
    return _keep(dossier, kind, content, issuer, on, actor, at)


def _ensure_complete(kind: FormKind, content: Context, on: date) -> None:
    if lacking := missing(content):
        raise SlipNotReady(edition_on(kind, on).title, lacking)


def _numbered(kind: FormKind, content: Any, issuer: Issuer, year: int) -> Any:
    order = numbers.take(issuer, kind, year)
    number = numbers.written(issuer, kind, order)
    if kind is FormKind.RECEIPT:
        return replace(content, slip_number=number, volume=str(year), ordinal=str(order))
    return replace(content, slip_number=number)


def _keep(
    dossier: Dossier | None,
    kind: FormKind,
    content: Any,
    issuer: Issuer,
    on: date,
    actor: Actor,
    at: datetime,
) -> Slip:
    return Slip.objects.create(
        dossier=dossier,
        kind=kind,
        number=content.receipt_number if kind is FormKind.FEE_RECEIPT else content.slip_number,
        version=getattr(content, "version", 1),
        on=on,
        data=frozen(content),
        unit_id=issuer.unit_id,
        officer_id=actor.officer_id,
        officer_name=actor.name,
        at=at,
    )
