"""A finder as bytes: a JSON head, then the posting arrays, all in one zlib stream. Reading it runs no code."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from typing import Any

from motcua.apps.catalogue.finding.index import Postings

MAGIC = b"MCFIND2\n"
LARGEST = 256 * 1024 * 1024


class FinderDumpError(ValueError):
    """The bytes are not a finder of this version: build it again from the catalogue."""


def pack_bytes(head: dict[str, Any], postings: Postings) -> bytes:
    """Write a head and the postings."""
    text = json.dumps(
        {
            **head,
            "terms": list(postings.starts),
            "counts": [postings.count(term) for term in postings.starts],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    docs = array("H", postings.docs)
    if sys.byteorder == "big":
        docs.byteswap()
    body = len(text).to_bytes(8, "little") + text + docs.tobytes() + postings.impacts.tobytes()
    return MAGIC + zlib.compress(body, 6)


def unpack_bytes(data: bytes) -> tuple[dict[str, Any], Postings]:
    """Read what ``pack_bytes`` wrote. Raises ``FinderDumpError`` when the bytes are cut, foreign or too big."""
    if not data.startswith(MAGIC):
        raise FinderDumpError(
            "Chỉ mục tìm kiếm không đúng phiên bản. Hãy nhập lại danh mục để dựng chỉ mục mới."
        )
    try:
        body = zlib.decompressobj().decompress(data[len(MAGIC) :], LARGEST)
        length = int.from_bytes(body[:8], "little")
        head = json.loads(body[8 : 8 + length])
        postings = _postings(head.pop("terms"), head.pop("counts"), body[8 + length :])
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise FinderDumpError(
            "Chỉ mục tìm kiếm bị hỏng. Hãy nhập lại danh mục để dựng chỉ mục mới."
        ) from error
    return head, postings


def _postings(terms: list[str], counts: list[int], arrays: bytes) -> Postings:
    postings = Postings()
    end = 0
    for term, count in zip(terms, counts, strict=True):
        postings.starts[term] = end
        end += count
        postings.ends[term] = end
    if len(arrays) != 3 * end:
        raise ValueError("số phần tử không khớp")
    postings.docs.frombytes(arrays[: 2 * end])
    postings.impacts.frombytes(arrays[2 * end :])
    if sys.byteorder == "big":
        postings.docs.byteswap()
    return postings
