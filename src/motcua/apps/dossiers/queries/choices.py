"""Words for the forms of the desk: states, channels, ways, verdicts, and whom work can be given to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from motcua.apps.dossiers.models import Channel, Dossier, PaperVerdict, ResultWay
from motcua.apps.dossiers.processes import step_name
from motcua.apps.office import queries as office
from motcua.apps.office.models import UnitKind
from motcua.apps.payments.models import PaymentMethod
from motcua.apps.processes.queries import read_all
from motcua.rules.actors import Role
from motcua.rules.lifecycle import OPEN, State

Choices = Sequence[tuple[str, str]]

STATES: Choices = [(str(state), state.label) for state in State]
CHANNELS: Choices = Channel.choices
RESULT_WAYS: Choices = ResultWay.choices
VERDICTS: Choices = PaperVerdict.choices
METHODS: Choices = PaymentMethod.choices


def case_officers(unit_id: int, on: date) -> list[tuple[int, str, int]]:
    """Case officers of a unit as (id, name, open dossiers each holds now), the least loaded first. Two statements."""
    officers = office.officers_of(unit_id, on, Role.CASE_OFFICER)
    held = dict(
        Dossier.objects.filter(holder__in=officers, state__in=sorted(OPEN))
        .values_list("holder")
        .annotate(n=Count("pk"))
    )
    rows = [(one.pk, one.full_name, held.get(one.pk, 0)) for one in officers]
    return sorted(rows, key=lambda row: row[2])


def units_to_ask(on: date) -> list[tuple[int, str]]:
    """Units that settle or give opinions, as (id, «agency – unit»)."""
    found = office.units(on).exclude(kind=UnitKind.CLERK_OFFICE)
    return [(unit.pk, f"{unit.agency.short_name} – {unit.name}") for unit in found]


def step_names(dossiers: Sequence[Dossier]) -> list[str]:
    """The words of each dossier's open step. At most one statement, however many processes they run on."""
    read_all((one.process_key, one.process_version) for one in dossiers if one.step_key)
    return [step_name(one) for one in dossiers]
