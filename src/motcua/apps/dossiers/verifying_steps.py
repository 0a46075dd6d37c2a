"""Replaying the acts against the process: every step a dossier went to must be one its process leads to.

What the acts noted is checked too: the outcome taken is one of the step's, and each answer fits its question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from motcua.apps.dossiers.filed import KEY
from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.processes.queries import process
from motcua.apps.processes.refusals import NoSuchProcess
from motcua.rules.process import END, Process, Step

Said = tuple[str, str, str]
"""What differs, what stands there, what the process or the acts say."""

ENDING = frozenset(
    {
        "deliver_at_counter",
        "deliver_by_post",
        "deliver_online",
        "withdraw",
        "refuse",
        "lapse_supplement",
        "decline",
    }
)
ANYWHERE = frozenset({"recall", "forward", "accept", "accept_waiting", "submit", "settle_at_once"})
"""Verbs that lay the token down anew: the lifecycle says from which state, the process only has to know the step."""


def step_faults(dossier: Dossier, acts: Sequence[Act], answers: Mapping[str, str]) -> Iterator[Said]:
    """Everything about the steps and answers of one dossier that cannot come from its process."""
    runs = _Running()
    before = ""
    for act in acts:
        runs.take_over(act)
        order = runs.order
        if order is None:
            yield "quy trình", f"{runs.key} bản {runs.version}", "không có"
            return
        if act.step_key and not order.has(act.step_key):
            yield (
                f"bước sau hành vi {act.seq}",
                act.step_key,
                f"không có trong «{order.name}» bản {order.version}",
            )
        elif fault := _fault(order, before, act, moved=runs.moved):
            yield f"bước sau hành vi {act.seq} ({act.verb})", act.step_key or "không", fault
        yield from _note_faults(order, before, act)
        before = act.step_key
    yield from _answer_faults(acts, answers)


class _Running:
    """The process a dossier runs on as its acts go by: fixed at filing, changed by acts that note it anew."""

    def __init__(self) -> None:
        self.key, self.version, self.moved = "", 1, False
        self.order: Process | None = None

    def take_over(self, act: Act) -> None:
        """Read what the act fixed of the process."""
        said = act.note.get(KEY, {})
        self.moved = "process" in said
        if not self.moved:
            return
        self.key, self.version = said["process"], int(said.get("process_version", 1))
        try:
            self.order = process(self.key, self.version)
        except NoSuchProcess:
            self.order = None


def _fault(order: Process, before: str, act: Act, *, moved: bool) -> str:
    """What the process says instead; empty when the step may follow. A move to another process maps the step itself."""
    if moved or act.verb in ANYWHERE or not before or not order.has(before):
        return ""
    step = order.step(before)
    if act.verb in ENDING:
        return "" if not act.step_key else "không còn bước nào"
    allowed = _allowed(step, act.verb)
    return "" if act.step_key in allowed else " hoặc ".join(sorted(allowed)) or "không có"


def _allowed(step: Step, verb: str) -> set[str]:
    """The steps that may be open after `verb` was done at `step` (empty text: none)."""
    if verb == "send_back":
        return {step.back} - {""}
    if verb == step.take:
        return {"" if key == END else key for key in step.nexts}
    return {step.key}


def _note_faults(order: Process, before: str, act: Act) -> Iterator[Said]:
    if not before or not order.has(before):
        return
    step = order.step(before)
    if "outcome" in act.note:
        leads = {END if not act.step_key else act.step_key}
        taken = [one for one in step.outcomes if one.key == act.note["outcome"] and one.next in leads]
        if not taken:
            yield f"hướng đi của hành vi {act.seq}", str(act.note["outcome"]), "không phải hướng của bước"
    known = {question.key: question.given for question in step.questions}
    for key, text in act.note.get("answers", {}).items():
        try:
            known[key].parse(text)
        except (KeyError, ValueError):
            yield f"trả lời «{key}» của hành vi {act.seq}", str(text), "không phải trả lời của bước"


def _answer_faults(acts: Sequence[Act], answers: Mapping[str, str]) -> Iterator[Said]:
    """The answers that stand are the last ones the acts noted."""
    said: dict[str, str] = {}
    for act in acts:
        said |= act.note.get("answers", {})
    for key in sorted(said.keys() | answers.keys()):
        if said.get(key) != answers.get(key):
            yield f"trả lời «{key}»", answers.get(key, "không có"), said.get(key, "không có")
