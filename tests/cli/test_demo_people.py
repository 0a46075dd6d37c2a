"""The people of the fictional province: right shapes, nobody real."""

from motcua.cli.simulation import people
from motcua.cli.simulation.chance import dice, weighted
from motcua.rules.identity import is_tax_code, number_warnings, phone_fault


def test_citizens_have_numbers_that_agree_with_birth_and_sex() -> None:
    everybody = [people.citizen(n, seed=1, place="Đông Hòa") for n in range(300)]
    for one in everybody:
        assert one.faults() == {}
        assert number_warnings(one.personal_id, one.born_on, one.sex) == []
        assert one.personal_id.startswith("099"), "a province code that was never given out"
    assert len({one.personal_id for one in everybody}) == 300
    assert len({one.phone for one in everybody}) == 300


def test_all_personal_numbers_differ() -> None:
    assert len({n * 104729 % 1_000_000 for n in range(people.CITIZENS)}) == people.CITIZENS


def test_companies_have_right_tax_codes() -> None:
    codes = [people.company(n, seed=1, place="Trung Tâm").personal_id for n in range(people.COMPANIES)]
    assert all(is_tax_code(code) and len(code) == 10 for code in codes)
    assert len(set(codes)) == len(codes)
    assert phone_fault(people.company(3, seed=1, place="Trung Tâm").phone) == ""


def test_a_person_is_the_same_whoever_asks() -> None:
    assert people.citizen(12, seed=5, place="Đông Hòa") == people.citizen(12, seed=5, place="Đông Hòa")
    assert people.citizen(12, seed=5, place="Đông Hòa") != people.citizen(12, seed=6, place="Đông Hòa")


def test_chance_is_named() -> None:
    assert dice(1, "a", 2).random() == dice(1, "a", 2).random() != dice(1, "a", 3).random()
    drawn = [weighted(dice(1, n), (("often", 9), ("seldom", 1))) for n in range(500)]
    assert 400 < drawn.count("often") < 490
