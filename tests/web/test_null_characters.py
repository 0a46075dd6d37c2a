"""U+0000, which the database cannot hold, is refused at the door, never met by a query."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.worlds.small import build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/desk/ho-so/%00",
        "/tra-cuu?so=%00",
        "/tra-cuu?ma=a%00b&khoa=c",
        "/thu-tuc?q=%00",
        "/thu-tuc/%00",
        "/bao-cao/?don_vi=%00",
        "/?%00=a",
        "/static/%00",
        "/khong-co-trang-nay/%00",
    ],
)
def test_in_an_address(address):
    build()
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == 400
    assert "Không đọc được nội dung đã gửi" in answer.content.decode()


def test_in_a_form():
    client = Client(raise_request_exception=False)
    for words in (
        {"so": "H99\x00"},
        {"so\x00": "a"},
        {"so": "\x00", "tep": SimpleUploadedFile("a.pdf", b"%PDF")},
    ):
        assert client.post("/tra-cuu", words).status_code == 400
    assert client.post("/dang-nhap", {"username": "quay\x00", "password": "x"}).status_code == 400


def test_in_a_cookie():
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a\x00b"
    assert client.get("/desk/").status_code == 400


def test_what_django_itself_refuses_is_said_in_vietnamese_too():
    many = {f"a{i}": "" for i in range(2001)}
    answer = Client(raise_request_exception=False).post("/tra-cuu", many)
    assert answer.status_code == 400
    assert "Không đọc được nội dung đã gửi" in answer.content.decode()


def test_other_pages_answer_as_before():
    build()
    assert Client().get("/thu-tuc?q=khai+sinh").status_code == 200
