"""What a process is made of: steps with their outcomes, side consultations, timers and questions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.rules.actors import Role
from motcua.rules.lifecycle import State
from motcua.rules.process.conditions import Clause
from motcua.rules.process.givens import ANSWER, Given, GivenKind, named

END = "end"
TAKES = ("transfer", "assign", "examine", "review", "sign", "seal", "deliver")
TAKE_LABELS: dict[str, str] = {
    "transfer": "Chuyển hồ sơ",
    "assign": "Phân công",
    "examine": "Thẩm định",
    "review": "Xem xét",
    "sign": "Ký duyệt",
    "seal": "Vào số, đóng dấu, phát hành",
    "deliver": "Trả kết quả",
}
VERDICTS = {"transfer": "đã chuyển", "assign": "đã phân công", "examine": "đạt", "review": "đồng ý", "sign": "đã ký",
            "seal": "đã phát hành", "deliver": "đã trả"}  # fmt: skip
_STATES = {
    "transfer": State.ACCEPTED,
    "sign": State.SIGNING,
    "seal": State.SEALING,
    "deliver": State.READY,
}


def state_of(take: str) -> State:
    """The lifecycle state a dossier has while a step of this kind is open."""
    return _STATES.get(take, State.PROCESSING)


class Place(StrEnum):
    """Which unit's tray a step lies in, relative to the dossier."""

    CENTRE = "CENTRE"
    UNIT = "UNIT"
    LEADERSHIP = "LEADERSHIP"
    CLERK_OFFICE = "CLERK_OFFICE"

    @property
    def label(self) -> str:
        """Vietnamese words of the place."""
        return PLACE_LABELS[self]


PLACE_LABELS: dict[Place, str] = {
    Place.CENTRE: "Bộ phận Một cửa",
    Place.UNIT: "Đơn vị giải quyết",
    Place.LEADERSHIP: "Lãnh đạo cơ quan",
    Place.CLERK_OFFICE: "Văn thư",
}


class TimerKind(StrEnum):
    """What a timer does. Nothing decides by silence: the strongest timer only proposes."""

    REMIND = "REMIND"
    ESCALATE = "ESCALATE"
    PROPOSE = "PROPOSE"

    @property
    def label(self) -> str:
        """Vietnamese words."""
        return {
            "REMIND": "nhắc người đang giữ",
            "ESCALATE": "báo lãnh đạo",
            "PROPOSE": "đề xuất việc cần làm",
        }[self]


class TimerStart(StrEnum):
    """What a timer counts from: the opening of the step, or its due moment (before or after it)."""

    OPENED = "OPENED"
    BEFORE_DUE = "BEFORE_DUE"
    AFTER_DUE = "AFTER_DUE"

    @property
    def label(self) -> str:
        """Vietnamese words."""
        return {
            "OPENED": "sau khi mở bước",
            "BEFORE_DUE": "trước hạn của bước",
            "AFTER_DUE": "sau hạn của bước",
        }[self]


PROPOSABLE: dict[str, str] = {
    "extend": "xin lỗi và hẹn lại ngày trả (T16)",
    "ask_supplement": "yêu cầu bổ sung (T11)",
    "refuse": "từ chối hoặc dừng giải quyết (T18)",
    "send_back": "trả lại bước trước (T8)",
}
"""What a timer may propose: acts the lifecycle gives to a person. The system never takes them itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way out of a step: to `next` (a step's key or END), under a condition, or by the officer's choice.

    Conditions go first, in order; the first that holds decides. Without one, the outcomes without condition remain:
    a single one is taken, several are the officer's choice by `label`.
    """

    next: str
    key: str = ""
    label: str = ""
    when: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A side consultation of a step: another unit (by its code) is asked, with its own clock in working days.

    All of a step's asks go out together; the step is done only when each is answered, or its silence is noted (T9).
    """

    key: str
    unit: str
    question: str
    limit_days: Decimal
    when: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Timer:
    """After (or before) so many working days from `start`: remind, escalate, or propose the verb of PROPOSABLE."""

    kind: TimerKind
    days: Decimal
    start: TimerStart = TimerStart.AFTER_DUE
    propose: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Asked of the officer who does the step; the answer is a given `answer.<key>` for the conditions that follow."""

    key: str
    label: str
    kind: GivenKind
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""

    @property
    def given(self) -> Given:
        """The named fact that the answer becomes."""
        return Given(ANSWER + self.key, self.label, self.kind, self.choices, self.unit)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the ISO sheet: what (`take`), who (`by` at `at`), how long (`limit_days`, working days), then where.

    `unit` names a unit of the agency by code instead of the place's own; `position` a title (chức danh): the step opens
    on the desk of the officer who has it. `product` is the form or result the sheet names.
    """

    key: str
    name: str
    take: str
    by: Role
    at: Place
    outcomes: tuple[Outcome, ...]
    back: str = ""
    limit_days: Decimal | None = None
    unit: str = ""
    position: str = ""
    product: str = ""
    asks: tuple[Ask, ...] = ()
    timers: tuple[Timer, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def next(self) -> str:
        """Where the step usually leads: its first outcome without condition; empty when it has none."""
        plain = [one.next for one in self.outcomes if not one.when]
        return plain[0] if plain else ""

    @property
    def nexts(self) -> tuple[str, ...]:
        """Every step (or END) it may lead to, each once, in order."""
        return tuple(dict.fromkeys(one.next for one in self.outcomes))


@dataclass(frozen=True, slots=True)
class ProcessCase:
    """A test of a process, kept as data beside it: sample facts, the officers' choices, and the steps expected.

    `choices` gives for a step the outcome's key, or BACK, for each time the step is done.
    """

    name: str
    facts: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    expect: tuple[str, ...] = ()


BACK = "back"


@dataclass(frozen=True, slots=True)
class Process:
    """A published order of steps. The texts are those of the ISO 9001 sheet (domain.md §1.6); `sheet_code` is its
    own code (mã hiệu), such as QT-TP-01."""

    key: str
    name: str
    version: int
    steps: tuple[Step, ...]
    sheet_code: str = ""
    purpose: str = ""
    scope: str = ""
    references: str = ""
    terms: str = ""
    records: str = ""
    cases: tuple[ProcessCase, ...] = ()

    def step(self, key: str) -> Step:
        """The step named `key`; raises KeyError."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """True when there is a step named `key`."""
        return any(step.key == key for step in self.steps)

    @property
    def first(self) -> Step:
        """The step that opens when the dossier is accepted."""
        return self.steps[0]

    @property
    def givens(self) -> dict[str, Given]:
        """Every named fact its conditions may look at."""
        own = {question.given.name: question.given for step in self.steps for question in step.questions}
        return named(own)

    @property
    def looks_at(self) -> frozenset[str]:
        """The names of the facts that some condition looks at."""
        guards = [one.when for step in self.steps for one in step.outcomes]
        guards += [ask.when for step in self.steps for ask in step.asks]
        return frozenset(clause.given for clauses in guards for clause in clauses)

    def after(self, key: str) -> Step | None:
        """The step that usually follows `key` (its first outcome without condition); None at the end, and where a
        draft leads to no step. Raises KeyError when there is no step `key`."""
        following = self.step(key).next
        return self.step(following) if following != END and self.has(following) else None

    def rework(self, key: str) -> Step:
        """The step to which `key` may send back; raises KeyError when it may not."""
        return self.step(self.step(key).back)

    @property
    def usual(self) -> tuple[Step, ...]:
        """The usual way from first to last: the outcomes without condition."""
        walked: list[Step] = []
        step: Step | None = self.first if self.steps else None
        while step is not None and step not in walked:
            walked.append(step)
            step = self.after(step.key)
        return tuple(walked)
