"""The stored index: right after a change of recipe, readable when an older release wrote it."""

from __future__ import annotations

import pytest

from motcua.apps.catalogue import queries
from motcua.apps.catalogue.actions.indexing import catalogue_stamp, rebuild_index
from motcua.apps.catalogue.finding import Finder
from motcua.apps.catalogue.models import SearchIndex
from tests.worlds.small import build, vn

AT = vn("2026-03-02 09:00")


@pytest.mark.django_db
def test_an_index_of_an_older_release_is_built_anew_in_memory() -> None:
    build()
    SearchIndex.objects.update(data=b"something old", stamp="old")
    assert queries.finder().search("giay chung nhan thu nghiem")[0].code == "1.999001"


@pytest.mark.django_db
def test_a_new_recipe_makes_a_new_index(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    before = catalogue_stamp()
    monkeypatch.setattr(Finder, "recipe", staticmethod(lambda: "another recipe"))
    assert catalogue_stamp() != before
    assert rebuild_index(at=AT).stamp == catalogue_stamp()
