"""What happens after a fact: each listener is a few lines that call one action. Who hears what is in config/wiring."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from procrastinate.contrib.django import app

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.ledger.queries import RecordedFact
from motcua.apps.notices import actions as notices
from motcua.rules.actors import SYSTEM
from motcua.rules.ports.messages import MessageSender
from motcua.web.ui import clock


def tell_applicant(fact: RecordedFact, *, at: datetime) -> None:
    """Write the applicant's notice."""
    notices.tell_applicant(fact, at=at)


def tell_holder(fact: RecordedFact, *, at: datetime) -> None:
    """Write the holding unit's notice."""
    notices.tell_holder(fact, at=at)


def redate_running(fact: RecordedFact, *, at: datetime) -> None:
    """The calendar changed: count the running dossiers again."""
    payload = fact.payload
    first, last = date.fromisoformat(payload["first_day"]), date.fromisoformat(payload["last_day"])
    dossiers.redate_all(payload["edition"], first, last, actor=SYSTEM, at=at)


@app.periodic(cron="*/20 * * * * *")
@app.task(name="motcua.send_notices", queue="notices", queueing_lock="send_notices", pass_context=False)
def send_notices(timestamp: int) -> int:
    """Hand waiting notices to the gateway that wiring names."""
    return notices.send_waiting(sender(), at=clock.now())


def sender() -> MessageSender:
    """The message gateway in use (settings.MESSAGE_SENDER, chosen in config/wiring)."""
    gateway: MessageSender = settings.MESSAGE_SENDER
    return gateway
