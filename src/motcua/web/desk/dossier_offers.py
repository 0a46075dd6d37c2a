"""What the officer is offered on the dossier page: one form on the page, the other steps a key away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.apps.dossiers.queries import DossierPage
from motcua.rules.actors import Actor
from motcua.web.desk.steps_delivering import open_fees
from motcua.web.desk.steps_form import StepForm
from motcua.web.desk.steps_nouns import OFFERED, ON_PAGE
from motcua.web.desk.steps_ways import AskByProcess

_FIRST_WAY = {"POST": "giao-buu-chinh", "ONLINE": "tra-truc-tuyen", "COUNTER": "tra-tai-quay"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One step as a link: its key on the keyboard, its words."""

    slug: str
    title: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Offers:
    """The form on the page (None: nothing to do first) and the other steps."""

    form: StepForm | None
    others: tuple[Offer, ...]
    asking: StepForm | None = None
    """The consultations the process wants now, to be sent with one button."""

    @property
    def nothing(self) -> bool:
        """True when this officer can do nothing with the dossier now."""
        return self.form is None and not self.others and self.asking is None


def offers(page: DossierPage, actor: Actor, at: datetime) -> Offers:
    """The steps in `page.may`, the one the process waits for first."""
    open_to = [step for step in OFFERED if step.verb in page.may and _fits(step, page, actor, at)]
    first = next((step for step in _in_order(open_to, page) if step.verb in ON_PAGE), None)
    if first is not None and first.verb == "assign" and (page.step is None or page.step.take != "assign"):
        first = None
    form = None
    if first is not None:
        form = first(initial={"seen": page.dossier.act_count})
        form.prepare(page, actor=actor, at=at)
    asking = None
    if AskByProcess in open_to:
        asking = AskByProcess(initial={"seen": page.dossier.act_count}, auto_id="ask_%s")
        asking.prepare(page, actor=actor, at=at)
    others = [step for step in open_to if step not in (first, AskByProcess)]
    has_first = form is not None or "accept_waiting" in page.may
    keys = [str(n) for n in range(2 if has_first else 1, 10)]
    drawn = [
        Offer(step.slug, step.title, step.kind, keys[place] if place < len(keys) else "")
        for place, step in enumerate(others)
    ]
    return Offers(form, tuple(drawn), asking)


def _fits(step: type[StepForm], page: DossierPage, actor: Actor, at: datetime) -> bool:
    """Leave out what could only be refused: nothing to collect, nothing posted yet, extended already…"""
    dossier = page.dossier
    if step is AskByProcess:
        return page.asks is not None and bool(page.asks.to_send or page.asks.unknown)
    if step.verb == "collect_fee":
        return bool(open_fees(page))
    if step.verb == "deliver_by_post":
        return any(act.verb == "post_result" for act in page.acts)
    if step.verb == "extend":
        return not dossier.extended and dossier.due_at is not None
    if step.verb == "lapse_supplement":
        return dossier.supplement_due_on is not None and at.date() > dossier.supplement_due_on
    if step.verb == "deliver_online":
        return page.result is not None and page.result.file_id is not None
    if step.verb == "answer_consultation":
        asked = [c for c in page.consultations if c.answered_id is None]
        return any(c.unit_id in actor.units(process=dossier.process_key) or c.due_at < at for c in asked)
    return True


def _in_order(steps: list[type[StepForm]], page: DossierPage) -> list[type[StepForm]]:
    """An asked unit answers first; a result goes the way the applicant chose."""
    wanted = {_FIRST_WAY.get(page.dossier.result_way, "")}
    if page.dossier.state == "CONSULTING":
        wanted = {"tra-loi-y-kien"}
    elif any(act.verb == "post_result" for act in page.acts):
        wanted = {"buu-chinh-da-phat"}
    return sorted(steps, key=lambda step: step.slug not in wanted)
