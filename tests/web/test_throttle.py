"""The rate limit: counts over processes, forgives with time, keeps no address."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse

from motcua.web.ui.access import access_of, public
from motcua.web.ui.throttle import forget_old, throttled, tries, visitor_of

AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
pytestmark = pytest.mark.django_db


def asking(rf, at=AT, **meta):
    request = rf.get("/tra-cuu", **meta)
    request.at = at
    return request


@public
@throttled("tra-cuu", limit=3, seconds=60)
def page(request):
    return HttpResponse("ok")


def test_the_fourth_try_in_a_minute_is_refused_in_words(rf):
    answers = [page(asking(rf)) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].headers["Retry-After"] == "60"
    assert "Hãy đợi 60 giây" in answers[3].content.decode()


def test_the_next_minute_starts_anew(rf):
    for _ in range(4):
        page(asking(rf))
    assert page(asking(rf, at=AT + timedelta(seconds=60))).status_code == 200


def test_another_visitor_is_not_held_up(rf):
    for _ in range(4):
        page(asking(rf))
    assert page(asking(rf, REMOTE_ADDR="10.0.0.9")).status_code == 200


def test_the_declaration_of_access_is_kept():
    assert access_of(page).anybody


def test_addresses_are_not_stored(rf):
    page(asking(rf, REMOTE_ADDR="203.113.131.7"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT visitor FROM ui_throttle")
        ((visitor,),) = cursor.fetchall()
    assert len(visitor) == 40
    assert "203.113" not in visitor


@pytest.mark.parametrize(
    ("hops", "forwarded", "visitor"),
    [
        (0, "1.1.1.1", "127.0.0.1"),  # nobody's word is taken without our own proxy
        (1, "9.9.9.9, 1.1.1.1", "1.1.1.1"),  # the first is what the visitor claims
        (2, "9.9.9.9, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, hops, forwarded, visitor):
    settings.TRUSTED_PROXIES = hops
    assert visitor_of(rf.get("/", HTTP_X_FORWARDED_FOR=forwarded)) == visitor


def test_old_counts_are_forgotten():
    tries("x", "v", seconds=60, at=datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC")))
    assert forget_old() == 1
