"""The people of Tân Lâm. Nobody here exists: numbers begin with 099, a province code that was never given out."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from motcua.apps.people.actions import PersonData
from motcua.cli.simulation.chance import dice, weighted
from motcua.cli.simulation.province import pack
from motcua.rules.folding import fold
from motcua.rules.identity import is_tax_code

CITIZENS = 4000
COMPANIES = 400
PROVINCE_MARK = "099"
PHONE_MARK = "0599"


def citizen(number: int, *, seed: int, place: str) -> PersonData:
    """The `number`-th citizen of the province; `place` is where he lives when he is met for the first time."""
    random = dice(seed, "citizen", number)
    names = pack("names.json")
    sex = random.choice(["Nam", "Nữ"])
    name = " ".join(
        (
            weighted(random, names["family"]),
            random.choice(names["middle"][sex]),
            random.choice(names["given"][sex]),
        )
    )
    born_on = date(random.randint(1948, 2007), random.randint(1, 12), random.randint(1, 28))
    return PersonData(
        name=name,
        personal_id=personal_id(number, born_on, sex),
        phone=f"{PHONE_MARK}{number * 7919 % 1_000_000:06d}",
        email=f"{fold(name).split()[-1]}{number}@tanlam.example" if random.random() < 0.2 else "",
        address=_address(random, names, place),
        born_on=born_on,
        sex=sex,
    )


def personal_id(number: int, born_on: date, sex: str) -> str:
    """Twelve digits with the century, sex and year in their places (domain.md §4.5)."""
    mark = 2 * (born_on.year // 100 - 19) + (1 if sex == "Nữ" else 0)
    return f"{PROVINCE_MARK}{mark}{born_on.year % 100:02d}{number * 104729 % 1_000_000:06d}"


def company(number: int, *, seed: int, place: str) -> PersonData:
    """The `number`-th company of the province."""
    random = dice(seed, "company", number)
    names = pack("names.json")
    words = names["companies"]
    return PersonData(
        name=" ".join(
            (random.choice(words["kinds"]), random.choice(words["trades"]), random.choice(words["names"]))
        ),
        personal_id=tax_code(number),
        phone=f"{PHONE_MARK}{(number * 6151 + 500_009) % 1_000_000:06d}",
        address=_address(random, names, place),
        kind="ENTERPRISE",
    )


def tax_code(number: int) -> str:
    """A ten-digit code beginning with 99 whose check digit is right."""
    stem = 990_000_000 + number * 11
    while True:
        for last in range(10):
            if is_tax_code(code := f"{stem}{last}"):
                return code
        stem += 1


def _address(random: Random, names: dict[str, Any], place: str) -> str:
    here = place if place in names["communes"] else random.choice(sorted(names["communes"]))
    return f"{random.choice(names['hamlets'][here])}, {names['communes'][here]}, tỉnh Tân Lâm"
