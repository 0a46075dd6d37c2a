"""Who looks at a dossier now: heard in one statement, forgotten after ninety seconds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers.actions.presence import be_present
from motcua.apps.dossiers.models import Presence
from motcua.rules.actors import SYSTEM
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")
pytestmark = pytest.mark.django_db


def test_two_on_one_dossier_see_each_other(office: SmallOffice) -> None:
    pk = office.examined_by(AT).pk
    one, two = office.actor("chuyenvien", AT), office.actor("truongphong", AT)
    assert be_present(pk, doing="Thẩm định hồ sơ", actor=one, at=AT) == []
    with CaptureQueriesContext(connection) as captured:
        others = be_present(pk, actor=two, at=AT + timedelta(seconds=20))
    assert len(captured) == 1
    assert [(who.name, who.doing, who.seen_at) for who in others] == [
        ("Hoàng Văn Chuyên", "Thẩm định hồ sơ", AT)
    ]
    assert [who.name for who in be_present(pk, actor=one, at=AT + timedelta(seconds=30))] == ["Vũ Thị Trưởng"]


def test_who_was_not_heard_for_ninety_seconds_is_gone(office: SmallOffice) -> None:
    pk = office.examined_by(AT).pk
    be_present(pk, actor=office.actor("chuyenvien", AT), at=AT)
    other = office.actor("truongphong", AT)
    assert be_present(pk, actor=other, at=AT + timedelta(seconds=89))
    assert be_present(pk, actor=other, at=AT + timedelta(seconds=90)) == []


def test_a_page_that_beats_too_often_writes_no_more(office: SmallOffice) -> None:
    pk, actor = office.examined_by(AT).pk, office.actor("chuyenvien", AT)
    for seconds in range(10):
        be_present(pk, actor=actor, at=AT + timedelta(seconds=seconds))
    assert Presence.objects.get().seen_at == AT
    be_present(pk, actor=actor, at=AT + timedelta(seconds=11))
    assert Presence.objects.get().seen_at == AT + timedelta(seconds=11)
    be_present(pk, doing="Ký", actor=actor, at=AT + timedelta(seconds=12))
    assert Presence.objects.get().doing == "Ký"
    assert be_present(pk, actor=SYSTEM, at=AT) == [] and Presence.objects.count() == 1
