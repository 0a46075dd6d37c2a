"""A fact reaches each listener once, whatever happens between."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.ledger.actions import DELIVERY_TASK, record
from motcua.jobs.facts import ListenersFailed, deliver_fact
from motcua.rules.actors import SYSTEM
from motcua.rules.facts import CalendarChanged

AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HEARD: list[int] = []
ILL = {"ill": False}


def listens(fact, *, at):
    HEARD.append(fact.pk)


def falls_ill(fact, *, at):
    if ILL["ill"]:
        raise RuntimeError("mất mạng")
    HEARD.append(-fact.pk)


@pytest.fixture
def fact(db, settings):
    """A recorded fact that two listeners of this module hear."""
    HEARD.clear()
    ILL["ill"] = False
    settings.FACTS_HEARD = {"CalendarChanged"}
    settings.FACT_LISTENERS = {"CalendarChanged": [f"{__name__}.listens", f"{__name__}.falls_ill"]}
    return record(calendar_changed(), actor=SYSTEM, at=AT)


def calendar_changed() -> CalendarChanged:
    import dataclasses

    blanks = {"int": 1, "str": "x", "date": AT.date(), "datetime": AT, "bool": False}
    return CalendarChanged(**{f.name: blanks[str(f.type)] for f in dataclasses.fields(CalendarChanged)})


def test_recording_defers_one_job_in_the_same_transaction(fact):
    job = ProcrastinateJob.objects.get(task_name=DELIVERY_TASK)
    assert job.args == {"fact_id": fact.pk}


def test_a_fact_nobody_hears_defers_nothing(db, settings):
    settings.FACTS_HEARD = set()
    record(calendar_changed(), actor=SYSTEM, at=AT)
    assert not ProcrastinateJob.objects.filter(task_name=DELIVERY_TASK).exists()


def test_each_listener_hears_once_however_often_the_job_runs(fact):
    deliver_fact(fact_id=fact.pk)
    deliver_fact(fact_id=fact.pk)
    assert HEARD == [fact.pk, -fact.pk]


def test_a_listener_that_fails_keeps_nobody_from_hearing_and_is_tried_again(fact):
    ILL["ill"] = True
    with pytest.raises(ListenersFailed, match="falls_ill.*mất mạng"):
        deliver_fact(fact_id=fact.pk)
    assert HEARD == [fact.pk]
    ILL["ill"] = False
    deliver_fact(fact_id=fact.pk)
    assert HEARD == [fact.pk, -fact.pk]
