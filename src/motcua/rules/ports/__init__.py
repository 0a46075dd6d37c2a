"""What outside systems can do for us, as protocols and frozen messages. A connector implements one; wiring picks it."""
