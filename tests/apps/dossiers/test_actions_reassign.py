"""Giving the open step to another officer: good path, each refusal, the fact left, two officers at once."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Act, Dossier, Nudge
from motcua.apps.dossiers.refusals import GuardNotMet, SomebodyWasFaster
from motcua.apps.dossiers.verifying import verify
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.office.models import Officer
from motcua.rules.rights import NotAllowed
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")
LATER = vn("2026-03-02 10:00")


def give(
    office: SmallOffice, number: str, to: str | None, who: str = "truongphong", **more: object
) -> Dossier:
    officer_id = office.officer(to).pk if to else None
    given = {"reason": "Nghỉ ốm", "at": LATER, **more}
    return actions.reassign(number, officer_id=officer_id, actor=office.actor(who), **given)  # type: ignore[arg-type]


def differences() -> list[str]:
    return [one.sentence for batch in verify() for one in batch.differences]


def test_the_head_gives_a_case_officers_step_to_another(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    before = Dossier.objects.get(number=number)
    after = give(office, number, "chuyenvien2")
    assert after.holder == office.officer("chuyenvien2")
    assert (after.step_key, after.step_since, after.step_due_at, after.due_at) == (
        before.step_key, before.step_since, before.step_due_at, before.due_at)  # fmt: skip
    act = Act.objects.get(dossier=after, seq=after.act_count)
    assert (act.verb, act.transition, act.ground) == ("assign", "T8", "Nghỉ ốm")
    assert act.handover.to_officer == office.officer("chuyenvien2")
    assert RecordedFact.objects.get(name="DossierMoved", payload__act=after.act_count)
    assert differences() == []


def test_back_to_the_tray(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    after = give(office, number, None)
    assert after.holder_id is None
    act = Act.objects.get(dossier=after, seq=after.act_count)
    assert (act.verb, act.transition) == ("reassign", "")
    fact = RecordedFact.objects.get(name="DossierReassigned")
    assert fact.payload["step"] == after.step_key
    assert differences() == []
    actions.reassign(
        number,
        officer_id=office.officer("chuyenvien").pk,
        reason="Đã về",
        actor=office.actor("truongphong"),
        at=LATER,
    )
    assert Dossier.objects.get(number=number).holder == office.officer("chuyenvien")


def test_a_signature_can_be_given_by_the_agencys_head(office: SmallOffice) -> None:
    number = str(office.to_signing(AT))
    after = give(office, number, "giamdoc_so", who="giamdoc_so")
    assert (after.state, after.holder) == ("SIGNING", office.officer("giamdoc_so"))
    assert Act.objects.get(dossier=after, seq=after.act_count).verb == "reassign"
    assert differences() == []


def test_reminders_of_the_step_go_with_it(office: SmallOffice) -> None:
    dossier = office.examined_by(AT)
    mine, unit = office.officer("chuyenvien"), office.unit("H99.15.HT")
    common = {"dossier": dossier, "kind": "REMIND", "step_key": dossier.step_key, "unit": unit, "at": AT}
    now = Nudge.objects.create(**common, step_since=dossier.step_since, officer=mine, role="CASE_OFFICER")
    earlier = Nudge.objects.create(**common, step_since=vn("2026-03-01 09:00"), officer=mine)
    give(office, str(dossier), "chuyenvien2")
    now.refresh_from_db()
    earlier.refresh_from_db()
    assert (now.officer, earlier.officer) == (office.officer("chuyenvien2"), mine)


def test_the_control_slip_tells_it(office: SmallOffice) -> None:
    from motcua.apps.dossiers.slips.control import control_slip

    number = str(office.examined_by(AT))
    after = give(office, number, None)
    legs = control_slip(after).legs
    assert legs[-1].note == "Giao lại bước đang làm"


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("chuyenvien", "đang giữ hồ sơ này rồi"),
        ("phongkhac", "không giữ vị trí đó"),
        ("truongphong", "không giữ vị trí đó"),
    ],
)
def test_who_cannot_receive_is_refused(office: SmallOffice, to: str, words: str) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(GuardNotMet, match=words):
        give(office, number, to)


def test_an_officer_who_left_cannot_receive(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    Officer.objects.filter(username="chuyenvien2").update(is_active=False)
    with pytest.raises(GuardNotMet, match="không giữ vị trí đó"):
        give(office, number, "chuyenvien2")


def test_without_a_reason_it_is_refused(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(GuardNotMet) as fault:
        give(office, number, "chuyenvien2", reason="  ")
    assert "reason" in fault.value.faults


def test_a_tray_is_not_given_back_to_itself(office: SmallOffice) -> None:
    number = str(office.to_signing(AT))
    with pytest.raises(GuardNotMet, match="khay chung"):
        give(office, number, None, who="giamdoc_so")


def test_a_finished_dossier_is_refused(office: SmallOffice) -> None:
    number = str(office.ready(AT))
    with pytest.raises((GuardNotMet, NotAllowed)):
        give(office, number, "chuyenvien")


@pytest.mark.parametrize("who", ["chuyenvien", "quay", "quantri", "xa_chutich"])
def test_others_may_not(office: SmallOffice, who: str) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(NotAllowed):
        give(office, number, "chuyenvien2", who=who)


def test_somebody_was_faster(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    seen = Dossier.objects.get(number=number).act_count
    give(office, number, "chuyenvien2", seen=seen)
    with pytest.raises(SomebodyWasFaster, match="Vũ Thị Trưởng"):
        give(office, number, None, seen=seen)
