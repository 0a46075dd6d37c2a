"""Finding procedures in a small catalogue: order, codes, type-ahead, dump and load."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.apps.catalogue.finding import Finder, FinderDumpError, Record, SearchPack, record_of_row
from motcua.apps.catalogue.finding.storing import MAGIC

CITIZEN = ["Công dân Việt Nam"]


def record(
    code: str, name: str, field: str = "Hộ tịch", level: str | None = "COMMUNE", **more: object
) -> Record:
    made: Record = {"code": code, "name": name, "field": field, "level": level, "applicants": CITIZEN}
    return {**made, **more}  # type: ignore[typeddict-item]  # the test's own keys are a record's


RECORDS = [
    record("1.001193", "Thủ tục đăng ký khai sinh", papers=["Giấy chứng sinh"]),
    record("1.003583", "Thủ tục đăng ký khai sinh lưu động"),
    record("2.000528", "Thủ tục đăng ký khai sinh có yếu tố nước ngoài"),
    record("1.004884", "Thủ tục đăng ký lại khai sinh"),
    record("1.000894", "Thủ tục đăng ký kết hôn"),
    record("2.000806", "Thủ tục đăng ký kết hôn có yếu tố nước ngoài"),
    record("1.000656", "Thủ tục đăng ký khai tử"),
    record("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân"),
    record("1.003197", "Khai báo tạm vắng", "Đăng ký, quản lý cư trú"),
    record("1.004194", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú"),
    record("1.004222", "Đăng ký thường trú", "Đăng ký, quản lý cư trú"),
    record(
        "1.001612", "Đăng ký thành lập hộ kinh doanh", "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)"
    ),
    record("2.000720", "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh"),
    record("1.014060", "Cấp lại thẻ căn cước", "Cấp, quản lý căn cước"),
    record("1.014061", "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên", "Cấp, quản lý căn cước"),
    record("1.014062", "Cấp thẻ căn cước cho người dưới 14 tuổi", "Cấp, quản lý căn cước"),
    record("3.000285", "Khóa căn cước điện tử (thực hiện tại cấp xã)", "Định danh và xác thực điện tử"),
    record(
        "1.001632", "Giải quyết hưởng chế độ TNLĐ, BNN đối với trường hợp bị TNLĐ lần đầu", "Bảo hiểm xã hội"
    ),
    record("9.000001", "Cấp lại Giấy chứng nhận do bị mất", "Đất đai", "PROVINCE", decision_no="12/QĐ-BNNMT"),
    record("9.000002", "Cấp lại Giấy chứng nhận do bị mất", "Đất đai", "PROVINCE", decision_no="77/QĐ-UBND"),
    record("9.000003", "Cấp giấy phép nhập khẩu thuốc thú y", "Thú y", "CENTRAL"),
]


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.build(RECORDS)


def first(finder: Finder, question: str) -> str:
    return finder.search(question)[0].code


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Đăng ký khai sinh", "1.001193"),
        ("toi muon lam giay khai sinh cho con can giay to gi", "1.001193"),
        ("vợ chồng em mới sinh em bé thì làm thủ tục gì ạ?", "1.001193"),
        ("lấy chồng Hàn Quốc thì làm giấy tờ ở đâu, kết hôn với người nước ngoài", "2.000806"),
        ("xin giấy độc thân", "1.004873"),
        ("tôi đi xa ba tháng có phải báo ai không", "1.003197"),
        ("bố tôi mới mất thì phải làm gì", "1.000656"),
        ("mất cccd làm lại ở đâu", "1.014060"),
        ("làm căn cước cho con 5 tuổi", "1.014062"),
        ("khóa căn cước điện tử", "3.000285"),
        ("tôi bị tai nạn lao động", "1.001632"),
        ("nhập hộ khẩu cho vợ", "1.004222"),
        ("mở quán cà phê", "1.001612"),
        ("birth certificate for my son", "1.001193"),
        ("Dang ky ket honn", "1.000894"),
        ("thủ tục 1.004194 gồm những gì", "1.004194"),
    ],
)
def test_a_question_finds_its_procedure_first(finder: Finder, question: str, code: str) -> None:
    assert first(finder, question) == code


def test_the_plain_procedure_comes_before_its_special_cases(finder: Finder) -> None:
    codes = [hit.code for hit in finder.search("đăng ký khai sinh")]
    assert codes[0] == "1.001193"
    assert set(codes) >= {"1.003583", "2.000528", "1.004884"}
    assert first(finder, "đăng ký khai sinh lưu động tại nhà") == "1.003583"


def test_a_denied_special_case_is_not_meant(finder: Finder) -> None:
    assert first(finder, "lam khai sinh trong nuoc, khong co yeu to nuoc ngoai") == "1.001193"


def test_a_national_procedure_comes_before_one_province_s_own(finder: Finder) -> None:
    codes = [hit.code for hit in finder.search("mất sổ đỏ") if hit.code.startswith("9.")]
    assert codes[:2] == ["9.000001", "9.000002"]


def test_the_answer_says_how_people_s_words_were_understood(finder: Finder) -> None:
    assert (
        "“giấy độc thân” → cấp giấy xác nhận tình trạng hôn nhân" in finder.search("xin giấy độc thân")[0].why
    )


def test_nothing_said_finds_nothing(finder: Finder) -> None:
    assert finder.search("") == []
    assert finder.search("??? …") == []
    assert finder.search("zzzz qqqq") == []


def test_limit_and_order(finder: Finder) -> None:
    hits = finder.search("đăng ký", limit=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_answered(finder: Finder, text: str) -> None:
    assert len(finder.search(text, 5)) <= 5
    assert len(finder.lookup(text, 5)) <= 5


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.001193", "1.001193"),
        ("001193", "1.001193"),
        (" 1.00119", "1.001193"),
        ("khai s", "1.001193"),
        ("đăng ký kết", "1.000894"),
        ("DANG KY KET", "1.000894"),
        ("dkks", "1.001193"),
        ("tam v", "1.003197"),
        ("ho kinh", "1.001612"),
        ("giay doc than", "1.004873"),
        ("sổ hộ khẩu", "1.004222"),
    ],
)
def test_type_ahead(finder: Finder, typed: str, code: str) -> None:
    assert finder.lookup(typed)[0].code == code


def test_type_ahead_needs_every_word(finder: Finder) -> None:
    names = {record["code"]: record["name"] for record in RECORDS}
    assert all("kết hôn" in names[hit.code] for hit in finder.lookup("ket hon nuoc"))


def test_an_empty_box_offers_nothing(finder: Finder) -> None:
    assert finder.lookup("   ") == []


def test_an_empty_catalogue_finds_nothing() -> None:
    empty = Finder.load(Finder.build([]).dump())
    assert len(empty) == 0
    assert empty.search("khai sinh") == []
    assert empty.lookup("khai") == []


def test_a_loaded_finder_answers_as_the_built_one(finder: Finder) -> None:
    loaded = Finder.load(finder.dump())
    for question in ("mất cccd", "đăng ký khai sinh", "toi di xa", "sổ đỏ"):
        assert loaded.search(question) == finder.search(question)
        assert loaded.lookup(question) == finder.lookup(question)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x80\x04pickle",
        MAGIC,
        MAGIC + b"junk",
        MAGIC + zlib.compress(b"\x02" + bytes(7) + b"{}"),
        MAGIC + zlib.compress((2).to_bytes(8, "little") + b"[]"),
    ],
)
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(FinderDumpError, match="Hãy nhập lại danh mục"):
        Finder.load(data)


def test_a_cut_dump_is_refused(finder: Finder) -> None:
    data = finder.dump()
    with pytest.raises(FinderDumpError):
        Finder.load(data[: len(data) // 2])


def test_another_pack_is_another_recipe() -> None:
    other = SearchPack.of_sources({"words/a.txt": "a => b"})
    assert Finder.recipe(other) != Finder.recipe()
    assert Finder.recipe() == Finder.recipe()


def test_a_published_row_becomes_a_record() -> None:
    row = {
        "code": "1.1",
        "name": "Tên",
        "results": [{"name": "Giấy khai sinh", "code": None}, {"name": None}],
        "dossier": [{"case": None, "items": [{"name": "Tờ khai"}]}],
    }
    made = record_of_row(row)
    assert made["results"] == ["Giấy khai sinh"]
    assert made["papers"] == ["Tờ khai"]
    assert made["level"] is None
