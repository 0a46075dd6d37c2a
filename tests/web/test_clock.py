"""The one clock, and how the demo sets it."""

from datetime import datetime, timedelta

import pytest

from motcua.web.ui import clock


def test_it_is_aware_and_in_vietnam(monkeypatch):
    monkeypatch.delenv("MOTCUA_NOW", raising=False)
    assert clock.now().utcoffset() == timedelta(hours=7)


def test_it_can_stand_still(monkeypatch):
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")
    assert clock.now() == datetime(2026, 3, 2, 9, tzinfo=clock.VIETNAM)


@pytest.mark.parametrize(
    ("told", "shift"),
    [("+3d", timedelta(days=3)), ("-36h", timedelta(hours=-36)), ("+90m", timedelta(minutes=90))],
)
def test_it_can_run_shifted(monkeypatch, told, shift):
    monkeypatch.delenv("MOTCUA_NOW", raising=False)
    plain = clock.now()
    monkeypatch.setenv("MOTCUA_NOW", told)
    assert timedelta() <= clock.now() - plain - shift < timedelta(minutes=1)


def test_nonsense_is_refused_with_an_example(monkeypatch):
    monkeypatch.setenv("MOTCUA_NOW", "hôm qua")
    with pytest.raises(clock.ClockRefused, match="2026-03-02T09:00"):
        clock.now()
