"""Two people set a leave of the same officer at the same moment: one is written, the other reads why his is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from motcua.apps.office import actions
from motcua.apps.office.models import Leave
from motcua.apps.office.refusals import AlreadyEnded, PeopleRefused
from motcua.rules.actors import Actor
from tests.worlds.small import build, vn

AT = vn("2026-03-02 09:00")
MON = date(2026, 3, 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_leaves_at_once_one_is_written_and_of_two_cancellations_one_counts(
    transactional_db: None,
) -> None:
    office = build()
    pk = office.officer("chuyenvien").pk
    actors = [office.actor(who, AT) for who in ("chuyenvien", "truongphong", "kstt", "giamdoc_so")]

    def leave(actor: Actor) -> str:
        try:
            actions.set_leave(pk, first_on=MON, last_on=MON, reason="Nghỉ", actor=actor, at=AT)
        except PeopleRefused as fault:
            return fault.sentence
        finally:
            connection.close()
        return ""

    def cancel(actor: Actor) -> bool:
        try:
            actions.cancel_leave(Leave.objects.get().pk, actor=actor, at=AT)
        except AlreadyEnded:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=4) as pool:
        said = sorted(pool.map(leave, actors))
        assert said[0] == "" and all("đã có đợt nghỉ" in sentence for sentence in said[1:])
        assert sorted(pool.map(cancel, actors)) == [False, False, False, True]
    assert Leave.objects.count() == 1
