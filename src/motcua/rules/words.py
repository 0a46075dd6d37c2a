"""Numbers, money, dates and hours in Vietnamese words, as one-stop slips and fee receipts print them.

Nothing here reads a clock or a locale: the same value always gives the same words.
"""

from __future__ import annotations

from datetime import date, datetime

NBSP = "\u00a0"
"""No-break space: "ngày 05 tháng 3 năm 2026" must never break between a word and its number."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def _tens(tens: int, ones: int, *, after_hundreds: bool) -> list[str]:
    """Words for the last two digits; `linh` joins a lone unit to the hundreds before it."""
    if tens == 0:
        if ones == 0:
            return []
        return ["linh", _DIGITS[ones]] if after_hundreds else [_DIGITS[ones]]
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 5:
        words.append("lăm")
    elif ones == 1 and tens > 1:
        words.append("mốt")
    elif ones:
        words.append(_DIGITS[ones])
    return words


def _hundreds(value: int, *, spoken_in_full: bool) -> list[str]:
    """Words for 0–999; inside a longer number the empty hundreds are spoken ("không trăm linh năm")."""
    hundreds, rest = divmod(value, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or spoken_in_full else []
    return words + _tens(*divmod(rest, 10), after_hundreds=bool(words))


def _below_billion(value: int, *, spoken_in_full: bool) -> list[str]:
    words: list[str] = []
    for power in (2, 1, 0):
        group = value // 1000**power % 1000
        if group:
            words += _hundreds(group, spoken_in_full=spoken_in_full or bool(words))
            words += [_GROUPS[power]] if _GROUPS[power] else []
    return words


def number_words(value: int) -> str:
    """The whole number in Vietnamese words: 2025 → "hai nghìn không trăm hai mươi lăm".

    Empty groups are skipped (1 000 005 → "một triệu không trăm linh năm") and everything above a
    milliard is counted in tỷ once ("một nghìn hai trăm tỷ"). Negative numbers start with "âm".
    """
    if value < 0:
        return f"âm {number_words(-value)}"
    if value == 0:
        return _DIGITS[0]
    high, low = divmod(value, _BILLION)
    words = [number_words(high), "tỷ"] if high else []
    return " ".join(words + _below_billion(low, spoken_in_full=bool(high)))


def money_words(amount: int) -> str:
    """An amount of đồng in words, capital first, as the line "Viết bằng chữ" of a fee receipt wants it.

    Raises ValueError when the amount is negative: nobody can be given a receipt for it.
    """
    if amount < 0:
        raise ValueError("Số tiền trên chứng từ không được âm; hãy lập chứng từ hoàn trả riêng.")
    words = f"{number_words(amount)} đồng"
    return words[0].upper() + words[1:]


def grouped(value: int) -> str:
    """1234567 → "1.234.567", the Vietnamese way of grouping digits."""
    return f"{value:,}".replace(",", ".")


def money_text(amount: int) -> str:
    """1234567 → "1.234.567 đồng", not broken across lines."""
    return f"{grouped(amount)}{NBSP}đồng"


def date_text(day: date) -> str:
    """ "ngày 05 tháng 3 năm 2026": a zero before days below 10 and before months 1 and 2 only.

    Source: NĐ 30/2020/NĐ-CP, Annex I, on địa danh và thời gian ban hành văn bản.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}".replace(" ", NBSP)


def hour_text(moment: datetime) -> str:
    """ "08 giờ 05 phút", the way form 01 asks for the time of receipt (TT 01/2018/TT-VPCP)."""
    return f"{moment.hour:02d}{NBSP}giờ{NBSP}{moment.minute:02d}{NBSP}phút"


def moment_text(moment: datetime) -> str:
    """ "08 giờ 05 phút, ngày 05 tháng 3 năm 2026" (local time of Vietnam, form 01 lines 4 and 5)."""
    return f"{hour_text(moment)}, {date_text(moment)}"


def short_date(day: date) -> str:
    """ "05/03/2026", for table cells."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def short_moment(moment: datetime) -> str:
    """ "08:05 05/03/2026", for table cells."""
    return f"{moment.hour:02d}:{moment.minute:02d} {short_date(moment)}"


def date_words(day: date) -> str:
    """The date fully in words, as civil-status papers ask: "ngày mười lăm tháng tư năm hai nghìn …"."""
    month = "tư" if day.month == 4 else number_words(day.month)
    return f"ngày {number_words(day.day)} tháng {month} năm {number_words(day.year)}"
