"""A catalogue file taken apart: JSON lines (plain or gzip) or one JSON list; every bad row noted, none stops the rest."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from motcua.rules.procedure_moves import MoveRow, is_move, read_move
from motcua.rules.procedure_records import RecordRow, read_code, read_record
from motcua.rules.record_reader import Problem, kind_words

LARGEST = 512 * 1024 * 1024
DOUBLE_CODE = "mã này đã có ở dòng {line} của tệp; giữ dòng đầu, bỏ dòng này hoặc sửa mã"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: whole procedures, changes, and the rows that cannot be used."""

    sha256: str
    lines: int
    records: tuple[RecordRow, ...]
    moves: tuple[MoveRow, ...]
    problems: tuple[Problem, ...]

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Doubts of the rows that were taken all the same."""
        return tuple(
            Problem(row.line, row.code, part, reason) for row in self.records for part, reason in row.notes
        )


def read_catalogue(data: bytes) -> Reading:
    """Everything in the file's bytes. Never raises: a file that cannot be opened is one problem of line 0."""
    records: list[RecordRow] = []
    moves: list[MoveRow] = []
    problems: list[Problem] = []
    first_line: dict[str, int] = {}
    lines = 0
    for line, row in _rows(data):
        lines += 1
        found = row if isinstance(row, Problem) else _read(line, row)
        if isinstance(found, list):
            problems += found
        elif isinstance(found, Problem):
            problems.append(found)
        elif found.code in first_line:
            reason = DOUBLE_CODE.format(line=first_line[found.code])
            problems.append(Problem(line, found.code, "code", reason))
        else:
            first_line[found.code] = line
            if isinstance(found, RecordRow):
                records.append(found)
            else:
                moves.append(found)
    if not lines:
        problems.append(Problem(0, "", "", "tệp không có dòng nào"))
    return Reading(hashlib.sha256(data).hexdigest(), lines, tuple(records), tuple(moves), tuple(problems))


def _read(line: int, row: Any) -> RecordRow | MoveRow | list[Problem]:
    if not isinstance(row, dict):
        return [Problem(line, "", "", f"phải là một đối tượng JSON, đang là {kind_words(row)}")]
    found = read_move(line, row) if is_move(row) else read_record(line, row)
    if isinstance(found, list):
        return [Problem(line, read_code(row), part, reason) for part, reason in found]
    return found


def _rows(data: bytes) -> Iterator[tuple[int, Any]]:
    try:
        text = _unpacked(data)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield 0, Problem(0, "", "", f"không mở được tệp nén gzip ({error}); tải lại tệp rồi nạp lại")
        return
    if text.lstrip()[:1] == b"[":
        yield from _list_rows(text)
        return
    for line, raw in enumerate(text.split(b"\n"), start=1):
        if raw.strip():
            yield line, _parsed(line, raw)


def _unpacked(data: bytes) -> bytes:
    if data[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            data = packed.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError("tệp giải nén lớn hơn 512 MB")
    return data.removeprefix(b"\xef\xbb\xbf")


def _list_rows(text: bytes) -> Iterator[tuple[int, Any]]:
    whole = _parsed(0, text)
    if isinstance(whole, Problem):
        yield 0, whole
        return
    yield from enumerate(whole, start=1)


def _parsed(line: int, raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        return Problem(line, "", "", "không phải chữ UTF-8; lưu lại tệp theo bảng mã UTF-8")
    except json.JSONDecodeError as error:
        return Problem(line, "", "", f"không phải JSON hợp lệ (sai ở cột {error.colno})")
    except (ValueError, RecursionError):
        return Problem(line, "", "", "JSON có số không hợp lệ (NaN, Infinity) hoặc lồng quá sâu")


def _no_constant(name: str) -> float:
    raise ValueError(name)
