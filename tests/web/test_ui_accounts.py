"""Officers sign in and out; the demo log-ins appear only in demo mode."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from motcua.apps.office.models import Officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Officer:
    return Officer.objects.create_officer("mai", "mat-khau-dai-1", full_name="Lê Thị Mai")


def test_an_officer_signs_in_and_reaches_the_page_asked_for(officer: Officer) -> None:
    client = Client()
    sent = {"username": "mai", "password": "mat-khau-dai-1", "next": "/desk/ho-so"}
    answer = client.post("/dang-nhap", sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/ho-so")
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_the_next_page_is_never_on_another_site(officer: Officer) -> None:
    sent = {"username": "mai", "password": "mat-khau-dai-1", "next": "https://xau.example/"}
    assert Client().post("/dang-nhap", sent).headers["Location"] == "/desk/"


def test_a_retired_officer_cannot_sign_in_and_hears_the_same_sentence(officer: Officer) -> None:
    officer.is_active = False
    officer.save()
    answer = Client().post("/dang-nhap", {"username": "mai", "password": "mat-khau-dai-1"})
    assert answer.status_code == 422
    assert "chưa đúng" in answer.content.decode()


def test_signing_out_ends_the_session(officer: Officer) -> None:
    client = Client()
    client.force_login(officer)
    answer = client.post("/dang-xuat")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert "_auth_user_id" not in client.session


def test_guessing_passwords_is_slowed(officer: Officer) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    codes = [
        client.post("/dang-nhap", {"username": "mai", "password": f"sai-{i}"}).status_code for i in range(21)
    ]
    assert codes == [422] * 20 + [429]


def test_demo_log_ins_are_listed_only_in_demo_mode(settings: Any) -> None:
    settings.DEMO = False
    assert "Tài khoản dùng thử" not in Client().get("/dang-nhap").content.decode()
