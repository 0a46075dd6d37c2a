"""The number of sets that the published procedures state among their papers."""

import pytest

from motcua.apps.processes.queries.iso import stated_sets
from motcua.rules.procedures import RequiredPaper


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Đơn đề nghị", "Số lượng hồ sơ: 01 bộ."], "01 bộ"),
        (["Số lượng hồ sơ: 01 (một) bộ."], "01 bộ"),
        (["Số lượng hồ sơ: 02 (bộ)"], "02 bộ"),
        (["Số lượng bộ hồ sơ: 01 bộ"], "01 bộ"),
        (["Số lượng hồ sơ: 01 bộ", "Số lượng hồ sơ: 03 bộ"], ""),
        (["Số lượng hồ sơ theo quy định, vào sổ"], ""),
        (["Đơn đề nghị, 01 bản chính"], ""),
        ([], ""),
    ],
)
def test_one_stated_number_is_said_and_nothing_is_guessed(lines: list[str], said: str) -> None:
    papers = [RequiredPaper("", at, name, 1, 0) for at, name in enumerate(lines)]
    assert stated_sets(papers) == said
