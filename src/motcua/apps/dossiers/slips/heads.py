"""Who a paper comes from: the centre or the settling agency, and the officer who signs it.

Headings change a few times a year and are read for every paper, so each process keeps them for a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.slips.occasion import Occasion
from motcua.apps.office import queries as office
from motcua.apps.office.models import Unit
from motcua.rules.actors import ROLE_LABELS, Actor, Role
from motcua.rules.forms import Contact, Letterhead, Signatory

KEPT_SECONDS = 60
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Issuer:
    """An office that issues papers: its heading, its name in running text, and whose number series it uses."""

    unit_id: int
    numbering_unit_id: int
    head: Letterhead
    name: str
    address: str = ""

    @property
    def named_place(self) -> str:
        """Name and address in one line."""
        return f"{self.name}, {self.address}" if self.address else self.name


@dataclass(frozen=True, slots=True)
class _Face:
    """What papers print of an officer."""

    title: str
    phone: str


def _kept(key: str, make: Callable[[], Kept]) -> Kept:
    found: Kept | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEPT_SECONDS)
    return found


def centre(unit_id: int) -> Issuer:
    """The one-stop centre that is this unit; a unit without a centre's heading prints under its agency's name."""
    return _kept(f"slips-centre-{unit_id}", lambda: _centre(unit_id))


def agency(dossier: Dossier) -> Issuer:
    """The settling agency of a dossier. Its papers share one series, whichever of its units writes them."""
    unit_id = dossier.settling_unit_id or dossier.receiving_unit_id
    return _kept(f"slips-agency-{dossier.agency_id}-{unit_id}", lambda: _agency(dossier.agency_id, unit_id))


def website() -> str:
    """The portal as a citizen types it; empty while it is only reachable on the machine itself."""
    address = urlsplit(settings.PUBLIC_URL)
    return "" if address.hostname in ("localhost", "127.0.0.1", "::1") else address.netloc


def _centre(unit_id: int) -> Issuer:
    found = office.center(unit_id)
    if found is None:
        return _bare_unit(office.unit(unit_id))
    home = found.unit.agency
    head = Letterhead(
        superior=found.superior_name,
        name=found.name,
        place=home.place,
        abbreviation=found.notation,
        phone=found.phone or found.unit.phone,
        website=website(),
    )
    return Issuer(unit_id, unit_id, head, found.unit.name, found.address)


def _bare_unit(unit: Unit) -> Issuer:
    head = Letterhead(
        superior=unit.agency.name,
        name=unit.name,
        place=unit.agency.place,
        phone=unit.phone or unit.agency.phone,
        website=website(),
    )
    return Issuer(unit.pk, unit.pk, head, unit.name, unit.agency.address)


def _agency(agency_id: int, unit_id: int) -> Issuer:
    found = office.agency(agency_id)
    head = Letterhead(
        superior=found.superior_name,
        name=found.name,
        place=found.place,
        phone=found.phone,
        website=website(),
    )
    first_unit = found.units.order_by("pk").values_list("pk", flat=True).first()
    return Issuer(unit_id, first_unit or unit_id, head, found.name, found.address)


def _face(actor: Actor) -> _Face:
    if actor.officer_id is None:
        return _Face("", "")
    officer_id = actor.officer_id

    def make() -> _Face:
        found = office.officer(officer_id)
        return _Face(found.title, found.phone) if found else _Face("", "")

    return _kept(f"slips-officer-{officer_id}", make)


def signatory(it: Occasion) -> Signatory:
    """The acting officer as he signs a paper of the agency: with the title the office wrote down for him.

    Who acts in the seat of the one with authority to sign has «TUQ.» and that one's title above his own
    (NĐ 30/2020/NĐ-CP Đ.13.4, Phụ lục I mục II.7).

    Without a title the name of his seat stands there, except for the one with authority to sign: "người có thẩm
    quyền" is no position, so the paper stays incomplete until the title is entered.
    """
    actor = it.actor
    title = _face(actor).title
    if not title and not any(seat.role is Role.SIGNATORY and not seat.for_officer for seat in actor.seats):
        title = next((ROLE_LABELS[Role(seat.role)] for seat in actor.seats), "")
    return Signatory(actor.name, title, _by_order_of(it))


def _by_order_of(it: Occasion) -> str:
    """«TUQ. GIÁM ĐỐC SỞ» when the right to the act came from a signatory's lent seat; the act tells whose."""
    givers = {seat.for_officer for seat in it.actor.seats if seat.for_officer and seat.role is Role.SIGNATORY}
    if not givers or it.last_act is None:
        return ""
    giver_id = it.last_act.note.get("for", {}).get("officer")
    giver = office.officer(giver_id) if giver_id in givers else None
    return f"TUQ. {giver.title.upper()}" if giver and giver.title else ""


def receiving_officer(actor: Actor, capacity: str) -> Signatory:
    """The officer who signs a paper of the counter; without a title, in the capacity the form itself names."""
    return Signatory(actor.name, _face(actor).title or capacity)


def contact(actor: Actor, issuer: Issuer) -> Contact:
    """The officer with the telephone of the unit he sits in, the office's when it has none, his own at last."""
    units = [seat.unit_id for seat in actor.seats]
    unit_id = issuer.unit_id if issuer.unit_id in units or not units else units[0]
    phone = _kept(f"slips-phone-{unit_id}", lambda: office.unit(unit_id).phone)
    return Contact(actor.name, phone or issuer.head.phone or _face(actor).phone)


def contact_text(actor: Actor, issuer: Issuer) -> str:
    """The same in one line."""
    who = contact(actor, issuer)
    return f"{who.name}, điện thoại {who.phone}" if who.phone else who.name
