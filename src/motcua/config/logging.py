"""Structured logs, with personal data masked before anything is written."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# Identity numbers (12 digits, older 9), phones, e-mail addresses. Dossier numbers have dots and dashes and stay.
PERSONAL = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]+)|(?<![\d.\-])(?P<digits>\+?\d[\d ]{7,13}\d)(?![\d.\-])",
)


# What a scanner reads from a citizen's card, plain or as an address spells it: number, name, birthday, address.
CARD = re.compile(r"\d{9,12}(?:\||%7C)(?:(?! HTTP/)[^\"\n])*", re.IGNORECASE)


def mask(text: str) -> str:
    """Hide what a card's QR code says, identity numbers, phone numbers and e-mail addresses.

    Of a number the last two digits stay to tell two apart.
    """

    def hidden(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found["digits"] or "")
        if found["mail"]:
            return "***@***"
        return f"***{digits[-2:]}" if 9 <= len(digits) <= 12 else found[0]

    return PERSONAL.sub(hidden, CARD.sub("***thẻ căn cước***", text))


def mask_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask every text value of one log event (a structlog processor)."""
    for key, value in event.items():
        if isinstance(value, str) and key not in {"timestamp", "level", "logger"}:
            event[key] = mask(value)
    return event


def logging_config(style: str, *, debug: bool) -> dict[str, Any]:
    """Return the logging settings: `style` is `json` for machines, anything else for people."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    drawn = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, mask_event, drawn],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": "DEBUG" if debug else "INFO"},
        "loggers": {
            "procrastinate": {"level": "WARNING"},
            "django.db.backends": {"level": "INFO"},
            "asyncio": {"level": "WARNING"},
        },
    }
