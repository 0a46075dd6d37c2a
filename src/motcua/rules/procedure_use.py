"""Using a procedure at an agency: which limit and fee apply, and what is still missing before dossiers can be taken.

The catalogue is never completed by guessing: where it has no limit, or several, the agency decides and names the
decision (design principle 8; domain.md §3.1 "keep the unit explicit per procedure-version, never infer").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from motcua.rules.fees import Fee, FeeState, quote
from motcua.rules.procedures import (
    LOCAL_UNITS,
    UNIT_WORDS,
    UNITS_WITHOUT_NUMBER,
    Channel,
    ChannelTerms,
    PublishedLimit,
)

UNSTRUCTURED = PublishedLimit(None, "UNSTRUCTURED")


class UseNotReady(ValueError):
    """The setting cannot be recorded; the message says what to enter."""


class CaseNeeded(ValueError):
    """Several limits are published for this channel: the officer must say which case the dossier is."""

    def __init__(self, options: tuple[ChannelTerms, ...]) -> None:
        self.options = options
        words = "; ".join(one.limit.words for one in options)
        super().__init__(f"Thủ tục có nhiều thời hạn theo trường hợp ({words}). Chọn trường hợp của hồ sơ.")


@dataclass(frozen=True, slots=True)
class LocalLimit:
    """A limit decided by the agency or the province, with the document that decided it."""

    value: Decimal
    unit: str
    ground: str

    def check(self) -> LocalLimit:
        """Itself, or raises UseNotReady when a part is missing or impossible."""
        if self.unit not in LOCAL_UNITS:
            raise UseNotReady(
                "Chọn đơn vị thời hạn: ngày làm việc, ngày, giờ làm việc, tuần, tháng, năm, trong ngày hoặc trả ngay."
            )
        if not self.value.is_finite() or not 0 < self.value <= Decimal("9999"):
            raise UseNotReady("Nhập thời hạn là số lớn hơn 0 (ví dụ 3 hoặc 0,5).")
        if not self.ground.strip():
            raise UseNotReady("Ghi số, ngày của văn bản quyết định thời hạn này.")
        return self

    @property
    def words(self) -> str:
        """`3 ngày làm việc`, `trong ngày`."""
        return PublishedLimit(self.value, self.unit).words


@dataclass(frozen=True, slots=True)
class UseSettings:
    """The parts of a procedure in use that decide whether it is ready. Plain values, no database."""

    authority: str
    has_center: bool
    has_settling_unit: bool
    local_limit: LocalLimit | None
    has_process: bool
    channels: tuple[str, ...]
    collects_fee: bool
    fees_confirmed: bool
    immediate: bool = False
    five_on_spot: bool = False
    five_on_spot_ground: str = ""


def limits_of(terms: Iterable[ChannelTerms], channel: str) -> tuple[ChannelTerms, ...]:
    """The published cases of one channel, first of each different limit."""
    seen: dict[tuple[Decimal | None, str], ChannelTerms] = {}
    for one in terms:
        if one.channel == channel:
            seen.setdefault((one.limit.value, one.limit.unit), one)
    return tuple(seen.values())


def law_limit(terms: tuple[ChannelTerms, ...], channel: str, case: int | None = None) -> PublishedLimit:
    """The published limit of a channel; UNSTRUCTURED when the publication has none.

    `case` names the chosen case (`ChannelTerms.ordinal`). A channel the publication does not list takes the limit
    on which all listed channels agree. Raises CaseNeeded when several limits are published and none is chosen, and
    UseNotReady when `case` is no case of the version.
    """
    if case is not None:
        chosen = next((one for one in terms if one.ordinal == case), None)
        if chosen is None:
            raise UseNotReady(f"Thủ tục không có trường hợp thời hạn số {case}. Chọn lại trường hợp.")
        return chosen.limit
    options = limits_of(terms, channel)
    if not options:
        return _agreed_limit(terms)
    if len(options) > 1:
        raise CaseNeeded(options)
    return options[0].limit


def _agreed_limit(terms: tuple[ChannelTerms, ...]) -> PublishedLimit:
    limits = {(one.limit.value, one.limit.unit): one.limit for one in terms}
    return next(iter(limits.values())) if len(limits) == 1 else UNSTRUCTURED


def limit_in_force(
    terms: tuple[ChannelTerms, ...],
    flags: Iterable[str],
    local: LocalLimit | None,
    channel: str,
    case: int | None = None,
) -> PublishedLimit:
    """The limit that binds: the published one, or the agency's where that is absent, in conflict or undivided.

    Raises CaseNeeded as `law_limit` when there is no local decision either.
    """
    decided = PublishedLimit(local.value, local.unit, local.ground) if local else None
    if decided and "unit_conflict" in set(flags):
        return decided
    try:
        published = law_limit(terms, channel, case)
    except CaseNeeded:
        if decided is None:
            raise
        return decided
    return published if published.is_structured or decided is None else decided


def fees_of(terms: Iterable[ChannelTerms], channel: str, case: int | None = None) -> tuple[Fee, ...]:
    """The published fee lines of a channel (or of one case of it), equal lines once.

    A channel the publication does not list takes the lines on which all listed channels agree, else none.
    """
    asked = [one for one in terms if _is_asked(one, channel, case)]
    if asked:
        return tuple(dict.fromkeys(fee for one in asked for fee in one.fees))
    by_channel = {frozenset(fees_of(terms, one.channel)): fees_of(terms, one.channel) for one in terms}
    return next(iter(by_channel.values())) if len(by_channel) == 1 else ()


def _is_asked(one: ChannelTerms, channel: str, case: int | None) -> bool:
    return one.ordinal == case if case is not None else one.channel == channel


def missing_for_use(use: UseSettings, terms: tuple[ChannelTerms, ...], flags: Iterable[str]) -> list[str]:
    """What must be decided before dossiers of this procedure can be taken, one Vietnamese sentence each."""
    channels = use.channels or tuple(dict.fromkeys(one.channel for one in terms))
    return [
        *_missing_people(use),
        *([] if use.local_limit or use.immediate else _missing_limits(terms, channels, set(flags))),
        *([] if use.fees_confirmed or not use.collects_fee else _missing_fees(terms, channels)),
    ]


def _missing_people(use: UseSettings) -> list[str]:
    checks = {
        "Chưa ghi người có thẩm quyền quyết định.": bool(use.authority.strip()),
        "Chưa chọn Bộ phận Một cửa tiếp nhận.": use.has_center,
        "Chưa chọn đơn vị thụ lý.": use.has_settling_unit,
        "Chưa chọn quy trình nội bộ.": use.has_process,
        "Chưa chọn cách thức nộp hồ sơ.": bool(use.channels),
        "Chưa ghi văn bản cho phép làm “5 tại chỗ”.": not use.five_on_spot
        or bool(use.five_on_spot_ground.strip()),
    }
    return [sentence for sentence, is_done in checks.items() if not is_done]


def _missing_limits(terms: tuple[ChannelTerms, ...], channels: tuple[str, ...], flags: set[str]) -> list[str]:
    found = []
    if "unit_conflict" in flags:
        found.append(
            "Thời hạn công bố mâu thuẫn đơn vị (ngày / ngày làm việc): quyết định đơn vị đúng và ghi căn cứ."
        )
    open_channels = [one for one in channels if not all(limit.is_structured for limit in _limits(terms, one))]
    if open_channels:
        found.append(
            f"{_named(open_channels)}: danh mục không có thời hạn; quyết định thời hạn và ghi căn cứ."
        )
    return found


def _limits(terms: tuple[ChannelTerms, ...], channel: str) -> list[PublishedLimit]:
    return [one.limit for one in limits_of(terms, channel)] or [_agreed_limit(terms)]


def _missing_fees(terms: tuple[ChannelTerms, ...], channels: tuple[str, ...]) -> list[str]:
    found: dict[FeeState, list[str]] = {}
    for channel in channels:
        found.setdefault(quote(fees_of(terms, channel)).state, []).append(channel)
    return [
        f"{_named(found[state])}: {state.label[0].lower()}{state.label[1:]}."
        for state in (FeeState.DOUBTFUL, FeeState.NOT_STATED)
        if state in found
    ]


def _named(channels: Iterable[str]) -> str:
    return ", ".join(Channel(channel).label for channel in channels)


def limit_value(value: Decimal | None, unit: str) -> Decimal | None:
    """The number to keep beside `unit`: 1 for a unit that is whole in its word, else `value` as typed.

    Raises UseNotReady when such a unit came with another number: the officer meant something else.
    """
    if unit not in UNITS_WITHOUT_NUMBER:
        return value
    if value not in (None, 1):
        raise UseNotReady(
            f"Thời hạn “{UNIT_WORDS[unit]}” không đi với số. Bỏ trống ô số, hoặc chọn đơn vị khác."
        )
    return Decimal(1)


def unit_choices() -> list[tuple[str, str]]:
    """Units an agency may decide a limit in, with their words."""
    return [(unit, words) for unit, words in UNIT_WORDS.items() if unit != "HOUR"]


# Hours and days of office time, and calendar spans, are compared only among themselves.
_OFFICE_HOURS = {"WORKING_DAY": 8, "WORKING_HOUR": 1, "HOUR": 1}
_CALENDAR_DAYS = {"CALENDAR_DAY": 1, "WEEK": 7, "MONTH": 30, "YEAR": 365}


def longer_than(promise: LocalLimit, law: PublishedLimit) -> bool:
    """True when the promise is surely longer than the law's limit; units that cannot be compared are never."""
    if law.value is None:
        return False
    for scale in (_OFFICE_HOURS, _CALENDAR_DAYS):
        if promise.unit in scale and law.unit in scale:
            return promise.value * scale[promise.unit] > law.value * scale[law.unit]
    return False
