"""Drawing a process: who may, what is kept, two at once, and the names that are refused."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.ledger.models import RecordedFact
from motcua.apps.office.queries import actor_for
from motcua.apps.processes import actions, queries
from motcua.apps.processes.models import ProcessDefinition, ProcessDraft
from motcua.apps.processes.queries.overview import agencies_to_draw_for, overview, procedures_on
from motcua.apps.processes.refusals import DraftMoved, NoSuchProcess, ProcessRefused
from motcua.rules.process import ProcessFaulty
from motcua.rules.rights import NotAllowed
from tests.worlds.small import SEVEN_DAYS, SmallOffice, build, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")
DRAWERS = ("truongphong", "giamdoc_so", "kstt")
OTHERS = ("quay", "chuyenvien", "vanthu", "quantri", "xa_chutich", "giamdoc_tt")


@pytest.fixture
def office() -> SmallOffice:
    return build()


def create(office: SmallOffice, who: str = "giamdoc_so", name: str = "Quy trình A", **more: str):
    return actions.create(name, agency_id=office.agency().pk, actor=office.actor(who), at=AT, **more)


@pytest.mark.parametrize("who", DRAWERS)
def test_heads_signatories_and_control_begin_a_process_of_their_agency(office, who):
    row = create(office, who, "  Cấp   bản sao ", model="commune")
    draft = queries.draft_of(row)
    assert draft is not None
    assert row.name == "Cấp bản sao"
    assert [step["key"] for step in draft.body["steps"]] == ["transfer", "examine", "sign", "seal", "deliver"]
    assert draft.body["key"] == row.key
    assert RecordedFact.objects.order_by("-pk").first().name == "ProcessDrawn"


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_begins_one(office, who):
    with pytest.raises(NotAllowed):
        create(office, who)
    assert not ProcessDefinition.objects.exists()


def test_a_name_is_needed_and_has_an_end(office):
    with pytest.raises(ProcessRefused) as empty:
        create(office, name="   ")
    assert "name" in empty.value.faults
    with pytest.raises(ProcessRefused) as long:
        create(office, name="a" * 301)
    assert "300" in long.value.faults["name"]


def test_unknown_starts_are_refused(office):
    with pytest.raises(NoSuchProcess):
        create(office, model="khong-co")
    with pytest.raises(NoSuchProcess):
        create(office, copy_of="khong-co")


def test_a_copy_takes_the_draft_of_the_other(office):
    first = create(office, model="commune")
    second = create(office, name="B", copy_of=first.key)
    one, other = (ProcessDraft.objects.get(definition=row).body for row in (first, second))
    assert other["steps"] == one["steps"]
    assert (other["name"], other["key"]) == ("B", second.key)


def test_of_two_editors_the_second_is_told_and_loses_nothing(office):
    row = create(office, model="commune")
    body = queries.draft_of(row).body
    head, director = office.actor("truongphong"), office.actor("giamdoc_so")
    actions.save_draft(row.key, body | {"purpose": "một"}, saves=0, actor=head, at=AT)
    with pytest.raises(DraftMoved) as moved:
        actions.save_draft(row.key, body | {"purpose": "hai"}, saves=0, actor=director, at=AT)
    assert "Vũ Thị Trưởng vừa lưu quy trình này lúc 09:00" in moved.value.sentence
    draft = queries.draft_of(row)
    assert (draft.body["purpose"], draft.saves) == ("một", 1)
    actions.save_draft(row.key, body | {"purpose": "hai"}, saves=1, actor=director, at=AT)
    assert queries.draft_of(row).body["purpose"] == "hai"


def test_a_body_of_another_shape_is_refused_and_changes_nothing(office):
    row = create(office, model="commune")
    with pytest.raises(ProcessFaulty):
        actions.save_draft(
            row.key, {"steps": [{"key": "x"}]}, saves=0, actor=office.actor("giamdoc_so"), at=AT
        )
    assert queries.draft_of(row).saves == 0


def test_the_saved_name_is_the_name_of_the_process(office):
    row = create(office, model="commune")
    body = queries.draft_of(row).body | {"name": "Tên mới"}
    actions.save_draft(row.key, body, saves=0, actor=office.actor("giamdoc_so"), at=AT)
    row.refresh_from_db()
    assert row.name == "Tên mới"


@pytest.mark.parametrize("who", OTHERS)
def test_the_rights_are_asked_at_every_act(office, who):
    row, actor = create(office, model="commune"), office.actor(who)
    acts = (
        lambda: actions.open_draft(row.key, actor=actor, at=AT),
        lambda: actions.save_draft(row.key, {"name": "x", "steps": []}, saves=0, actor=actor, at=AT),
        lambda: actions.rename(row.key, "x", actor=actor, at=AT),
        lambda: actions.discard_draft(row.key, actor=actor, at=AT),
        lambda: actions.retire(row.key, last_on=AT.date(), actor=actor, at=AT),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert queries.draft_of(row).saves == 0


def test_an_unknown_process_is_said_so(office):
    with pytest.raises(NoSuchProcess):
        actions.open_draft("khong-co", actor=office.actor("giamdoc_so"), at=AT)


def test_a_process_never_published_goes_with_its_draft(office):
    row = create(office, model="commune")
    actions.discard_draft(row.key, actor=office.actor("giamdoc_so"), at=AT)
    assert not ProcessDefinition.objects.exists()


def test_a_published_process_stays_and_a_new_draft_begins_as_its_newest_version(office):
    made = office.published({**_body("commune"), "name": "Quy trình A"})
    key, actor = made.definition.key, office.actor("giamdoc_so")
    draft = actions.open_draft(key, actor=actor, at=AT)
    assert (draft.body, draft.base_no) == (made.body, 1)
    assert actions.open_draft(key, actor=actor, at=AT).pk == draft.pk
    actions.discard_draft(key, actor=actor, at=AT)
    assert ProcessDefinition.objects.filter(key=key).exists()
    assert not ProcessDraft.objects.exists()


def test_renaming_leaves_published_versions_as_they_were(office):
    made = office.published(_body("commune"))
    actions.rename(made.definition.key, "Tên khác", actor=office.actor("truongphong"), at=AT)
    made.refresh_from_db()
    assert made.definition.name == "Tên khác"
    assert made.body["name"] != "Tên khác"
    with pytest.raises(ProcessRefused):
        actions.rename(made.definition.key, " ", actor=office.actor("truongphong"), at=AT)


def test_a_retired_process_is_no_longer_offered(office):
    made = office.published(_body("commune"))
    key, agency = made.definition.key, office.agency().pk
    assert key in dict(queries.choices_for(agency, AT.date()))
    actions.retire(key, last_on=AT.date(), actor=office.actor("giamdoc_so"), at=AT)
    assert key not in dict(queries.choices_for(agency, AT.date()))
    with pytest.raises(NotAllowed):
        actions.retire(key, last_on=AT.date(), actor=office.actor("truongphong"), at=AT)


def test_the_list_shows_version_draft_and_procedures_in_four_statements(office):
    made = office.published(_body("commune"), SEVEN_DAYS)
    actions.open_draft(made.definition.key, actor=office.actor("giamdoc_so"), at=AT)
    for number in range(5):
        create(office, name=f"Quy trình {number}", model="default")
    actor = actor_for(office.officer("giamdoc_so").pk, AT)
    with CaptureQueriesContext(
        connection,
    ) as ran:
        lines = overview(actor, AT.date())
        said = [
            (line.definition.name, line.in_force and line.in_force.decision, bool(line.draft))
            for line in lines
        ]
    assert len(ran) <= 4, [one["sql"] for one in ran]
    assert len(lines) == 6
    one = next(line for line in lines if line.in_force)
    assert (one.in_force.no, one.procedures, one.draft is not None, one.coming) == (1, 1, True, None)
    assert sum(1 for _, decision, _ in said if decision == "57/QĐ-UBND") == 1
    control = office.actor("kstt")
    with CaptureQueriesContext(connection) as ran:
        assert len(overview(control, AT.date())) == 6
    assert len(ran) <= 4, [one["sql"] for one in ran]
    assert overview(office.actor("xa_chutich"), AT.date()) == []
    assert [use.procedure.code for use in procedures_on(made.definition.key, AT.date())] == [SEVEN_DAYS]


def test_control_draws_for_every_agency_below_its_own_first(office):
    assert [one.code for one in agencies_to_draw_for(office.actor("kstt"), AT.date())] == [
        "H99",
        "H99.15",
        "H99.41",
    ]
    assert [one.code for one in agencies_to_draw_for(office.actor("truongphong"), AT.date())] == ["H99.15"]
    assert agencies_to_draw_for(office.actor("quay"), AT.date()) == []


def _body(model: str) -> dict[str, object]:
    from motcua.rules.process import written

    return written(queries.pack_processes()[model]) | {"name": f"Quy trình như {model}"}
