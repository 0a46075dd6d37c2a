"""Shortcuts of the tests of the dossier pages."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.test import Client

from motcua.apps.dossiers.models import Dossier


def act(client: Client, number: str, slug: str, **typed: Any) -> Any:
    """POST one step as its form would, with the act count the page showed unless given."""
    typed.setdefault("seen", Dossier.objects.get(number=number).act_count)
    return client.post(f"/desk/ho-so/{number}/{slug}", typed)


def said(client: Client, answer: Any) -> str:
    """The page an action leads to, as text with its message."""
    assert answer.status_code == 302, unescape(answer.content.decode())[:6000]
    return words(client.get(answer.headers["Location"]))


def words(answer: Any) -> str:
    """The page as text."""
    return unescape(answer.content.decode())


def state(number: str) -> str:
    """Where the dossier stands."""
    return Dossier.objects.get(number=number).state
