"""Without the secret only the number and the degree of completion; nothing tells a wrong secret from none."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.portal_tracking.reading import body, words
from tests.worlds.every_state import secret

Numbers = dict[str, str]


def other(code: str) -> str:
    """A secret of the right shape that is not this one."""
    return ("7" if code[0] != "7" else "8") + code[1:]


def is_ours(handler: logging.Handler) -> bool:
    """True for the handler of our settings, not for those of the test runner."""
    return type(handler.formatter).__module__.startswith("structlog")


def fixed_headers(answer: Any) -> dict[str, str]:
    """The headers but the time of day."""
    return {name: value for name, value in answer.headers.items() if name != "Expires"}


def test_only_the_number_and_the_degree_are_public(client: Client, numbers: Numbers) -> None:
    page = words(client.get("/tra-cuu", {"so": numbers["PROCESSING"]}))
    assert "Mức độ hoàn thành: 37%" in page
    assert numbers["PROCESSING"] in page
    for private in ("Nguyễn Văn Dân", "Hoàng Văn Chuyên", "Cấp giấy chứng nhận", "Phòng", "11/03/2026"):
        assert private not in page


@pytest.mark.parametrize("name", ["ACCEPTED", "SUPPLEMENTING", "READY"])
def test_a_wrong_secret_answers_as_no_secret_does(client: Client, numbers: Numbers, name: str) -> None:
    number = numbers[name]
    right = secret(number)
    none = client.get("/tra-cuu", {"so": number})
    for wrong in (
        other(right),
        right[:-1],
        right + "0",
        "0",
        "' OR 1=1 --",
        secret(numbers["DELIVERED"]),
    ):
        for answer in (
            client.get("/tra-cuu", {"so": number, "ma": wrong}),
            client.post("/tra-cuu", {"so": number, "ma": wrong}),
        ):
            if answer.status_code == 429:
                continue
            assert (answer.status_code, body(answer)) == (none.status_code, body(none)), wrong
            assert fixed_headers(answer) == fixed_headers(none)


def test_a_wrong_secret_costs_the_statements_of_no_secret(client: Client, numbers: Numbers) -> None:
    number = numbers["READY"]

    def cost(**link: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/tra-cuu", link)
        return len([row for row in captured if "SAVEPOINT" not in row["sql"]])

    unknown = number[:-4] + "9999"
    assert cost(so=number) == cost(so=number, ma=other(secret(number))) == cost(so=unknown) == 2
    assert cost(so=unknown, ma="ABCDEFGHJK") == 2


def test_an_unknown_number_keeps_what_was_typed_and_says_what_to_do(client: Client, numbers: Numbers) -> None:
    typed = numbers["READY"][:-4] + "9999"
    answer = client.get("/tra-cuu", {"so": typed})
    assert answer.status_code == 200
    assert "Chưa tìm thấy hồ sơ có số này" in words(answer)
    assert f'value="{typed}"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "abc", "12345", "<script>alert(1)</script>", "H99.15-260302-"])
def test_a_misshapen_number_is_told_and_kept(client: Client, typed: str) -> None:
    answer = client.post("/tra-cuu", {"so": typed, "ma": ""})
    assert answer.status_code == 422
    assert "Số hồ sơ" in words(answer) or "Nhập số hồ sơ" in words(answer)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.django_db
def test_the_empty_page_asks(client: Client) -> None:
    answer = client.get("/tra-cuu")
    assert answer.status_code == 200
    assert "Hồ sơ của tôi đến đâu rồi?" in words(answer)
    assert client.delete("/tra-cuu").status_code == 405


def test_the_link_is_kept_to_ourselves(client: Client, numbers: Numbers) -> None:
    number = numbers["READY"]
    for link in ({"so": number, "ma": secret(number)}, {"so": number}, {}):
        headers = client.get("/tra-cuu", link).headers
        assert headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in headers["Cache-Control"] and "private" in headers["Cache-Control"]
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_secret_is_never_on_the_page_nor_in_the_log(
    client: Client, numbers: Numbers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    number = numbers["READY"]
    code = secret(number)
    answers = [client.get("/tra-cuu", {"so": number, "ma": code}) for _ in range(9)]
    assert answers[-1].status_code == 429, "the refusal is logged, which is the point here"
    for answer in answers:
        assert code not in answer.content.decode()
    formatter = next(handler.formatter for handler in logging.getLogger().handlers if is_ours(handler))
    assert formatter is not None
    written = " ".join(
        formatter.format(record) for record in caplog.records if record.name != "django.db.backends"
    )
    assert "Too Many Requests: /tra-cuu" in written
    assert code not in written
    assert "Nguyễn Văn Dân" not in written


def test_the_form_needs_its_token(numbers: Numbers) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/tra-cuu", {"so": numbers["READY"]}).status_code == 403
    strict.get("/tra-cuu")
    token = strict.cookies["csrftoken"].value
    sent = {"so": numbers["READY"], "ma": secret(numbers["READY"]), "csrfmiddlewaretoken": token}
    origin: Any = {"HTTP_ORIGIN": "http://testserver"}
    assert strict.post("/tra-cuu", sent, **origin).status_code == 200


def test_one_visitor_tries_eight_secrets_a_minute_and_shuts_nobody_out(numbers: Numbers) -> None:
    number = numbers["READY"]
    guesser, owner = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="203.0.113.10")
    codes = [guesser.post("/tra-cuu", {"so": number, "ma": f"SAI{i}"}).status_code for i in range(55)]
    assert codes == [200] * 8 + [429] * 47
    opened = owner.get("/tra-cuu", {"so": number, "ma": secret(number)})
    assert "Đã có kết quả" in words(opened)


def test_many_visitors_together_try_forty_secrets_a_minute(numbers: Numbers) -> None:
    number = numbers["READY"]
    codes = [
        Client(REMOTE_ADDR=f"203.0.113.{i}").post("/tra-cuu", {"so": number, "ma": f"SAI{i}"}).status_code
        for i in range(42)
    ]
    assert codes == [200] * 40 + [429] * 2
    right = Client(REMOTE_ADDR="203.0.113.99").get("/tra-cuu", {"so": number, "ma": secret(number)})
    assert right.status_code == 429, "else the limit would tell the right secret from the wrong ones"


def test_listing_numbers_is_slowed(numbers: Numbers) -> None:
    lister = Client(REMOTE_ADDR="203.0.113.11")
    first = numbers["READY"][:-4]
    codes = [lister.get("/tra-cuu", {"so": f"{first}{i:04d}"}).status_code for i in range(1, 63)]
    assert codes == [200] * 60 + [429] * 2
    late = lister.get("/tra-cuu", {"so": first + "9999", "ma": "X"})
    assert late.status_code == 429
    assert late.headers["Retry-After"] == "60"
