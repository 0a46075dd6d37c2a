"""Periodic care of the queue and of passing rows."""
