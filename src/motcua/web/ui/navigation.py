"""The menus, as data: which page names each seat sees. A name no URL answers to is left out.

To add a page to a menu, add a line here; pages keep their own URLs. The daily work stands in the row itself; the rest
stands in a group (`MANAGE`, `FIGURES`), which the row shows as one word that opens.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from motcua.rules.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry: its words, the URL name, the seats that see it (empty: every officer), its group (empty: daily work).

    `alone` entries are current on their own address only, not on the addresses below it.
    """

    label: str
    url_name: str
    roles: tuple[Role, ...] = ()
    group: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry ready to draw."""

    label: str
    href: str
    current: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Entries under one word; `current` is the entry whose page is open, if it is one of them."""

    label: str
    links: tuple[NavLink, ...]
    current: NavLink | None


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu ready to draw: the row, then the groups; `current` names the open page (None: a page of no entry)."""

    row: tuple[NavLink, ...]
    groups: tuple[NavGroup, ...]
    current: NavLink | None


MANAGE, FIGURES = "Quản lý", "Thống kê"

_LEADS = (Role.UNIT_HEAD, Role.SIGNATORY, Role.CENTRE_HEAD, Role.TTHC_CONTROL)

DESK: tuple[NavItem, ...] = (
    NavItem("Việc của tôi", "desk:work", alone=True),
    NavItem("Tiếp nhận", "desk:intake", (Role.COUNTER, Role.CENTRE_HEAD)),
    NavItem("Hồ sơ", "desk:dossiers"),
    NavItem("Bàn giao", "desk:handovers", (Role.COUNTER, Role.CLERK, Role.UNIT_HEAD, Role.CENTRE_HEAD)),
    NavItem("Trả kết quả", "desk:deliveries", (Role.COUNTER, Role.CASHIER, Role.CENTRE_HEAD)),
    NavItem("Thu phí", "desk:payments", (Role.CASHIER, Role.COUNTER, Role.CENTRE_HEAD)),
    NavItem("Sổ theo dõi", "leaders:register", (*_LEADS, Role.COUNTER), FIGURES),
    NavItem("Báo cáo", "leaders:reports", (*_LEADS, Role.ADMINISTRATOR), FIGURES),
    NavItem("Thủ tục", "desk:procedures", (), MANAGE),
    NavItem("Nhân sự", "desk:people", (), MANAGE),
    NavItem("Quy trình", "desk:processes", _LEADS, MANAGE),
    NavItem("Lịch làm việc", "desk:calendar", (Role.ADMINISTRATOR, Role.TTHC_CONTROL), MANAGE),
)

CITIZEN: tuple[NavItem, ...] = (
    NavItem("Trang chủ", "portal:home"),
    NavItem("Thủ tục hành chính", "portal:procedures"),
    NavItem("Tra cứu hồ sơ", "portal:track"),
    NavItem("Thay đổi gần đây", "portal:changes"),
)


def links(items: tuple[NavItem, ...], path: str, actor: Actor | None) -> list[NavLink]:
    """The entries the actor sees, the longest matching address marked as current."""
    found: list[tuple[NavItem, str]] = []
    for item in items:
        if item.roles and not (actor and actor.has_role(*item.roles)):
            continue
        try:
            found.append((item, reverse(item.url_name)))
        except NoReverseMatch:
            continue
    covering = (href for item, href in found if path == href or (not item.alone and _covers(href, path)))
    current = max(covering, key=len, default="")
    return [NavLink(item.label, href, href == current, item.group) for item, href in found]


def menu(items: tuple[NavItem, ...], path: str, actor: Actor | None) -> Menu:
    """The menu the actor sees. A group of which he sees one entry only is that entry, at the end of the row."""
    seen = links(items, path, actor)
    names = dict.fromkeys(link.group for link in seen if link.group)
    grouped = {name: tuple(link for link in seen if link.group == name) for name in names}
    alone = tuple(found[0] for found in grouped.values() if len(found) == 1)
    groups = tuple(
        NavGroup(name, found, next((link for link in found if link.current), None))
        for name, found in grouped.items()
        if len(found) > 1
    )
    row = tuple(link for link in seen if not link.group) + alone
    return Menu(row, groups, next((link for link in seen if link.current), None))


def _covers(href: str, path: str) -> bool:
    return href != "/" and path.startswith(href.rstrip("/") + "/")
