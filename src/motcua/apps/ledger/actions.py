"""Recording a fact, and dealing with it exactly once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from motcua.apps.ledger.models import Heard, RecordedFact
from motcua.rules.actors import Actor
from motcua.rules.facts import Fact

DELIVERY_TASK = "motcua.deliver_fact"


def record(fact: Fact, *, actor: Actor, at: datetime) -> RecordedFact:
    """Append `fact` and defer its delivery, both inside the caller's transaction.

    A fact nobody hears (settings.FACTS_HEARD, made from config/wiring.py) defers no job.
    """
    row = RecordedFact.objects.create(
        name=fact.name,
        subject=fact.subject,
        payload=fact.payload(),
        officer_id=actor.officer_id,
        actor_name=actor.name,
        at=at,
    )
    if fact.name in settings.FACTS_HEARD:
        jobs.configure_task(DELIVERY_TASK, queue="facts").defer(fact_id=row.pk)
    return row


def hear(
    fact: RecordedFact,
    listener: str,
    *,
    at: datetime,
    act: Callable[[RecordedFact], object],
) -> bool:
    """Let `listener` deal with `fact` once; False when it already had.

    The mark and the listener's own writes are one transaction, so a crash between them leaves neither.
    """
    with transaction.atomic():
        _, fresh = Heard.objects.get_or_create(fact=fact, listener=listener, defaults={"at": at})
        if fresh:
            act(fact)
        return fresh
