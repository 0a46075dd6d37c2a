"""Steps of the case officer: papers judged and the draft presented, an on-site check, the unit head's review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms import BoundField

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import DossierPage
from motcua.apps.dossiers.queries.choices import VERDICTS
from motcua.rules.actors import Actor
from motcua.web.desk.steps_form import StepForm, Told, clock, day, line, short, words
from motcua.web.desk.steps_ways import WaysForm

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_VERDICT = re.compile(r"^verdict_(\d{1,5})$")
_PAPER = re.compile(r"^(?:verdict|note)_(\d{1,5})$")


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One paper on the form: what it is, the verdict, what is wanted."""

    paper: Any
    verdict: BoundField
    note: BoundField


class Examine(WaysForm):
    """T8: every paper judged; then save, present, or go on to the supplement request."""

    slug, verb = "tham-dinh", "examine"
    title = "Thẩm định hồ sơ"
    button, done = "Thẩm định xong, trình", "Đã trình hồ sơ."
    template = "desk/steps/_examine.html"
    opinion = words("Ý kiến thẩm định", "Cần khi trình; có thể rất ngắn.", rows=2)
    do = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in list(self.data):
            if found := _PAPER.match(
                name
            ):  # a browser sends no radio that is not ticked, but always the note
                self._add_paper(int(found[1]))

    def _add_paper(self, ordinal: int, verdict: str = "", note: str = "") -> None:
        if f"verdict_{ordinal}" not in self.fields:
            self.fields[f"verdict_{ordinal}"] = forms.CharField(required=False, initial=verdict)
            self.fields[f"note_{ordinal}"] = forms.CharField(
                required=False, max_length=500, initial=note, error_messages=short(500)
            )

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """A line for each paper with the verdict it has; the questions and ways of the process."""
        super().prepare(page, actor=actor, at=at)
        for paper in page.papers:
            self._add_paper(paper.ordinal, paper.verdict, paper.verdict_note)
        self.rows = [
            JudgedRow(paper, self[f"verdict_{paper.ordinal}"], self[f"note_{paper.ordinal}"])
            for paper in page.papers
        ]
        self.verdicts = VERDICTS

    def act(self, number: str, told: Told) -> Any:
        """Save the verdicts; present the dossier when asked to."""
        judged = actions.judge_papers(number, self._judgements(), **told)
        if self.cleaned_data["do"] != "trinh":
            return judged
        return actions.examine(number, opinion=self.cleaned_data["opinion"], **self.ahead, **told)

    def _judgements(self) -> dict[int, actions.Judgement]:
        all_ok = self.cleaned_data["do"] == "dat-het"
        found: dict[int, actions.Judgement] = {}
        for name, verdict in self.cleaned_data.items():
            if not (paper := _VERDICT.match(name)):
                continue
            verdict = verdict or ("OK" if all_ok else "")
            if verdict:
                note = self.cleaned_data.get(f"note_{paper[1]}", "")
                found[int(paper[1])] = actions.Judgement(verdict, "" if verdict == "OK" else note)
        return found

    def blame(self, sentence: str, faults: dict[str, str]) -> None:
        """A paper's fault belongs to its note when the verdict is there."""
        placed: dict[str, str] = {}
        for name, text in faults.items():
            ordinal = name.removeprefix("paper_")
            is_note = "ghi rõ" in text
            placed[f"{'note' if is_note else 'verdict'}_{ordinal}" if ordinal != name else name] = text
        super().blame(sentence, placed)


class Review(WaysForm):
    """T8: the unit head agrees."""

    slug, verb = "xem-xet", "review"
    title = "Xem xét, trình ký"
    button, done = "Đồng ý, trình ký", "Đã đồng ý và trình hồ sơ."
    template = "desk/steps/_review.html"
    opinion = line("Ý kiến", "Để trống nếu chỉ đồng ý.", optional=True)

    def act(self, number: str, told: Told) -> Any:
        """Review."""
        return actions.review(number, opinion=self.cleaned_data["opinion"], **self.ahead, **told)


class VerifyOnSite(StepForm):
    """T10: the minutes of an on-site check."""

    slug, verb = "xac-minh", "verify_on_site"
    title = "Ghi biên bản xác minh, kiểm tra thực địa"
    button, done, kind = "Ghi biên bản", "Đã ghi biên bản xác minh.", "secondary"
    hint = "Thời hạn giải quyết vẫn chạy trong lúc xác minh."
    cites_law = True
    renames = {"took_place_at": "took_place_on"}
    took_place_on = day("Ngày xác minh", required="Nhập ngày xác minh.")
    took_place_time = clock("Giờ")
    place = line("Địa điểm")
    participants = words("Người tham gia", rows=2)
    outcome = words("Kết quả xác minh", most=2000)

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Usually today; the officer himself takes part."""
        self.suggest(took_place_on=at.date(), participants=actor.name)

    def act(self, number: str, told: Told) -> Any:
        """Record the minutes."""
        data = self.cleaned_data
        moment = datetime.combine(data["took_place_on"], data["took_place_time"], VIETNAM)
        given = {name: data[name] for name in ("place", "participants", "outcome")}
        return actions.verify_on_site(number, took_place_at=moment, **given, **told)
