"""Delivering facts to those who must hear them (the list is `config/wiring.py`).

`ledger.actions.record` defers one job per fact inside the act's own transaction. Each listener deals with a fact at
most once (`ledger.actions.hear`), so a job that is run again after a crash or a retry does no harm.
"""

from importlib import import_module

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.apps.ledger import actions, queries
from motcua.web.ui import clock

# Waits 4, 16, 64, 256 … seconds: the last try comes about a day after the first.
PATIENCE = RetryStrategy(max_attempts=8, exponential_wait=4)


class ListenersFailed(RuntimeError):
    """Some listeners of a fact failed; the others have done their part. The job is tried again."""


@app.task(name=actions.DELIVERY_TASK, queue="facts", retry=PATIENCE)
def deliver_fact(fact_id: int) -> None:
    """Tell every listener of the fact; one that fails does not keep the others from hearing.

    Raises ListenersFailed, naming them, when any failed: the retry reaches only those.
    """
    fact = queries.fact(fact_id)
    failures: list[tuple[str, Exception]] = []
    for listener in settings.FACT_LISTENERS.get(fact.name, []):
        try:
            tell(fact_id, listener)
        except Exception as failure:
            failures.append((listener, failure))
    if failures:
        named = "; ".join(f"{listener}: {failure!r}" for listener, failure in failures)
        raise ListenersFailed(f"{fact.name} {fact_id}: {named}") from failures[0][1]


def tell(fact_id: int, listener: str) -> bool:
    """Let one listener (`package.module.function`) hear one fact; False when it already had."""
    module, function = listener.rsplit(".", 1)
    hears = getattr(import_module(module), function)
    at = clock.now()
    return actions.hear(queries.fact(fact_id), listener, at=at, act=lambda fact: hears(fact, at=at))
