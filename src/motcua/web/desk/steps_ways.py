"""What a drawn process adds to a step's form: its questions as typed fields, the ways to choose from, its asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import DossierPage
from motcua.rules.actors import Actor
from motcua.rules.process import Process, Question, Step
from motcua.rules.process.conditions import say
from motcua.rules.process.givens import ANSWER, GivenKind
from motcua.web.desk.steps_form import StepForm, Told, short, words

ANSWER_FIELD = re.compile(r"^answer_(.{1,60})$")
QUESTION_FIELD = re.compile(r"^question_(.{1,60})$")
LONGEST_ANSWER, LONGEST_QUESTION, MOST_RADIOS = 300, 2000, 6
_YES_NO = [("yes", "Có"), ("no", "Không")]


class AnswersForm(StepForm):
    """A step whose process asks questions. What was typed is kept, whatever the process asks when the page is drawn."""

    questions: tuple[forms.BoundField, ...] = ()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in list(self.data):
            if ANSWER_FIELD.match(name):
                self._add_answer(name)

    def _add_answer(self, name: str) -> Any:
        if name not in self.fields:
            self.fields[name] = forms.CharField(
                required=False, max_length=LONGEST_ANSWER, error_messages=short(LONGEST_ANSWER)
            )
        return self.fields[name]

    def ask(self, asked: Iterable[Question], known: Mapping[str, str]) -> None:
        """Draw the questions, each with the answer that stands."""
        names = []
        for question in asked:
            name = f"answer_{question.key}"
            _dress(self._add_answer(name), question)
            self.initial.setdefault(name, known.get(question.key, ""))
            self[name].label = question.label  # a form that was read has drawn its names already
            names.append(name)
        self.questions = tuple(self[name] for name in names)

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by question key."""
        return {
            found[1]: text
            for name, text in self.cleaned_data.items()
            if (found := ANSWER_FIELD.match(name)) and text
        }


def _dress(field: Any, question: Question) -> None:
    """The words and the look of a question's field."""
    field.label, field.optional, field.width, field.rows = question.label, False, "10", 2
    field.suffix = question.unit if question.kind is GivenKind.NUMBER else ""
    field.blank, field.look = "Chọn…", "line"
    if question.kind is GivenKind.YES_NO:
        field.look, field.choices = "radios", _YES_NO
    elif question.kind is GivenKind.CHOICE:
        field.look = "radios" if len(question.choices) <= MOST_RADIOS else "select"
        field.choices = list(question.choices)
    elif question.kind is GivenKind.TEXT:
        field.look = "words"


class WaysForm(AnswersForm):
    """A step that ends with a way on: the questions first, then the ways, when there is a choice."""

    outcome = forms.CharField(label="Hướng đi tiếp", required=False)
    way: forms.BoundField | None = None
    by_facts: tuple[str, ...] = ()

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """The questions and ways of the open step."""
        if page.step is None:
            return
        self.ask(page.step.questions, page.answers)
        plain = [one for one in page.step.outcomes if not one.when]
        field: Any = self.fields["outcome"]
        field.look, field.optional = "radios", False
        field.choices = [
            {"value": one.key, "label": one.label, "hint": _leads_to(page.process, one.next)} for one in plain
        ]
        self.way = self["outcome"] if len(plain) > 1 else None
        self.by_facts = tuple(guarded(page.process, page.step))

    @property
    def ahead(self) -> dict[str, Any]:
        """The way and the answers, as the action takes them."""
        return {"outcome": self.cleaned_data["outcome"], "answers": self.answers}


def guarded(process: Process, step: Step) -> Iterable[str]:
    """The ways decided by facts, in words: «Phí ≥ 500.000 đồng: sang bước «…»»."""
    known = process.givens
    for one in step.outcomes:
        if one.when:
            leads = _leads_to(process, one.next)
            yield f"{say(one.when, known)}: {leads[:1].lower()}{leads[1:]}"


def _leads_to(process: Process, key: str) -> str:
    return f"Sang bước «{process.step(key).name}»" if process.has(key) else "Kết thúc quy trình"


class AskByProcess(AnswersForm):
    """T9: every consultation the process wants of this step, sent at once."""

    slug, verb = "lay-y-kien-theo-quy-trinh", "consult"
    title = "Lấy ý kiến theo quy trình"
    button, done, kind = "Gửi tất cả phiếu lấy ý kiến", "Đã gửi phiếu lấy ý kiến theo quy trình.", "primary"
    hint = "Thời hạn giải quyết hồ sơ vẫn chạy; mỗi đơn vị có thời hạn trả lời riêng."
    template, key = "desk/steps/_ask_by_process.html", "y"
    longest: ClassVar[int] = LONGEST_QUESTION

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in list(self.data):
            if QUESTION_FIELD.match(name):
                self._add_question(name)

    def _add_question(self, name: str) -> Any:
        if name not in self.fields:
            self.fields[name] = words("Nội dung cần lấy ý kiến", most=LONGEST_QUESTION, rows=2)
        return self.fields[name]

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """One field for each unit to ask; the step's questions where an answer decides whom to ask."""
        asks = page.asks
        self.unknown = asks.unknown if asks else ""
        self.slips = []
        for one in asks.to_send if asks else ():
            name = f"question_{one.ask.key}"
            field = self._add_question(name)
            field.label = f"Hỏi {one.unit.name}" if one.unit else "Hỏi"
            field.help_text = f"Trả lời trong {one.ask.limit_days.normalize():f} ngày làm việc."
            self[name].label, self[name].help_text = field.label, field.help_text
            self.initial.setdefault(name, one.ask.question)
            self.slips.append(self[name])
        self.left_out = [one.why for one in asks.asks if one.why] if asks else []
        self.ask(_deciding(page), page.answers)

    def act(self, number: str, told: Told) -> Any:
        """Send them; the dossier that waits for the answers."""
        given = {
            found[1]: text
            for name, text in self.cleaned_data.items()
            if (found := QUESTION_FIELD.match(name))
        }
        return actions.consult_by_process(number, questions=given, answers=self.answers, **told)[-1]


def _deciding(page: DossierPage) -> list[Question]:
    """The open step's own questions that decide whom to ask."""
    if page.step is None:
        return []
    looked_at = {clause.given for ask in page.step.asks for clause in ask.when}
    return [one for one in page.step.questions if ANSWER + one.key in looked_at]
