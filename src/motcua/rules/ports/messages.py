"""Sending a short message to a person: SMS, e-mail, an application. No secret travels in a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class MessageNotSent(Exception):
    """The gateway did not take the message; the message says what it answered. It may be tried again."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address. `key` makes a second sending of the same message harmless."""

    key: str
    channel: str
    address: str
    text: str


class MessageSender(Protocol):
    """A gateway that takes messages."""

    def send(self, message: Message) -> str:
        """Hand the message over; the gateway's own reference. Raises MessageNotSent."""
        ...

    def check_config(self) -> str:
        """A Vietnamese sentence about the connection's health; raises MessageNotSent when it does not work."""
        ...
