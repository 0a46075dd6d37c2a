"""The browser fixtures, for journeys."""

from tests.chromium import chromium, open_page  # noqa: F401  # fixtures are found by name
