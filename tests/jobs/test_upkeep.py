"""The queue looks after itself."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.jobs import facts, upkeep
from motcua.web.ui import clock


def sql(statement: str, *values) -> None:
    """Procrastinate's models are read-only."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_died_is_handed_out_again():
    facts.deliver_fact.defer(fact_id=1)
    sql("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", clock.now() - timedelta(minutes=10))
    sql(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
    )

    async_to_sync(upkeep.retry_stalled.func)(timestamp=0)

    assert ProcrastinateJob.objects.get(task_name="motcua.deliver_fact").status == "todo"


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_lives_is_left_alone():
    facts.deliver_fact.defer(fact_id=1)
    sql("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", clock.now())
    sql(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
    )

    async_to_sync(upkeep.retry_stalled.func)(timestamp=0)

    assert ProcrastinateJob.objects.get(task_name="motcua.deliver_fact").status == "doing"


@pytest.mark.django_db(transaction=True)
def test_the_purge_drops_what_is_over_and_keeps_what_is_not():
    for age in (timedelta(days=30), timedelta(days=1)):
        session = SessionStore()
        session.set_expiry(clock.now() + timedelta(days=7) - age)
        session.save()
        facts.deliver_fact.defer(fact_id=age.days)
        sql("UPDATE procrastinate_jobs SET status = 'failed' WHERE (args->>'fact_id')::int = %s", age.days)
        sql(
            "UPDATE procrastinate_events SET at = %s WHERE job_id = "
            "(SELECT id FROM procrastinate_jobs WHERE (args->>'fact_id')::int = %s)",
            clock.now() - age,
            age.days,
        )

    upkeep.purge(timestamp=0)

    assert [job.args["fact_id"] for job in ProcrastinateJob.objects.all()] == [1]
    assert Session.objects.count() == 1
