"""What an upload may be: recognised by its bytes, never by its name or declared type."""

from __future__ import annotations

MAX_BYTES = 20 * 1024 * 1024
_ACTIVE_PDF = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/XFA")
_OFFICE = "application/vnd.openxmlformats-officedocument."


class FileRefused(Exception):
    """The file may not be kept; the message says why and what to do."""


def media_type(content: bytes) -> str:
    """The type of `content` by its first bytes: PDF, PNG, JPEG, DOCX or XLSX. Raises FileRefused for all else."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"PK\x03\x04") and b"word/document.xml" in content:
        return _OFFICE + "wordprocessingml.document"
    if content.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in content:
        return _OFFICE + "spreadsheetml.sheet"
    raise FileRefused(
        "Chỉ nhận tệp PDF, ảnh PNG hoặc JPEG, tệp Word hoặc Excel. Hãy quét lại giấy tờ thành PDF."
    )


def check(content: bytes, name: str) -> str:
    """The media type of an acceptable file; raises FileRefused for an empty, too large, disguised or active one."""
    if not content:
        raise FileRefused(f"Tệp «{name}» rỗng. Hãy chọn lại tệp.")
    if len(content) > MAX_BYTES:
        raise FileRefused(f"Tệp «{name}» lớn hơn 20 MB. Hãy quét với độ phân giải thấp hơn (200–300 dpi).")
    kind = media_type(content)
    if kind == "application/pdf" and any(mark in content for mark in _ACTIVE_PDF):
        raise FileRefused(f"Tệp «{name}» chứa mã lệnh hoặc tệp nhúng. Hãy in ra rồi quét lại thành PDF.")
    return kind
