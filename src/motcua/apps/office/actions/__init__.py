"""Changing the office: the calendar by editions, people and their seats by dates."""

from motcua.apps.office.actions.absences import cancel_leave, delegate, end_delegation, set_leave
from motcua.apps.office.actions.calendar import (
    NOWHERE,
    CalendarChange,
    CalendarRefused,
    change_calendar,
    load_calendar,
)
from motcua.apps.office.actions.staffing import (
    Newcomer,
    add_officer,
    leave_office,
    may_give,
    post,
    post_officer,
)

__all__ = [
    "NOWHERE",
    "CalendarChange",
    "CalendarRefused",
    "Newcomer",
    "add_officer",
    "cancel_leave",
    "change_calendar",
    "delegate",
    "end_delegation",
    "leave_office",
    "load_calendar",
    "may_give",
    "post",
    "post_officer",
    "set_leave",
]
