"""Issuing reports."""

from motcua.apps.reports.actions.issuing import NothingMoved, PeriodNotOver, ReasonNeeded, issue_report

__all__ = ["NothingMoved", "PeriodNotOver", "ReasonNeeded", "issue_report"]
