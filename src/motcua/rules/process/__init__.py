"""The internal process (quy trình nội bộ) of a procedure as an ordered graph of steps: data, never code.

One token, one holder: at every instant exactly one step is open and one unit (or one officer of it) holds the dossier.
Work that runs beside it inside the agency is a consultation (`Ask`), joined before the next step.
Source: TT 01/2018 Đ.8 (every step with person in charge, sequence, time), design §3.
"""

from motcua.rules.process.conditions import Clause, ConditionFault, GivenMissing
from motcua.rules.process.definition import (
    END,
    TAKES,
    VERDICTS,
    Ask,
    Outcome,
    Place,
    Process,
    Question,
    Step,
    Timer,
    TimerKind,
    TimerStart,
    state_of,
)
from motcua.rules.process.faults import Fault
from motcua.rules.process.givens import Given, GivenKind
from motcua.rules.process.linting import lint
from motcua.rules.process.reading import ProcessFaulty, read, sketch, written
from motcua.rules.process.walking import ChoiceNeeded, NoWayOn, follow, ways

__all__ = [
    "END",
    "TAKES",
    "VERDICTS",
    "Ask",
    "ChoiceNeeded",
    "Clause",
    "ConditionFault",
    "Fault",
    "Given",
    "GivenKind",
    "GivenMissing",
    "NoWayOn",
    "Outcome",
    "Place",
    "Process",
    "ProcessFaulty",
    "Question",
    "Step",
    "Timer",
    "TimerKind",
    "TimerStart",
    "follow",
    "lint",
    "read",
    "sketch",
    "state_of",
    "ways",
    "written",
]
