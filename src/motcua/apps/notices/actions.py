"""Writing notices from facts, and sending them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers.models import Dossier
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.notices.models import Notice, NoticeState
from motcua.apps.notices.wording import words_for
from motcua.rules.ports.messages import Message, MessageNotSent, MessageSender

MAX_ATTEMPTS = 8


def tell_applicant(fact: RecordedFact, *, at: datetime) -> Notice:
    """Write the notice a fact gives the applicant: by SMS, else e-mail, else a task for the counter."""
    dossier = Dossier.objects.select_related("receiving_unit").get(pk=fact.payload["dossier_id"])
    phone = dossier.submitter_phone or dossier.applicant_phone
    channel, address = ("SMS", phone) if phone else ("EMAIL", dossier.applicant_email)
    notice, _ = Notice.objects.get_or_create(
        key=f"{fact.pk}:applicant",
        defaults={
            "subject": fact.subject,
            "channel": channel if address else "DESK",
            "address": address,
            "unit_id": dossier.receiving_unit_id,
            "text": words_for(fact.name, dossier),
            "state": NoticeState.WAITING if address else NoticeState.NO_ADDRESS,
            "at": at,
        },
    )
    return notice


def tell_holder(fact: RecordedFact, *, at: datetime) -> Notice:
    """Tell the unit that holds the dossier, on its desk: the date has moved."""
    dossier = Dossier.objects.select_related("receiving_unit").get(pk=fact.payload["dossier_id"])
    notice, _ = Notice.objects.get_or_create(
        key=f"{fact.pk}:holder",
        defaults={
            "subject": fact.subject,
            "channel": "DESK",
            "unit_id": dossier.holder_unit_id,
            "text": words_for(fact.name, dossier),
            "state": NoticeState.SENT,
            "at": at,
            "sent_at": at,
        },
    )
    return notice


def send_waiting(sender: MessageSender, *, at: datetime, limit: int = 50) -> int:
    """Send up to `limit` waiting notices; the number sent. Several workers share the work (SKIP LOCKED).

    A notice is marked in the same transaction; the gateway's key makes a second sending after a crash harmless.
    """
    with transaction.atomic():
        waiting = Notice.objects.select_for_update(skip_locked=True).filter(
            state__in=(NoticeState.WAITING, NoticeState.FAILED), attempts__lt=MAX_ATTEMPTS
        )
        return sum(_send(notice, sender, at) for notice in waiting.order_by("id")[:limit])


def _send(notice: Notice, sender: MessageSender, at: datetime) -> bool:
    notice.attempts += 1
    try:
        notice.reference = sender.send(Message(notice.key, notice.channel, notice.address, notice.text))
    except MessageNotSent as fault:
        notice.state, notice.last_error = NoticeState.FAILED, str(fault)[:300]
    else:
        notice.state, notice.sent_at, notice.last_error = NoticeState.SENT, at, ""
    notice.save(update_fields=["attempts", "state", "reference", "sent_at", "last_error"])
    return notice.state == NoticeState.SENT
