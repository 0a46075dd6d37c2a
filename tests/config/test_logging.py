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


def test_every_text_of_an_event_is_masked():
    event = {"event": "tra cứu 001085012345", "who": "a@b.vn", "timestamp": "2026-03-02T09:00:00", "n": 3}
    assert mask_event(None, "info", event) == {
        "event": "tra cứu ***45",
        "who": "***@***",
        "timestamp": "2026-03-02T09:00:00",
        "n": 3,
    }
