"""Background and periodic work: each a few lines that call one action."""
