"""One dossier from the counter to the citizen's hand, and each step's good path."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Act, Delivery, Dossier, Result
from motcua.apps.ledger.models import RecordedFact
from motcua.rules.lifecycle import State
from tests.worlds.small import SmallOffice, vn


@pytest.mark.django_db
def test_from_the_counter_to_the_citizens_hand(office: SmallOffice) -> None:
    at = vn("2026-03-02 09:00")
    dossier = office.ready(at, sealed_at=vn("2026-03-06 10:00"))
    number = dossier.number
    assert number == "H99.15-260302-0001"
    assert dossier.due_at == vn("2026-03-11 09:00")
    later = vn("2026-03-06 14:00")
    done = actions.deliver_at_counter(
        number,
        receiver_name="Nguyễn Văn Dân",
        shown="IDENTITY",
        originals_returned=True,
        actor=office.actor("quay", later),
        at=later,
    )
    assert done.stands is State.DELIVERED
    assert done.finished_at == vn("2026-03-06 10:00")
    assert done.delivered_at == later
    verbs = list(Act.objects.filter(dossier=done).order_by("seq").values_list("verb", flat=True))
    assert verbs == [
        "accept",
        "transfer",
        "assign",
        "examine",
        "review",
        "sign",
        "seal",
        "deliver_at_counter",
    ]
    assert Result.objects.get(act__dossier=done).signatory_name == "Đặng Thị Giám"
    assert Delivery.objects.get(act__dossier=done).receiver_name == "Nguyễn Văn Dân"
    facts = list(
        RecordedFact.objects.filter(subject=f"dossier:{done.pk}")
        .order_by("id")
        .values_list("name", flat=True)
    )
    assert facts[0] == "DossierAccepted"
    assert facts[-1] == "ResultDelivered"
    assert not done.papers.filter(originals__gt=0, returned_at=None).exists()


@pytest.mark.django_db
def test_at_every_moment_one_unit_holds_it(office: SmallOffice) -> None:
    at = vn("2026-03-02 09:00")
    number = str(office.accepted(at))
    held: list[tuple[str, str | None]] = []

    def note() -> None:
        row = Dossier.objects.select_related("holder_unit", "holder").get(number=number)
        held.append((row.holder_unit.code, row.holder.username if row.holder else None))

    note()
    actions.transfer(number, actor=office.actor("quay", at), at=at)
    note()
    actions.assign(
        number, officer_id=office.officer("chuyenvien").pk, actor=office.actor("truongphong", at), at=at
    )
    note()
    office.judged_ok(number, at)
    actions.examine(number, opinion="Đạt", actor=office.actor("chuyenvien", at), at=at)
    note()
    actions.review(number, actor=office.actor("truongphong", at), at=at)
    note()
    actions.sign(number, actor=office.actor("giamdoc_so", at), at=at)
    note()
    assert held == [
        ("H99.TT", None),
        ("H99.15.HT", None),
        ("H99.15.HT", "chuyenvien"),
        ("H99.15.HT", None),
        ("H99.15.LD", None),
        ("H99.15.VT", None),
    ]


@pytest.mark.django_db
def test_five_on_the_spot_by_officers_of_the_centre(office: SmallOffice) -> None:
    """208 of 239 procedures of Đông Hưng: receive, appraise, decide, seal, return at the counter."""
    from tests.worlds.small import ON_SPOT

    at = vn("2026-03-02 09:00")
    dossier = office.accepted(at, procedure=ON_SPOT)
    assert dossier.on_spot
    fresh = Dossier.objects.get(pk=dossier.pk)
    assert (fresh.stands, fresh.step_key, fresh.holder_unit.code) == (State.PROCESSING, "examine", "H99.TT")
    assert list(fresh.acts.order_by("seq").values_list("verb", flat=True)) == ["accept", "transfer"]
