"""The contract every message gateway keeps, against the simulators."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.connectors.messages import FailingSender, SimulatedSender
from motcua.rules.ports.messages import Message, MessageNotSent

MESSAGE = Message("1:applicant", "SMS", "0912345678", "Hồ sơ đã có kết quả.")


def test_a_message_sent_twice_is_one_message(tmp_path: Path) -> None:
    box = tmp_path / "deep" / "box.jsonl"
    sender = SimulatedSender(box)
    assert sender.send(MESSAGE) == sender.send(MESSAGE)
    [line] = [json.loads(row) for row in box.read_text("utf-8").splitlines()]
    assert (line["to"], line["text"], line["channel"]) == ("0912345678", "Hồ sơ đã có kết quả.", "SMS")
    assert "mô phỏng" in sender.check_config()


def test_a_box_that_cannot_be_written_is_a_failure_like_a_gateways(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(MessageNotSent, match="Không ghi được"):
        SimulatedSender(blocked / "box.jsonl").send(MESSAGE)


def test_the_failing_twin_fails() -> None:
    with pytest.raises(MessageNotSent):
        FailingSender().send(MESSAGE)
    with pytest.raises(MessageNotSent):
        FailingSender().check_config()
