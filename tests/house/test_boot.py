"""The house starts."""

import pytest


@pytest.mark.django_db
def test_ready_answers_when_the_database_does(client):
    assert client.get("/san-sang").content == b"ok\n"


def test_a_page_that_says_nothing_answers_nobody(rf):
    from motcua.web.ui.access import AccessMiddleware

    guard = AccessMiddleware(lambda request: None)
    answer = guard.process_view(rf.get("/"), lambda request: None, (), {})
    assert answer.status_code == 403
