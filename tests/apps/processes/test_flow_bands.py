"""The flow diagram for paper: cut into bands that together show all of it, never through a box."""

import re
from dataclasses import replace

from motcua.apps.processes.flow_bands import WIDEST, bands
from motcua.rules.process.layout import lay_out
from tests.apps.processes.test_step_tables import model, rich

VIEW = re.compile(r'viewBox="(\d+) 0 (\d+) (\d+)"')


def spans(pictures):
    """From where to where each band shows the drawing."""
    found = [VIEW.search(picture) for picture in pictures]
    return [(int(one[1]), int(one[1]) + int(one[2])) for one in found]


def test_the_bands_follow_one_another_and_show_all():
    for process in (model(), rich()):
        shown = spans(bands(process))
        assert shown[0][0] == 0
        assert shown[-1][1] == lay_out(process).w
        assert all(earlier[1] == later[0] for earlier, later in zip(shown, shown[1:], strict=False))
        assert all(right - left < WIDEST * 1.7 for left, right in shown)
        assert len(shown) > 1


def test_no_box_is_cut():
    cuts = [left for left, _ in spans(bands(rich()))[1:]]
    for box in lay_out(rich()).boxes:
        assert not any(box.x <= cut <= box.x + box.w for cut in cuts)


def test_a_short_process_is_one_picture_and_none_has_none():
    short = replace(model(), steps=(replace(model().steps[0], outcomes=model().steps[-1].outcomes, back=""),))
    assert len(bands(short)) == 1
    assert bands(replace(model(), steps=())) == ()


def test_the_picture_carries_its_looks_and_no_hidden_words():
    picture = bands(model())[0]
    assert "font-family:Tinos" in picture
    assert "<title>" not in picture
    assert "<desc>" not in picture
