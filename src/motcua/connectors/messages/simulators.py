"""A gateway that keeps what it was given in a file one can read, and one that always fails (for tests of retries)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from motcua.rules.ports.messages import Message, MessageNotSent


class SimulatedSender:
    """Writes each message once to a JSON-lines file. An unreachable folder is a failure like a real gateway's."""

    def __init__(self, box: Path) -> None:
        self.box = box

    def send(self, message: Message) -> str:
        """Append the message and answer a reference made from its key; a known key is not written again."""
        reference = "SIM-" + hashlib.sha256(message.key.encode()).hexdigest()[:12]
        line = {"ref": reference, "channel": message.channel, "to": message.address, "text": message.text}
        try:
            self.box.parent.mkdir(parents=True, exist_ok=True)
            if self.box.exists() and f'"{reference}"' in self.box.read_text(encoding="utf-8"):
                return reference
            with self.box.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as fault:
            raise MessageNotSent(f"Không ghi được hộp thư mô phỏng: {fault}") from fault
        return reference

    def check_config(self) -> str:
        """Say that this is a simulator and where its box lies."""
        return f"Cổng tin nhắn mô phỏng, tin được ghi vào {self.box.name}; chưa gửi ra ngoài."


class FailingSender:
    """A gateway that is always down."""

    def send(self, message: Message) -> str:
        """Refuse."""
        raise MessageNotSent("Cổng tin nhắn không trả lời.")

    def check_config(self) -> str:
        """Refuse."""
        raise MessageNotSent("Cổng tin nhắn không trả lời.")
