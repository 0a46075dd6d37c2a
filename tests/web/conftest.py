"""The browser fixtures, for the tests of pages."""

from tests.chromium import chromium, open_page  # noqa: F401  # fixtures are found by name
