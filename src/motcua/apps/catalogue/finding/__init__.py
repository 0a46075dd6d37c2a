"""Finding a procedure in people's words: pure Python, no database.

``Finder.build(records)`` → ``Finder``; ``finder.search(question)`` for whole questions, ``finder.lookup(text)`` for
the counter's type-ahead box; ``finder.dump()`` and ``Finder.load(data)`` to keep it. See docs/explanation/search.md.
"""

from motcua.apps.catalogue.finding.finder import Finder
from motcua.apps.catalogue.finding.hits import Hit
from motcua.apps.catalogue.finding.pack import SearchPack, SearchPackError
from motcua.apps.catalogue.finding.ranking import WEIGHTS, Traits
from motcua.apps.catalogue.finding.records import Record, record_of_row
from motcua.apps.catalogue.finding.storing import FinderDumpError

__all__ = [
    "WEIGHTS",
    "Finder",
    "FinderDumpError",
    "Hit",
    "Record",
    "SearchPack",
    "SearchPackError",
    "Traits",
    "record_of_row",
]
