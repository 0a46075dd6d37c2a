"""What a person reads on a page: its text without tags, on one line."""

from __future__ import annotations

import html
import re
from typing import Any


def said(answer: Any) -> str:
    """The words of an answer."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    text = re.sub(r"\s+", " ", html.unescape(text))
    return re.sub(r" ([,.:;])", r"\1", text)
