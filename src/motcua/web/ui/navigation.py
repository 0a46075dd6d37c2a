"""The menus, as data: which page names each seat sees. A name no URL answers to is left out.

To add a page to a menu, add a line here; pages keep their own URLs.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from motcua.rules.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry: its words, the URL name, the seats that see it (empty: every officer)."""

    label: str
    url_name: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry ready to draw."""

    label: str
    href: str
    current: bool


_LEADS = (Role.UNIT_HEAD, Role.SIGNATORY, Role.CENTRE_HEAD, Role.TTHC_CONTROL)

DESK: tuple[NavItem, ...] = (
    NavItem("Việc của tôi", "desk:work"),
    NavItem("Tiếp nhận", "desk:intake", (Role.COUNTER, Role.CENTRE_HEAD)),
    NavItem("Hồ sơ", "desk:dossiers"),
    NavItem("Bàn giao", "desk:handovers", (Role.COUNTER, Role.CLERK, Role.UNIT_HEAD, Role.CENTRE_HEAD)),
    NavItem("Trả kết quả", "desk:deliveries", (Role.COUNTER, Role.CASHIER, Role.CENTRE_HEAD)),
    NavItem("Thu phí", "desk:payments", (Role.CASHIER, Role.COUNTER, Role.CENTRE_HEAD)),
    NavItem("Sổ theo dõi", "leaders:register", (*_LEADS, Role.COUNTER)),
    NavItem("Thống kê", "leaders:reports", (*_LEADS, Role.ADMINISTRATOR)),
    NavItem("Thủ tục", "desk:procedures"),
    NavItem("Lịch làm việc", "desk:calendar", (Role.ADMINISTRATOR, Role.TTHC_CONTROL)),
)

CITIZEN: tuple[NavItem, ...] = (
    NavItem("Trang chủ", "portal:home"),
    NavItem("Thủ tục hành chính", "portal:procedures"),
    NavItem("Tra cứu hồ sơ", "portal:track"),
    NavItem("Thay đổi gần đây", "portal:changes"),
)


def links(items: tuple[NavItem, ...], path: str, actor: Actor | None) -> list[NavLink]:
    """The entries the actor sees, the longest matching address marked as current."""
    found: list[tuple[str, str]] = []
    for item in items:
        if item.roles and not (actor and actor.has_role(*item.roles)):
            continue
        try:
            found.append((item.label, reverse(item.url_name)))
        except NoReverseMatch:
            continue
    current = max((href for _, href in found if _covers(href, path)), key=len, default="")
    return [NavLink(label, href, href == current) for label, href in found]


def _covers(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))
