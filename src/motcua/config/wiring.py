"""Who hears of what: the one place that says which listeners react to which fact.

Each listener is a dotted path to a function `listener(fact, *, at)`. A fact with an empty list is one that nobody
needs to react to, said on purpose; `tests/house` refuses a fact that is not listed here.
"""

FACTS: dict[str, list[str]] = {}
