"""Rows of a catalogue: what is accepted as it is, and what is refused with line, part and reason."""

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.rules.catalogue_files import read_catalogue
from motcua.rules.procedure_records import RecordRow, digest, read_record
from motcua.rules.procedures import national_code, papers_of, slug, terms_of


def row(**changes):
    """A whole good row."""
    good = {
        "code": "1.000001",
        "name": "Cấp giấy phép thử",
        "field": "Thử nghiệm",
        "level": "COMMUNE",
        "decision_no": "1/QĐ-THU",
        "agencies": ["Ủy ban nhân dân cấp xã"],
        "applicants": ["Công dân Việt Nam"],
        "steps": "Bước 1",
        "channels": [
            {
                "channel": "DIRECT",
                "time_value": 3.5,
                "time_unit": "WORKING_DAY",
                "fees": [{"amount": 0, "note": None}],
            }
        ],
        "dossier": [
            {"case": None, "items": [{"name": "Tờ khai", "originals": 1, "copies": 0, "kind": "DOCUMENT"}]}
        ],
        "results": [{"name": "Giấy phép", "code": None}],
        "legal_basis": [{"number": None, "title": "Luật thử"}],
        "flags": [],
    }
    return good | changes


def channel(**changes):
    return [row()["channels"][0] | changes]


def lines(*rows):
    return "\n".join(
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in rows
    ).encode()


def test_a_good_row_keeps_every_part():
    found = read_record(7, row())
    assert isinstance(found, RecordRow)
    terms = terms_of(list(found.content.channels), list(found.content.flags))
    assert terms[0].limit.words == "3,5 ngày làm việc"
    assert [paper.name for paper in papers_of(list(found.content.papers))] == ["Tờ khai"]


@pytest.mark.parametrize(
    ("code", "is_odd"),
    [
        ("1.0133611", True),
        ("1.014955-Xoa", True),
        ("2.009182739", True),
        ("abc", True),
        ("5.002544", False),
        ("1.000656.000.00.00.H29", False),
        ("2.002622.H56", False),
    ],
)
def test_irregular_codes_are_accepted_as_they_are_and_flagged(code, is_odd):
    found = read_record(1, row(code=code))
    assert isinstance(found, RecordRow)
    assert found.code == code
    assert ("code_irregular" in found.content.flags) is is_odd
    again = read_record(1, row(code=code, flags=["code_irregular"]))
    assert isinstance(again, RecordRow)
    assert again.content.flags.count("code_irregular") == 1


def test_a_nameless_paper_of_a_crawl_is_taken_with_a_note():
    nameless = [{"items": [{"name": "Tờ khai"}, {"name": "", "originals": 1}, {"name": "", "kind": "NOTE"}]}]
    found = read_catalogue(lines(row(dossier=nameless, sources=["nguon@1"])))
    assert not found.problems
    assert [(one.line, one.code, one.field) for one in found.notes] == [
        (1, "1.000001", "dossier[0].items[1].name")
    ]
    assert "không có tên" in found.notes[0].words


def test_every_flag_of_the_source_is_known():
    flags = ["no_agency", "zero_fee_with_note", "no_structured_limit", "name_not_unique", "multi_level",
             "limit_differs_by_channel", "no_legal_basis", "fee_unit_suspect", "no_dossier", "unit_conflict",
             "second_source_only", "limit_missing_on_some_channel", "district_remnant", "code_irregular"]  # fmt: skip
    found = read_record(1, row(flags=flags))
    assert isinstance(found, RecordRow)
    assert list(found.content.flags) == flags


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"code": ""}, "code"),
        ({"code": None}, "code"),
        ({"code": 1.001193}, "code"),
        ({"code": "mã có dấu cách"}, "code"),
        ({"code": "1" * 41}, "code"),
        ({"name": "  "}, "name"),
        ({"name": ["a"]}, "name"),
        ({"name": "a\u0000b"}, "name"),
        ({"field": None}, "field"),
        ({"level": "HUYEN"}, "level"),
        ({"levels": ["XA"]}, "levels"),
        ({"agencies": "Sở"}, "agencies"),
        ({"agencies": [1]}, "agencies[0]"),
        ({"channels": []}, "channels"),
        ({"channels": None}, "channels"),
        ({"channels": {}}, "channels"),
        ({"channels": channel(channel="FAX")}, "channels[0].channel"),
        ({"channels": channel(time_unit="DAYS")}, "channels[0].time_unit"),
        ({"channels": channel(time_unit=None)}, "channels[0].time_unit"),
        ({"channels": channel(time_value=-1)}, "channels[0].time_value"),
        ({"channels": channel(time_value=0)}, "channels[0].time_value"),
        ({"channels": channel(time_value=None)}, "channels[0].time_value"),
        ({"channels": channel(time_value="3")}, "channels[0].time_value"),
        ({"channels": channel(time_value=True)}, "channels[0].time_value"),
        ({"channels": channel(fees=[{"amount": -1}])}, "channels[0].fees[0].amount"),
        ({"channels": channel(fees=[{"amount": "miễn phí"}])}, "channels[0].fees[0].amount"),
        ({"channels": ["DIRECT"]}, "channels[0]"),
        ({"dossier": [{"items": [{"name": "x", "originals": -1}]}]}, "dossier[0].items[0].originals"),
        ({"dossier": [{"items": [{"name": "x", "copies": 1.5}]}]}, "dossier[0].items[0].copies"),
        ({"dossier": [{"items": [{"name": "x", "kind": "PAPER"}]}]}, "dossier[0].items[0].kind"),
        ({"dossier": [{"items": [{"name": " ", "originals": 1}]}]}, "dossier[0].items[0].name"),
        ({"dossier": [{"items": [{"originals": 1}]}]}, "dossier[0].items[0].name"),
        ({"flags": ["no_such_flag"]}, "flags"),
        ({"flags": ["no_agency", "reconstructed_from_change"]}, "flags"),
        ({"online_submit_button": "có"}, "online_submit_button"),
        ({"kind": "XYZ"}, "kind"),
    ],
)
def test_each_fault_is_named_by_its_part(changes, part):
    found = read_record(1, row(**changes))
    assert isinstance(found, list)
    assert part in [name for name, _ in found]
    assert all(reason for _, reason in found)


def test_unstructured_is_never_a_limit_even_with_a_number_beside_it():
    found = read_record(1, row(channels=channel(time_value=1, time_unit="UNSTRUCTURED", time_limit_raw="1")))
    assert isinstance(found, RecordRow)
    assert found.content.channels[0]["limit_value"] is None
    assert "no_structured_limit" in found.content.flags


def test_what_the_row_shows_is_flagged_though_the_source_forgot():
    found = read_record(
        1,
        row(
            agencies=[],
            legal_basis=[],
            dossier=[],
            levels=["COMMUNE", "PROVINCE"],
            channels=channel()
            + channel(channel="ONLINE", time_value=2)
            + channel(channel="POSTAL", time_unit="UNSTRUCTURED"),
        ),
    )
    assert isinstance(found, RecordRow)
    assert set(found.content.flags) == {
        "no_agency",
        "no_legal_basis",
        "no_dossier",
        "multi_level",
        "limit_differs_by_channel",
        "limit_missing_on_some_channel",
    }


def test_equal_contents_have_equal_digests_whatever_the_order_and_the_spelling_of_numbers():
    one = read_record(1, row(channels=channel(time_value=3)))
    two = read_record(
        9, dict(reversed(list(row(channels=channel(time_value=3.0)).items()))) | {"detail_url": "https://x"}
    )
    other = read_record(1, row(channels=channel(time_value=4)))
    assert isinstance(one, RecordRow) and isinstance(two, RecordRow) and isinstance(other, RecordRow)
    assert digest(one.content) == digest(two.content) != digest(other.content)


def test_decomposed_letters_become_composed():
    found = read_record(1, row(name="Ca\u0302\u0301p gia\u0302\u0301y"))
    assert isinstance(found, RecordRow)
    assert found.content.name == "Cấp giấy"


def test_a_file_tells_every_bad_line_and_keeps_the_good_ones():
    data = lines(
        row(), "", "không phải json", [1], row(code=""), row(code="1.000002"), row(), '{"code": NaN}'
    )
    found = read_catalogue(data)
    assert [one.code for one in found.records] == ["1.000001", "1.000002"]
    assert [(one.line, one.field) for one in found.problems] == [
        (3, ""),
        (4, ""),
        (5, "code"),
        (7, "code"),
        (8, ""),
    ]
    assert "dòng 1" in found.problems[3].reason
    assert all(one.words.startswith("Dòng ") for one in found.problems)


@pytest.mark.parametrize("packed", [False, True])
def test_gzip_byte_mark_and_lists_are_read(packed):
    data = b"\xef\xbb\xbf" + json.dumps([row(), row(code="1.000002")], indent=1).encode()
    found = read_catalogue(gzip.compress(data) if packed else data)
    assert len(found.records) == 2
    assert not found.problems


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\x1f\x8bnot gzip", b"[1,", b"\xff\xfe{}", b"[" * 100_000])
def test_a_file_that_cannot_be_read_is_one_problem_never_a_crash(data):
    found = read_catalogue(data)
    assert not found.records
    assert len(found.problems) == 1


# The first draw loads Unicode tables: slow on a busy machine, not a fault of the reader.
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@RELAXED
@given(st.dictionaries(st.sampled_from(sorted(row())), JSON))
def test_no_value_of_any_part_makes_the_reader_fall(changes):
    found = read_record(1, row(**changes))
    assert isinstance(found, RecordRow) or all(part and reason for part, reason in found)


@RELAXED
@given(st.binary(max_size=200))
def test_no_bytes_make_the_file_reader_fall(data):
    found = read_catalogue(data)
    assert found.records or found.problems


@pytest.mark.parametrize(
    ("code", "national"),
    [
        ("1.000656.000.00.00.H29", "1.000656"),
        ("2.002622.H56", "2.002622"),
        (" 1.001193 ", "1.001193"),
        ("1.014955-Xoa", "1.014955-Xoa"),
    ],
)
def test_the_national_code_behind_a_province_s_variant(code, national):
    assert national_code(code) == national


def test_addresses_have_no_marks():
    assert slug("Đất đai, xây dựng") == "dat-dai-xay-dung"
