"""No personal data in the logs; numbers of dossiers stay readable."""

import pytest

from motcua.config.logging import mask, mask_event


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("căn cước 001085012345 của ông A", "căn cước ***45 của ông A"),
        ("CMND 012345678", "CMND ***78"),
        ("gọi 0912 345 678 nhé", "gọi ***78 nhé"),
        ("gọi +84912345678", "gọi ***78"),
        ("thư lan.nguyen@gmail.com", "thư ***@***"),
        ("H60.15-260302-0012 đã tiếp nhận", "H60.15-260302-0012 đã tiếp nhận"),
        ("000.00.15.H60-260302-0012", "000.00.15.H60-260302-0012"),
        ("mã thủ tục 1.001193", "mã thủ tục 1.001193"),
        ("số tiền 1250000 đồng", "số tiền 1250000 đồng"),
    ],
)
def test_mask(said, written):
    assert mask(said) == written


@pytest.mark.parametrize(
    "line",
    [
        '"GET /desk/tim?q=038099012345%7C012345678%7CNguy%E1%BB%85n+V%C4%83n+D%C3%A2n%7C01011999 HTTP/1.1" 302',
        '"GET /desk/tim?q=038099012345|012345678|Nguyễn Văn Dân|01011999|Nam|Thôn 1 HTTP/1.1" 302',
        "đã quét 038099012345|012345678|Nguyễn Văn Dân|01011999|Nam|Thôn 1, xã Đông Hòa|01012022",
    ],
)
def test_what_a_card_says_is_masked_whole(line):
    written = mask(line)
    assert "***thẻ căn cước***" in written
    assert not any(part in written for part in ("0380", "Nguy", "0101", "Thôn"))
    assert ("302" in written) == ("302" in line)


def test_every_text_of_an_event_is_masked():
    event = {"event": "tra cứu 001085012345", "who": "a@b.vn", "timestamp": "2026-03-02T09:00:00", "n": 3}
    assert mask_event(None, "info", event) == {
        "event": "tra cứu ***45",
        "who": "***@***",
        "timestamp": "2026-03-02T09:00:00",
        "n": 3,
    }
