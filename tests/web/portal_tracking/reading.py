"""Reading a page as its reader does."""

from __future__ import annotations

import re
from html import unescape
from typing import Any


def words(answer: Any) -> str:
    """The text of the main part of a page, spaces folded."""
    body = answer.content.decode().split('id="main-content">', 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()


def body(answer: Any) -> str:
    """The whole page without the token that differs each time."""
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', r"\1", answer.content.decode())
