"""The components: labels tied to inputs, errors beside the field, values kept, everything typed escaped."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template import engines
from django.test import Client
from lxml import html

from motcua.web.ui.form_fields import VnDateField, VnMoneyField

HOSTILE = '"><script>alert(1)</script>'


class Question(forms.Form):
    name = forms.CharField(
        label="Họ tên", help_text="Như trên thẻ", error_messages={"required": "Nhập họ tên."}
    )
    born_on = VnDateField(label="Ngày sinh")
    fee = VnMoneyField(label="Lệ phí", required=False)
    channel = forms.ChoiceField(label="Cách nộp", choices=[("A", "Tại quầy"), ("B", "Bưu chính")])
    papers = forms.MultipleChoiceField(label="Giấy tờ", choices=[("1", "Tờ khai"), ("2", "Giấy chứng sinh")])


def draw(source: str, **context: Any) -> html.HtmlElement:
    """Compile a template with components as the loader does, and parse what it draws."""
    from django_cotton.compiler_regex import CottonCompiler

    template = engines["django"].from_string(CottonCompiler().process(source))
    return html.fragment_fromstring(template.render(context), create_parent="div")


def test_a_field_ties_label_hint_and_error_to_its_input() -> None:
    page = draw('<c-field :field="form.name" />', form=Question({"name": ""}))
    box = page.xpath("//input")[0]
    assert page.xpath("//label")[0].get("for") == box.get("id")
    described = [page.xpath(f"//*[@id='{i}']")[0].text_content() for i in box.get("aria-describedby").split()]
    assert "Như trên thẻ" in described[0]
    assert "Nhập họ tên." in described[1]
    assert box.get("aria-invalid") == "true"


def test_what_was_typed_stays_after_an_error_and_is_escaped() -> None:
    form = Question({"name": HOSTILE, "born_on": "31/02/1990", "fee": "mười"})
    page = draw(
        '<c-field :field="form.name" /><c-date :field="form.born_on" /><c-field :field="form.fee" />',
        form=form,
    )
    assert [box.get("value") for box in page.xpath("//input")] == [HOSTILE, "31/02/1990", "mười"]
    assert not page.xpath("//script")


def test_initial_values_are_shown_as_vietnamese_write_them() -> None:
    import datetime as dt

    form = Question(initial={"born_on": dt.date(1990, 2, 3), "fee": 1_250_000})
    page = draw('<c-date :field="form.born_on" /><c-field :field="form.fee" />', form=form)
    assert [box.get("value") for box in page.xpath("//input")] == ["03/02/1990", "1.250.000"]


def test_a_password_is_never_put_back() -> None:
    page = draw('<c-field name="password" type="password" label="Mật khẩu" value="bi-mat" />')
    assert page.xpath("//input")[0].get("value") is None


def test_choices_keep_what_was_chosen() -> None:
    form = Question({"channel": "B", "papers": ["2"]})
    page = draw(
        '<c-radios :field="form.channel" /><c-select :field="form.channel" id="again" /><c-checkboxes :field="form.papers" />',
        form=form,
    )
    assert page.xpath("//input[@type='radio'][@checked]/@value") == ["B"]
    assert page.xpath("//option[@selected]/@value") == ["B"]
    assert page.xpath("//input[@type='checkbox'][@checked]/@value") == ["2"]
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


def test_the_summary_links_each_error_to_its_field() -> None:
    form = Question({"channel": "B"})
    page = draw(
        '<c-error-summary :form="form" /><c-field :field="form.name" /><c-date :field="form.born_on" />'
        '<c-checkboxes :field="form.papers" />',
        form=form,
    )
    targets = [href[1:] for href in page.xpath("//ul//a/@href")]
    assert len(targets) == 3
    assert all(page.xpath(f"//*[@id='{target}']") for target in targets)


def test_there_is_no_summary_without_errors() -> None:
    form = Question({"name": "A", "born_on": "1/1/2000", "channel": "A", "papers": ["1"]})
    assert draw('<c-error-summary :form="form" />', form=form).text_content().strip() == ""


@pytest.mark.parametrize(
    "source",
    [
        '<c-field name="q" :label="text" :value="text" :hint="text" :error="text" />',
        '<c-textarea name="q" :label="text" :value="text" />',
        '<c-chip.state code="4" :label="text" />',
        '<c-page-title :title="text" caption="{{ text }}" />',
        '<c-summary-list><c-summary-list.row key="{{ text }}" :value="text" /></c-summary-list>',
        '<c-timeline><c-timeline.item :title="text" :by="text">{{ text }}</c-timeline.item></c-timeline>',
        '<c-copy :value="text" />',
        '<c-notice :title="text">{{ text }}</c-notice>',
        '<c-table.select name="n" :value="text" :label="text" />',
        '<c-bar-chart :rows="rows" :caption="text" />',
        '<c-steps><c-steps.step :label="text" :detail="text" /></c-steps>',
        '<c-empty :title="text" />',
        '<c-pager :next="text" :words="text" />',
    ],
)
def test_hostile_text_stays_text(source: str) -> None:
    page = draw(source, text=HOSTILE, rows=[(HOSTILE, 3, HOSTILE)])
    assert not page.xpath("//script")
    assert "alert(1)" in html.tostring(page, encoding="unicode")


def test_a_component_does_not_take_its_neighbours_words() -> None:
    page = draw('<c-field name="q" label="Tìm" />', error="Lỗi của trang", hint="Gợi ý của trang", value="x")
    assert page.text_content().strip() == "Tìm"
    assert page.xpath("//input")[0].get("value") is None


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/phong-cach", "/phong-cach/ban-lam-viec", "/phong-cach?loi", "/dang-nhap"])
def test_shared_pages_answer(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.django_db
def test_a_wrong_password_is_told_in_words_and_the_name_is_kept() -> None:
    answer = Client().post("/dang-nhap", {"username": "lan", "password": "sai"})
    assert answer.status_code == 422
    page = html.fromstring(answer.content.decode())
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page.text_content()
    assert page.xpath("//input[@name='username']")[-1].get("value") == "lan"


@pytest.mark.django_db
def test_signing_out_by_a_link_is_refused() -> None:
    assert Client().get("/dang-xuat").status_code == 405


@pytest.mark.django_db
def test_a_missing_page_says_what_to_do_next() -> None:
    answer = Client().get("/khong-co-trang-nay")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


def test_the_page_for_a_broken_server_is_drawn_without_the_database() -> None:
    from django.test import RequestFactory

    from motcua.web.ui import refusals

    answer = refusals.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "govuk-heading-l" in answer.content.decode()
