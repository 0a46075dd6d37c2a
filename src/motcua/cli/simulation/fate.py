"""What is going to happen to a dossier, drawn from its number alone: the database need not remember any plan."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from motcua.cli.simulation.chance import dice, weighted

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier

# Part of the time limit after which the case officer is done thinking: early, near the end, too late.
PACES = (("early", 70), ("on_time", 26), ("late", 4))
PARTS = {"early": (0.1, 0.55), "on_time": (0.55, 0.78), "late": (0.95, 1.5)}
SHORT = timedelta(hours=30)  # a limit within which nobody lets a dossier lie
SUPPLEMENT_PARTS = (0.02, 0.2)


def lacks_paper(dossier: Dossier, *, seed: int, often: float) -> bool:
    """True when the examination finds a paper missing or wrong."""
    return dice(seed, "lacks", dossier).random() < often


def ready_at(dossier: Dossier, *, seed: int, lacks: bool) -> datetime:
    """When the case officer takes the dossier up to finish it."""
    random = dice(seed, "pace", dossier)
    low, high = PARTS[str(weighted(random, PACES))]
    part = random.uniform(*SUPPLEMENT_PARTS) if lacks else random.uniform(low, high)
    due = dossier.due_original_at if dossier.extended else dossier.due_at
    start = dossier.received_at or dossier.submitted_at
    if due is None or due - start < SHORT:
        return start
    return start + (due - start) * part


def is_late(dossier: Dossier, *, seed: int) -> bool:
    """True when the dossier is one of those that will not be done in time."""
    return weighted(dice(seed, "pace", dossier), PACES) == "late"


def comes_on(dossier: Dossier, *, seed: int, never: float) -> date | None:
    """The day the applicant brings what was asked for, at the latest the last one; None when he never does."""
    if dossier.supplement_due_on is None:
        return None
    random = dice(seed, "completes", dossier)
    if random.random() < never:
        return None
    due_on: date = dossier.supplement_due_on
    return due_on - timedelta(days=random.randint(1, 9))


def pays_on(dossier: Dossier, *, seed: int) -> date | None:
    """The day the applicant pays an obligation."""
    if dossier.paused_since is None:
        return None
    since: datetime = dossier.paused_since
    return since.date() + timedelta(days=dice(seed, "pays", dossier).randint(1, 6))


def collects_on(dossier: Dossier, *, seed: int) -> date | None:
    """The day the applicant comes for the result: often on the day, sometimes long after, a few never."""
    random = dice(seed, "collects", dossier)
    if dossier.finished_at is None or random.random() < 0.03:
        return None
    ready: date = dossier.finished_at.date()
    told_early = random.random() < 0.45
    first = ready if told_early or dossier.due_on is None else max(ready, dossier.due_on)
    return first + timedelta(days=int(weighted(random, ((0, 45), (1, 20), (2, 15), (4, 10), (9, 10)))))


def withdraws_on(dossier: Dossier, *, seed: int, often: float) -> date | None:
    """The day the applicant takes the dossier back, for the few who do."""
    random = dice(seed, "withdraws", dossier)
    if random.random() >= often or dossier.received_at is None:
        return None
    received: datetime = dossier.received_at
    return received.date() + timedelta(days=random.randint(1, 4))
