"""The fictional province Tân Lâm and its seeded simulator: the same seed from the same state gives the same day."""
