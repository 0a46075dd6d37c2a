"""Which limit and fee bind, and what must be decided before a procedure can be used."""

from decimal import Decimal

import pytest

from motcua.rules.procedure_changes import differences
from motcua.rules.procedure_use import (
    CaseNeeded,
    LocalLimit,
    UseNotReady,
    UseSettings,
    fees_of,
    law_limit,
    limit_in_force,
    longer_than,
    missing_for_use,
)
from motcua.rules.procedures import PublishedLimit, papers_of, terms_of

D = Decimal
LOCAL = LocalLimit(D(5), "WORKING_DAY", "QĐ 1/QĐ-UBND")


def terms(*rows, flags=()):
    """(channel, value, unit, fees) rows as typed terms."""
    stored = [
        {
            "channel": channel,
            "limit_value": value,
            "limit_unit": unit,
            "limit_raw": "",
            "fees": [{"amount": amount, "note": note} for amount, note in fees],
            "description": "",
        }
        for channel, value, unit, fees in rows
    ]
    return terms_of(stored, list(flags))


FREE = [("0", "")]
ONE = terms(("DIRECT", "3", "WORKING_DAY", FREE), ("ONLINE", "3", "WORKING_DAY", FREE))
NONE = terms(("DIRECT", None, "UNSTRUCTURED", FREE))
CASES = terms(("DIRECT", "2", "WORKING_DAY", FREE), ("DIRECT", "4", "WORKING_DAY", [("50000", "xác minh")]))


def settings(**changes):
    ready = {
        "authority": "Chủ tịch UBND xã",
        "has_center": True,
        "has_settling_unit": True,
        "local_limit": None,
        "has_process": True,
        "channels": ("DIRECT",),
        "collects_fee": True,
        "fees_confirmed": False,
    }
    return UseSettings(**ready | changes)


def test_a_channel_not_listed_takes_the_limit_all_others_agree_on():
    assert law_limit(ONE, "POSTAL").words == "3 ngày làm việc"
    assert not law_limit(CASES, "POSTAL").is_structured


def test_a_channel_listed_without_a_limit_borrows_none():
    mixed = terms(("DIRECT", "3", "WORKING_DAY", FREE), ("ONLINE", None, "UNSTRUCTURED", FREE))
    assert not law_limit(mixed, "ONLINE").is_structured


def test_several_published_limits_must_be_chosen_from():
    with pytest.raises(CaseNeeded, match="2 ngày làm việc; 4 ngày làm việc"):
        law_limit(CASES, "DIRECT")
    assert law_limit(CASES, "DIRECT", case=2).words == "4 ngày làm việc"
    assert [fee.note for fee in fees_of(CASES, "DIRECT", case=2)] == ["xác minh"]
    with pytest.raises(UseNotReady):
        law_limit(CASES, "DIRECT", case=9)


@pytest.mark.parametrize(
    ("published", "flags", "local", "words"),
    [
        (ONE, (), None, "3 ngày làm việc"),
        (ONE, (), LOCAL, "3 ngày làm việc"),
        (ONE, ("unit_conflict",), LOCAL, "5 ngày làm việc"),
        (NONE, (), LOCAL, "5 ngày làm việc"),
        (CASES, (), LOCAL, "5 ngày làm việc"),
    ],
)
def test_the_agency_s_decision_counts_only_where_the_catalogue_leaves_it_open(published, flags, local, words):
    assert limit_in_force(published, flags, local, "DIRECT").words == words


def test_without_any_limit_there_is_none_and_never_one_day():
    found = limit_in_force(NONE, (), None, "DIRECT")
    assert found.value is None
    assert found.unit == "UNSTRUCTURED"


def test_a_ready_use_lacks_nothing():
    assert missing_for_use(settings(), ONE, ()) == []


@pytest.mark.parametrize(
    ("changes", "published", "flags", "words"),
    [
        ({"authority": " "}, ONE, (), "người có thẩm quyền"),
        ({"has_center": False}, ONE, (), "Bộ phận Một cửa"),
        ({"has_settling_unit": False}, ONE, (), "đơn vị thụ lý"),
        ({"has_process": False}, ONE, (), "quy trình nội bộ"),
        ({"five_on_spot": True}, ONE, (), "5 tại chỗ"),
        ({}, NONE, (), "không có thời hạn"),
        ({}, ONE, ("unit_conflict",), "mâu thuẫn đơn vị"),
        ({}, terms(("DIRECT", "3", "WORKING_DAY", [("0", "theo biểu")])), (), "chưa chắc chắn"),
        ({}, terms(("DIRECT", "3", "WORKING_DAY", [("10", "USD")])), (), "chưa chắc chắn"),
        ({}, terms(("DIRECT", "3", "WORKING_DAY", [])), (), "không ghi phí"),
    ],
)
def test_each_missing_thing_is_one_sentence(changes, published, flags, words):
    found = missing_for_use(settings(**changes), published, flags)
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({"local_limit": LOCAL}, NONE),
        ({"immediate": True}, NONE),
        ({"fees_confirmed": True}, terms(("DIRECT", "3", "WORKING_DAY", []))),
        ({"collects_fee": False}, terms(("DIRECT", "3", "WORKING_DAY", []))),
        ({}, CASES),
    ],
)
def test_what_was_decided_is_no_longer_missing(changes, published):
    assert missing_for_use(settings(**changes), published, ()) == []


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (LocalLimit(D(3), "DAYS", "x"), "đơn vị"),
        (LocalLimit(D(0), "WORKING_DAY", "x"), "lớn hơn 0"),
        (LocalLimit(D("NaN"), "WORKING_DAY", "x"), "lớn hơn 0"),
        (LocalLimit(D(3), "WORKING_DAY", " "), "văn bản"),
    ],
)
def test_a_local_limit_needs_a_number_a_unit_and_a_document(limit, words):
    with pytest.raises(UseNotReady, match=words):
        limit.check()


@pytest.mark.parametrize(
    ("promise", "law", "longer"),
    [
        ((D(2), "WORKING_DAY"), (D(3), "WORKING_DAY"), False),
        ((D(4), "WORKING_DAY"), (D(3), "WORKING_DAY"), True),
        ((D(8), "WORKING_HOUR"), (D(1), "WORKING_DAY"), False),
        ((D(9), "WORKING_HOUR"), (D(1), "WORKING_DAY"), True),
        ((D(2), "MONTH"), (D(30), "CALENDAR_DAY"), True),
        ((D(5), "WORKING_DAY"), (D(3), "CALENDAR_DAY"), False),
        ((D(5), "WORKING_DAY"), (None, "UNSTRUCTURED"), False),
    ],
)
def test_a_promise_is_refused_only_when_surely_longer_than_the_law(promise, law, longer):
    assert longer_than(LocalLimit(*promise, "x"), PublishedLimit(*law)) is longer


def test_differences_name_the_part_and_the_lines():
    papers = [{"case": "", "name": "Tờ khai", "originals": 1, "copies": 0, "kind": "DOCUMENT", "forms": []}]
    old = {
        "name": "A",
        "terms": ONE,
        "papers": papers_of(papers),
        "steps": "Một\nHai",
        "agencies": ["X", "Y"],
    }
    new = {"name": "B", "terms": CASES, "papers": (), "steps": "Hai\nMột", "agencies": ["Y", "X"]}
    found = {one.part: one for one in differences(old, new)}
    assert set(found) == {"name", "terms", "papers"}
    assert found["name"].removed == ("A",)
    assert found["name"].added == ("B",)
    assert found["papers"].removed == ("Tờ khai (bản chính: 1, bản sao: 0)",)
    assert "Trực tiếp: 4 ngày làm việc. 50.000 đồng (xác minh)" in found["terms"].added


def test_a_channel_not_listed_takes_the_fees_all_others_agree_on():
    assert [fee.words for fee in fees_of(ONE, "POSTAL")] == ["Không thu"]
    unequal = terms(("DIRECT", "3", "WORKING_DAY", FREE), ("ONLINE", "3", "WORKING_DAY", [("5000", "")]))
    assert fees_of(unequal, "POSTAL") == ()


def test_one_sentence_for_all_channels_that_lack_the_same():
    both = terms(("DIRECT", None, "UNSTRUCTURED", []), ("ONLINE", None, "UNSTRUCTURED", []))
    found = missing_for_use(settings(channels=("DIRECT", "ONLINE")), both, ())
    assert [one.split(":")[0] for one in found] == ["Trực tiếp, Trực tuyến", "Trực tiếp, Trực tuyến"]
