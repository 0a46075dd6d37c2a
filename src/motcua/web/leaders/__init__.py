"""Pages for those who lead: statistics and reports."""
