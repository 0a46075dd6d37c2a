"""Gateways for messages to people: the simulators that a machine without keys uses."""

from motcua.connectors.messages.simulators import FailingSender, SimulatedSender

__all__ = ["FailingSender", "SimulatedSender"]
