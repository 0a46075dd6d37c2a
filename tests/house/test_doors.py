"""Every address says who may call it; what is refused is refused in words."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls import path as url_path

from motcua.rules.actors import Role
from motcua.web.ui.access import Access, access_of, officers, public, signed_in


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, where)
        else:
            yield where, pattern


def test_every_address_declares_who_may_call_it():
    silent = [where for where, pattern in addresses(get_resolver()) if access_of(pattern.callback) is None]
    assert silent == [], "thêm @public, @signed_in hoặc @officers(...) của motcua.web.ui.access"


def test_desk_pages_are_never_public():
    pages = [
        (where, access_of(p.callback)) for where, p in addresses(get_resolver()) if where.startswith("desk/")
    ]
    assert [where for where, access in pages if access and access.anybody] == []


def page(request) -> HttpResponse:
    return HttpResponse(request.actor.name)


urlpatterns = [
    url_path("ai-cung-vao", public(lambda request: page(request)), name="anybody"),
    url_path("can-bo", signed_in(lambda request: page(request)), name="any_officer"),
    url_path("quay", officers(Role.COUNTER)(lambda request: page(request)), name="counter_only"),
    url_path("quen-khai-bao", page, name="silent"),
]


@pytest.mark.django_db
@pytest.mark.urls("tests.house.test_doors")
@pytest.mark.parametrize(
    ("address", "status"), [("ai-cung-vao", 200), ("can-bo", 302), ("quay", 302), ("quen-khai-bao", 403)]
)
def test_a_stranger_gets_only_public_pages(client, address, status, monkeypatch):
    monkeypatch.setattr("motcua.web.ui.refusals.render_to_string", lambda *args: "")
    assert client.get(f"/{address}").status_code == status


def test_officers_needs_a_role():
    with pytest.raises(ValueError, match="at least one role"):
        officers()


def test_a_declaration_admits_by_role():
    from motcua.rules.actors import CITIZEN, Actor, Seat

    clerk = Actor("Lan", 1, (Seat(Role.CLERK, 1, 1),))
    assert Access(anybody=True).admits(CITIZEN)
    assert not Access(anybody=False).admits(CITIZEN)
    assert Access(anybody=False).admits(clerk)
    assert Access(anybody=False, roles=frozenset({Role.CLERK})).admits(clerk)
    assert not Access(anybody=False, roles=frozenset({Role.COUNTER})).admits(clerk)
