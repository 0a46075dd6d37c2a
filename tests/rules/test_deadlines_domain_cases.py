"""The 46 worked cases of domain.md §3.8, through the public functions.

Sessions 07:30–11:30, 13:00–17:00, Monday to Friday; the national calendar. Rule sets by date of receipt:
19, 23 fall under ND61, all others under ND118. Cases 28, 29 and 31 pause, case 30 restarts; domain.md gives
both because sector laws differ. Plain hours (13) are Unit.HOUR; the catalogue's HOUR is another case table.
"""

from datetime import date, datetime

import pytest

from clock_calendars import SATURDAY_INTAKE, STANDARD, WITH_CULTURE_DAY, closed_on
from motcua.rules.deadlines import (
    ND61,
    ClockEvent,
    Due,
    ExtensionNotAllowed,
    Happening,
    Leg,
    Limit,
    Policy,
    Unit,
    chain,
    due,
    extend,
    last_apology_moment,
    latest_day_before,
    plan,
    promise,
    rule_set_for,
    run,
    supplement_return_by,
    transfer_by,
)
from motcua.rules.workdays import Calendar


def at(text: str) -> datetime:
    """``02/03/2026 09:15`` as a moment."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M")


def limit(value: str, unit: Unit) -> Limit:
    return Limit.of(value, unit)


def shown(found: Due) -> str:
    assert found.on is not None
    return f"{found.on:%d/%m/%Y} {found.clock}"


WD, CD, WH, H, M, SAME = (
    Unit.WORKING_DAY,
    Unit.CALENDAR_DAY,
    Unit.WORKING_HOUR,
    Unit.HOUR,
    Unit.MONTH,
    Unit.SAME_DAY,
)

ONE_LIMIT = [
    (1, "02/03/2026 09:15", "5", WD, STANDARD, "09/03/2026 09:15"),
    (2, "02/03/2026 07:10", "1", WD, STANDARD, "03/03/2026 07:30"),
    (3, "02/03/2026 12:05", "2", WD, STANDARD, "04/03/2026 13:00"),
    (4, "02/03/2026 17:00", "1", WD, STANDARD, "03/03/2026 17:00"),
    (5, "02/03/2026 17:01", "1", WD, STANDARD, "04/03/2026 07:30"),
    (6, "07/03/2026 21:40", "3", WD, STANDARD, "12/03/2026 07:30"),
    (7, "06/03/2026 14:59", "1", SAME, STANDARD, "06/03/2026 17:00"),
    (8, "06/03/2026 15:40", "1", SAME, STANDARD, "09/03/2026 17:00"),
    (9, "02/03/2026 15:00", "4", WH, STANDARD, "03/03/2026 09:30"),
    (10, "06/03/2026 10:30", "8", WH, STANDARD, "09/03/2026 10:30"),
    (11, "02/03/2026 14:00", "0,5", WD, STANDARD, "03/03/2026 08:30"),
    (12, "03/03/2026 22:00", "8", WH, STANDARD, "04/03/2026 17:00"),
    (13, "07/03/2026 10:00", "24", H, STANDARD, "08/03/2026 10:00"),
    (14, "03/03/2026 10:00", "15", CD, STANDARD, "18/03/2026 24:00"),
    (15, "04/03/2026 10:00", "10", CD, STANDARD, "16/03/2026 24:00"),
    (16, "02/02/2026 10:00", "15", CD, STANDARD, "23/02/2026 24:00"),
    (17, "26/12/2025 10:00", "15", CD, STANDARD, "10/01/2026 24:00"),
    (18, "11/02/2026 10:00", "5", WD, STANDARD, "25/02/2026 10:00"),
    (19, "24/01/2025 16:00", "3", WD, STANDARD, "05/02/2025 16:00"),
    (20, "24/04/2026 09:00", "3", WD, STANDARD, "04/05/2026 09:00"),
    (21, "31/12/2025 14:00", "3", WD, STANDARD, "07/01/2026 14:00"),
    (22, "08/01/2026 14:00", "2", WD, STANDARD, "10/01/2026 14:00"),
    (23, "25/04/2025 15:30", "4", WD, STANDARD, "05/05/2025 15:30"),
    (24, "22/08/2026 09:00", "1", WD, STANDARD, "24/08/2026 09:00"),
    (25, "28/08/2026 08:00", "2", WD, STANDARD, "04/09/2026 08:00"),
    (26, "31/01/2026 10:00", "1", M, STANDARD, "02/03/2026 24:00"),
    (27, "16/03/2026 10:00", "1", M, STANDARD, "16/04/2026 24:00"),
    (37, "11/03/2026 10:00", "2", WD, closed_on("2026-03-12", suspends=False), "13/03/2026 10:00"),
    (38, "11/03/2026 10:00", "2", WD, closed_on("2026-03-12", suspends=True), "16/03/2026 10:00"),
    (39, "23/11/2026 10:00", "2", WD, STANDARD, "25/11/2026 10:00"),
    (40, "23/11/2026 10:00", "2", WD, WITH_CULTURE_DAY, "26/11/2026 10:00"),
    (41, "07/03/2026 09:00", "1", WD, SATURDAY_INTAKE, "10/03/2026 07:30"),
    (43, "01/04/2026 10:00", "30", CD, STANDARD, "04/05/2026 24:00"),
    (44, "24/04/2026 16:00", "5", WD, STANDARD, "06/05/2026 16:00"),
]


@pytest.mark.parametrize(("case", "received", "value", "unit", "calendar", "expected"), ONE_LIMIT)
def test_one_limit(
    case: int, received: str, value: str, unit: Unit, calendar: Calendar, expected: str
) -> None:
    found = due(at(received), limit(value, unit), calendar)
    assert shown(found) == expected
    assert found.rule_set == ("ND61" if case in (19, 23) else "ND118")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("case", "nominal"), [(15, "14/03/2026"), (16, "17/02/2026"), (17, "10/01/2026"), (26, "28/02/2026")]
)
def test_raw_last_day_is_kept_beside_the_rolled_one(case: int, nominal: str) -> None:
    _, received, value, unit, calendar, _ = next(row for row in ONE_LIMIT if row[0] == case)
    found = due(at(received), limit(value, unit), calendar)
    assert found.nominal_on == at(f"{nominal} 00:00").date()


def fold(*events: ClockEvent) -> str:
    return shown(run(events, STANDARD).due)


def started(received: str, days: str) -> ClockEvent:
    return ClockEvent(Happening.STARTED, at(received), limit(days, WD))


def test_case_28_pause_keeps_four_whole_days() -> None:
    begun = started("02/03/2026 09:00", "7")
    asked = ClockEvent(Happening.PAUSED, at("05/03/2026 09:00"))
    assert fold(begun) == "11/03/2026 09:00"
    assert fold(begun, asked, ClockEvent(Happening.RESUMED, at("10/03/2026 15:00"))) == "16/03/2026 15:00"


def test_case_29_pause_keeps_the_remainder_in_minutes() -> None:
    begun = started("02/03/2026 09:00", "7")
    asked = ClockEvent(Happening.PAUSED, at("05/03/2026 14:30"))
    given = ClockEvent(Happening.RESUMED, at("10/03/2026 15:00"))
    assert run([begun, asked], STANDARD).used_minutes == 1680
    assert fold(begun, asked, given) == "16/03/2026 09:30"


def test_case_30_restart_counts_from_zero() -> None:
    begun = started("02/03/2026 09:00", "7")
    asked = ClockEvent(Happening.PAUSED, at("05/03/2026 09:00"))
    given = ClockEvent(Happening.RESTARTED, at("10/03/2026 15:00"))
    assert fold(begun, asked, given) == "19/03/2026 15:00"


def test_case_31_payment_after_hours_resumes_next_morning() -> None:
    begun = started("02/03/2026 10:00", "10")
    notice = ClockEvent(Happening.PAUSED, at("06/03/2026 10:00"), why="thông báo thuế")
    paid = ClockEvent(Happening.RESUMED, at("18/03/2026 20:30"))
    assert fold(begun, notice, paid) == "27/03/2026 07:30"


def test_case_32_last_moment_to_return_an_ineligible_dossier() -> None:
    assert shown(supplement_return_by(at("24/04/2026 16:45"), STANDARD)) == "04/05/2026 16:45"
    assert ND61.supplement_return_is_hard
    assert not rule_set_for(date(2026, 4, 24)).supplement_return_is_hard


def test_case_33_transfer_after_the_cutoff() -> None:
    assert transfer_by(at("29/04/2026 15:20"), STANDARD) == at("04/05/2026 07:30")
    assert transfer_by(at("29/04/2026 15:00"), STANDARD) == at("29/04/2026 17:00")


def test_case_34_last_apology_moment_and_only_one_extension() -> None:
    begun = due(at("09/03/2026 09:00"), limit("5", WD), STANDARD)
    assert shown(begun) == "16/03/2026 09:00"
    assert last_apology_moment(begun, STANDARD) == at("13/03/2026 17:00")
    new_at = at("20/03/2026 17:00")
    assert shown(extend(begun, at("13/03/2026 17:00"), new_at, STANDARD)) == "20/03/2026 17:00"
    with pytest.raises(ExtensionNotAllowed, match=r"chậm nhất lúc 17:00 ngày 13/03/2026"):
        extend(begun, at("14/03/2026 08:00"), new_at, STANDARD)
    with pytest.raises(ExtensionNotAllowed, match="không được hẹn lại lần nữa"):
        extend(begun, at("12/03/2026 08:00"), new_at, STANDARD, extensions=1)


def test_case_35_chained_legs() -> None:
    legs = chain(at("02/03/2026 09:00"), [limit(days, WD) for days in "253"], STANDARD)
    assert [shown(leg) for leg in legs] == ["04/03/2026 09:00", "11/03/2026 09:00", "16/03/2026 09:00"]


def test_case_36_parallel_legs_take_the_longest_path() -> None:
    legs = [
        Leg("thuế", limit("5", WD)),
        Leg("xây dựng", limit("3", WD)),
        Leg("cấp giấy", limit("2", WD), ("thuế", "xây dựng")),
    ]
    found = plan(at("02/03/2026 09:00"), legs, STANDARD)
    assert shown(found.whole) == "11/03/2026 09:00"
    assert shown(found.legs["xây dựng"]) == "05/03/2026 09:00"


def test_case_42_starts_when_the_land_office_receives() -> None:
    policy = Policy(
        counts_from=at("03/03/2026 08:30"), counts_from_why="Văn phòng đăng ký đất đai nhận hồ sơ"
    )
    found = due(at("02/03/2026 08:30"), limit("1", WD), STANDARD, policy)
    assert shown(found) == "04/03/2026 08:30"
    assert found.received_at == at("02/03/2026 08:30")


def test_case_45_counting_backwards_two_readings() -> None:
    in_force = date(2026, 7, 1)
    assert latest_day_before(in_force, limit("5", CD), STANDARD).on == date(2026, 6, 26)
    assert latest_day_before(in_force, limit("5", WD), STANDARD).on == date(2026, 6, 24)


def test_case_46_commitment_beside_the_law() -> None:
    found = promise(at("02/03/2026 09:00"), limit("15", WD), limit("10", WD), STANDARD)
    assert shown(found.appointment) == "16/03/2026 09:00"
    assert shown(found.law) == "23/03/2026 09:00"
