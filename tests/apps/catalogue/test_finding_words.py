"""Folding, the pack, and how a question is understood: no catalogue needed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.catalogue.finding import SearchPack, SearchPackError
from motcua.apps.catalogue.finding.clauses import hear
from motcua.apps.catalogue.finding.folding import fold, fold_case, syllable, syllables
from motcua.apps.catalogue.finding.matching import is_slip
from motcua.apps.catalogue.finding.question import Question, Reader
from motcua.apps.catalogue.finding.spelling import Speller

PACK = SearchPack.of_sources(
    {
        "words/a.txt": (
            "đi xa => khai báo tạm vắng\n"
            "chết => đăng ký khai tử\n"
            "mở cửa hàng => đăng ký thành lập hộ kinh doanh\n"
            "bằng lái * hết hạn => đổi giấy phép lái xe\n"
            "kết hôn => đăng ký kết hôn\n"
            "kết hôn * nước ngoài => đăng ký kết hôn có yếu tố nước ngoài\n"
        ),
        "stop.txt": "tôi, cần, xin hỏi, bao lâu\n",
    }
)


def read(text: str) -> Question:
    return Reader(PACK, Speller.of([syllables("Cấp thẻ căn cước"), syllables("Đăng ký kết hôn")], PACK)).read(
        text
    )


def means(text: str) -> list[str]:
    return [saying.means[0] for saying in read(text).sayings]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đăng ký Kết hôn", "dang ki ket hon"),
        ("hoà", "hoa"),
        ("QUÝ", "qui"),
        ("1.001193", "1 001193"),
        ("", ""),
    ],
)
def test_folding_drops_case_marks_and_spelling_habits(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_two_places_of_a_tone_mark_are_one_word_but_two_tones_are_not() -> None:
    assert fold_case("hoà") == fold_case("hòa")
    assert fold_case("kĩ") == fold_case("kỹ")
    assert fold_case("hòa") != fold_case("hóa")
    assert fold_case("cần") != fold_case("căn")


def test_decomposed_text_folds_as_composed() -> None:
    assert fold_case("đa\u0306ng ky\u0301") == fold_case("đăng ký")


@given(st.text())
def test_folding_anything_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_marks_are_noticed() -> None:
    assert syllable("đất").has_marks
    assert syllable("đi").has_marks
    assert not syllable("xa").has_marks


@pytest.mark.parametrize("text", ["tôi đi xa một tháng", "toi di xa mot thang", "Tôi ĐI XA"])
def test_people_s_words_are_recognised_with_and_without_marks(text: str) -> None:
    assert means(text) == ["khai báo tạm vắng"]


def test_replaced_words_weigh_less_than_what_they_mean() -> None:
    terms = read("di xa").terms
    assert terms["tam vang"] > terms["xa"]


def test_a_gap_spans_a_few_words_only() -> None:
    assert means("bằng lái của tôi sắp hết hạn") == ["đổi giấy phép lái xe"]
    assert means("bằng lái một hai ba bốn năm hết hạn") == []


def test_the_longer_saying_hides_the_shorter() -> None:
    assert means("kết hôn với người nước ngoài") == ["đăng ký kết hôn có yếu tố nước ngoài"]


def test_a_lonely_syllable_needs_its_marks_when_marks_are_typed() -> None:
    assert means("nhà có người chết") == ["đăng ký khai tử"]
    assert means("chét ruộng đất vườn") == []


def test_one_mistyped_syllable_of_three_is_forgiven() -> None:
    assert means("Tôi muốn mở cửa hàn nhỏ") == ["đăng ký thành lập hộ kinh doanh"]


def test_stop_words_are_not_asked_for_but_their_twins_are() -> None:
    assert "can" not in read("tôi cần đi xa").terms
    # Without marks "can" may be "cần" or the "căn" of "căn cước": the pair decides.
    assert read("toi can doi can cuoc").terms["can cuoc"] > 0.5


def test_what_is_denied_is_not_asked_for() -> None:
    assert means("làm giấy cho con, không kết hôn với người nước ngoài") == []
    assert means("không kết hôn với người nước ngoài") == ["đăng ký kết hôn có yếu tố nước ngoài"]


def test_an_unknown_syllable_is_mended_by_its_neighbours() -> None:
    heard = hear("thẻ căn cướcs", Speller([syllables("thẻ căn cước")]))
    assert heard.plain() == "the can cuoc"
    heard = hear("thẻ xanh đỏ", Speller([syllables("thẻ căn cước")]))
    assert heard.plain() == "the xanh do"


@pytest.mark.parametrize(
    ("typed", "near"), [("hag", True), ("hagn", True), ("han", True), ("hao", False), ("ang", False)]
)
def test_what_counts_as_a_slip(typed: str, near: bool) -> None:
    assert is_slip("hang", typed) is near


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("words/x.txt", "đi xa khai báo", "words/x.txt, dòng 1"),
        ("words/x.txt", "# ghi chú\n\nđi xa =>  ", "words/x.txt, dòng 3"),
        ("qualifiers.txt", "lưu động | tại nhà", "qualifiers.txt, dòng 1"),
        ("qualifiers.txt", "lưu động | tại nhà | nhiều", "“nhiều” không phải là số"),
        ("fields.txt", "Hộ tịch", "fields.txt, dòng 1"),
        ("abbreviations.txt", "TNLĐ", "abbreviations.txt, dòng 1"),
    ],
)
def test_a_bad_line_is_refused_with_its_file_and_number(name: str, text: str, told: str) -> None:
    with pytest.raises(SearchPackError, match=told):
        SearchPack.of_sources({name: text})


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchPackError, match="packs/search"):
        SearchPack.read(tmp_path)


def test_the_shipped_pack_leads_to_names_never_to_codes() -> None:
    pack = SearchPack.read()
    assert len(pack.sayings) > 1500
    assert not [saying.text for saying in pack.sayings if any("." in means for means in saying.means)]
    assert all(saying.said and saying.said[0] and saying.said[-1] for saying in pack.sayings)
    assert all(-1 <= value <= 1 for value in pack.fields.values())


def test_abbreviations_are_written_out_only_as_capitals() -> None:
    pack = SearchPack.of_sources({"abbreviations.txt": "TNLĐ = tai nạn lao động"})
    assert pack.written_out("Hưởng chế độ TNLĐ lần đầu") == "Hưởng chế độ tai nạn lao động lần đầu"
    assert pack.written_out("tnlđ") == "tnlđ"
