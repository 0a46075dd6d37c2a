"""Delivering facts to those who must hear them (the list is `config/wiring.py`)."""
