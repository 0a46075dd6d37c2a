"""Replaying the acts against the index rows: what `motcua verify` says (design §4).

Design principle 3: a legal act is a row nobody edits, everything else is an index over those rows. So every field of
the index that acts determine is worked out again from the acts, and every difference is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.facts_left import leaves_fact
from motcua.apps.dossiers.filed import WORDS, filed, fixed_by
from motcua.apps.dossiers.models import Act, Answer, Dossier, Participation, Slip
from motcua.apps.dossiers.placing import aware, civil
from motcua.apps.dossiers.verifying_steps import step_faults
from motcua.apps.ledger.models import RecordedFact
from motcua.rules import lifecycle
from motcua.rules.clock import ClockOutOfOrder, run
from motcua.rules.lifecycle import FINISHED, State, StepNotAllowed
from motcua.rules.numbering import looks_like_number
from motcua.rules.pauses import ExtensionNotAllowed

BATCH = 500
STARTING = ("accept", "accept_waiting", "settle_at_once")
FINISHING = ("seal", "settle_at_once", "withdraw", "refuse", "lapse_supplement", "decline")
DELIVERING = ("deliver_at_counter", "deliver_by_post", "deliver_online", "settle_at_once")
BESIDE = ("correct", "redate", "reassign", "move_process")
WAITING_STATES = (State.SUPPLEMENTING, State.PAYING)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the index (or the ledger) says otherwise than the acts."""

    dossier: str
    what: str
    index: str
    acts: str

    @property
    def sentence(self) -> str:
        """The difference in Vietnamese."""
        return f"{self.dossier}: {self.what}: chỉ mục ghi «{self.index}», hành vi cho «{self.acts}»"


@dataclass(frozen=True, slots=True)
class Verified:
    """What one batch gave."""

    dossiers: int
    acts: int
    differences: tuple[Difference, ...]


def verify(*, sample: int | None = None) -> Iterator[Verified]:
    """Replay every dossier (about `sample` of them, evenly spread), batch by batch; then the counters.

    Memory stays that of one batch. Each batch is read in one snapshot per table, so run it on a quiet database or expect
    a dossier that is being worked on at that very moment to be looked at again.
    """
    step = _step(sample)
    after = 0
    while True:
        batch = list(_batch(after, step))
        if not batch:
            break
        after = batch[-1].pk
        yield _verified(batch)
    yield Verified(0, 0, tuple(_counters()))


def _step(sample: int | None) -> int:
    if sample is None:
        return 1
    return max(1, Dossier.objects.count() // max(1, sample))


def _batch(after: int, step: int) -> Iterator[Dossier]:
    found = Dossier.objects.filter(pk__gt=after).select_related("use").order_by("pk")
    if step > 1:
        found = found.extra(where=["dossiers_dossier.id %% %s = 0"], params=[step])  # a number
    yield from found[:BATCH]


def _verified(batch: list[Dossier]) -> Verified:
    ids = [dossier.pk for dossier in batch]
    acts: dict[int, list[Act]] = {pk: [] for pk in ids}
    count = 0
    details = Act.objects.filter(dossier_id__in=ids).select_related(*clock.DETAILS)
    for act in details.order_by("dossier_id", "seq"):
        acts[act.dossier_id].append(act)
        count += 1
    facts: dict[str, set[tuple[str, int]]] = {}
    for subject, name, payload in RecordedFact.objects.filter(
        subject__in=[f"dossier:{pk}" for pk in ids]
    ).values_list("subject", "name", "payload"):
        facts.setdefault(subject, set()).add((name, int(payload.get("act", 0))))
    units: dict[int, set[int]] = {}
    for pk, unit_id in Participation.objects.filter(dossier_id__in=ids).values_list("dossier_id", "unit_id"):
        units.setdefault(pk, set()).add(unit_id)
    answers: dict[int, dict[str, str]] = {}
    for pk, key, value in Answer.objects.filter(dossier_id__in=ids).values_list("dossier_id", "key", "value"):
        answers.setdefault(pk, {})[key] = value
    found = [
        difference
        for dossier in batch
        for difference in differences(
            dossier, acts[dossier.pk], facts.get(f"dossier:{dossier.pk}", set()), units.get(dossier.pk, set())
        )
    ]
    found += [
        Difference(str(dossier), *said)
        for dossier in batch
        for said in step_faults(dossier, acts[dossier.pk], answers.get(dossier.pk, {}))
    ]
    found += _receipts(batch)
    return Verified(len(batch), count, tuple(found))


def _receipts(batch: Sequence[Dossier]) -> list[Difference]:
    """The receipt's version is that of the newest receipt issued."""
    newest = dict(
        Slip.objects.filter(dossier__in=batch, kind="RECEIPT")
        .values_list("dossier")
        .annotate(top=Max("version"))
    )
    return [
        Difference(
            str(dossier), "phiên bản giấy hẹn", str(dossier.receipt_version), str(newest.get(dossier.pk, 0))
        )
        for dossier in batch
        if dossier.receipt_version != newest.get(dossier.pk, 0)
    ]


def differences(
    dossier: Dossier, acts: list[Act], facts: set[tuple[str, int]], units: set[int]
) -> Iterator[Difference]:
    """Everything about one dossier that does not follow from its acts."""
    if not acts:
        yield Difference(str(dossier), "số bước đã ghi", str(dossier.act_count), "0")
        return
    yield from _chain(dossier, acts)
    yield from _index(dossier, acts)
    yield from _filing(dossier, acts)
    yield from _clock(dossier, acts)
    yield from _ledger(dossier, acts, facts)
    for unit_id in sorted({act.holder_unit_id for act in acts} - units - {dossier.receiving_unit_id}):
        yield Difference(str(dossier), "đơn vị đã giữ hồ sơ", "không ghi", str(unit_id))


def _chain(dossier: Dossier, acts: list[Act]) -> Iterator[Difference]:
    """Acts are numbered without gaps, in the order of time, and each is a legal step from the state before it."""
    state: State | None = None
    last_at: datetime | None = None
    for place, act in enumerate(acts, 1):
        if act.seq != place:
            yield Difference(str(dossier), "thứ tự hành vi", str(act.seq), str(place))
        if last_at is not None and act.at < last_at:
            yield Difference(
                str(dossier), f"thời điểm hành vi {place}", f"{act.at}", f"không trước {last_at}"
            )
        if act.from_state != (state or ""):
            yield Difference(str(dossier), f"trạng thái trước hành vi {place}", act.from_state, state or "–")
        fault = _step_fault(state, act)
        if fault:
            yield Difference(str(dossier), f"hành vi {place} ({act.verb})", act.to_state, fault)
        state, last_at = State(act.to_state), act.at


def _step_fault(state: State | None, act: Act) -> str:
    if act.verb in BESIDE:
        return "" if act.to_state == state else f"{state}"
    try:
        row, target = lifecycle.take(state, act.verb, State(act.to_state))
    except (StepNotAllowed, KeyError) as fault:
        return str(fault)
    return "" if (row.id, target) == (act.transition, act.to_state) else f"{row.id} → {target}"


def _index(dossier: Dossier, acts: list[Act]) -> Iterator[Difference]:
    """Columns that copy what the acts said."""
    last = acts[-1]
    finished = [act for act in acts if act.verb in FINISHING]
    ends = dossier.stands in FINISHED
    delivered = [act for act in acts if act.verb in DELIVERING]
    started = next((act for act in acts if act.verb in STARTING), None)
    asked = sum(act.verb in ("ask_supplement", "ask_before_acceptance") for act in acts)
    paused = [act for act in acts if act.verb in ("ask_supplement", "require_payment")]
    is_paused = dossier.stands in WAITING_STATES and started is not None
    expected = {
        "trạng thái": (dossier.state, last.to_state),
        "số bước đã ghi": (dossier.act_count, len(acts)),
        "bước đang mở": (dossier.step_key, last.step_key),
        "đơn vị đang giữ": (dossier.holder_unit_id, last.holder_unit_id),
        "người đang giữ": (dossier.holder_id, last.holder_id),
        "ngày giờ hẹn sau bước cuối": (dossier.due_at, last.due_at),
        "tiếp nhận lúc": (dossier.received_at, started.acceptance.received_at if started else None),
        "kết thúc lúc": (dossier.finished_at, finished[-1].at if ends and finished else None),
        "trả kết quả lúc": (
            dossier.delivered_at,
            delivered[-1].at if delivered and dossier.state == State.DELIVERED else None,
        ),
        "số lần yêu cầu bổ sung": (dossier.supplements, asked),
        "đã gia hạn": (dossier.extended, any(act.verb == "extend" for act in acts)),
        "tạm dừng từ": (dossier.paused_since, paused[-1].at if is_paused and paused else None),
        "có mã hồ sơ": (bool(dossier.number), started is not None),
    }
    for what, (index, said) in expected.items():
        if index != said:
            yield Difference(str(dossier), what, str(index), str(said))
    if dossier.number and not looks_like_number(dossier.number):
        yield Difference(str(dossier), "dạng mã hồ sơ", dossier.number, "mã theo TT 01/2018")


def _filing(dossier: Dossier, acts: list[Act]) -> Iterator[Difference]:
    """What the filing fixed, and the limit, rules and first dates of the acceptance, against the index row."""
    said, stands = fixed_by(acts), filed(dossier)
    for key, what in WORDS.items():
        if key in said and said[key] != stands[key]:
            yield Difference(str(dossier), what, str(stands[key]), str(said[key]))
    start = next((act.acceptance for act in acts if act.verb in STARTING), None)
    if start is None:
        return
    copied = {
        "thời hạn": (dossier.limit_value, dossier.limit_unit) == (start.limit_value, start.limit_unit),
        "bộ quy tắc": dossier.rule_set == start.rule_set,
        "bắt đầu tính lúc": dossier.start_at == start.start_at,
        "hạn theo luật": dossier.due_law_at == start.due_law_at,
    }
    for what, agrees in copied.items():
        if not agrees:
            yield Difference(str(dossier), what, "chỉ mục", "khác bản ghi tiếp nhận")


def _clock(dossier: Dossier, acts: list[Act]) -> Iterator[Difference]:
    """Due dates folded again from the acts, the calendar and the rule set."""
    events = clock.events(dossier, acts)
    if not events:
        return
    try:
        state = run(events, clock.calendar_of(dossier), clock.policy_of(dossier))
    except ExtensionNotAllowed:
        return  # an apology in time by the calendar of its day; the promised date was compared above
    except ClockOutOfOrder as fault:
        yield Difference(str(dossier), "đồng hồ", str(dossier.due_at), str(fault))
        return
    if (dossier.due_at, dossier.due_on) != (aware(state.due.at), state.due.on):
        yield Difference(
            str(dossier),
            "ngày hẹn trả",
            f"{dossier.due_at and civil(dossier.due_at)} ({dossier.due_on})",
            f"{state.due.at} ({state.due.on})",
        )
    start = next(act.acceptance for act in acts if act.verb in STARTING)
    said = {start.due_at}
    if (
        start.calendar_edition == dossier.calendar_edition
    ):  # a later calendar moves the date, never the promise
        said.add(aware(state.due_original.at))
    if said != {dossier.due_original_at}:
        promised = ", ".join(str(moment) for moment in said)
        yield Difference(str(dossier), "ngày hẹn đầu tiên", f"{dossier.due_original_at}", promised)


def _ledger(dossier: Dossier, acts: list[Act], facts: set[tuple[str, int]]) -> Iterator[Difference]:
    """Each act left its fact; the hand-over at one's own desk comes with the acceptance and leaves none."""
    accepted = next((act.seq for act in acts if act.verb in ("accept", "accept_waiting")), 0)
    for before, act in zip([None, *acts], acts, strict=False):
        same_step = before is not None and before.step_key == act.step_key
        at_own_desk = act.verb == "transfer" and act.seq == accepted + 1 and same_step
        name = leaves_fact(act.verb, at_own_desk=at_own_desk)
        if name and (name, act.seq) not in facts:
            yield Difference(str(dossier), f"sự việc của hành vi {act.seq}", "không có", name)


def _counters() -> Iterator[Difference]:
    """No counter stands below a number it must have given; numbers are unique by constraint."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.code, d.on_day, d.top, c.last FROM (SELECT agency, on_day, max(ord) AS top FROM ("
            "  SELECT split_part(number, '-', 1) AS agency, to_date(split_part(number, '-', 2), 'YYMMDD') AS on_day,"
            "         split_part(number, '-', 3)::int AS ord"
            "  FROM dossiers_dossier WHERE number ~ '^[^-]+-[0-9]{6}-[0-9]{4,7}$') n GROUP BY 1, 2) d "
            "JOIN office_agency a ON a.code = d.agency "
            'LEFT JOIN dossiers_numbercounter c ON c.agency_code = a.code AND c."on" = d.on_day '
            "WHERE c.last IS NULL OR c.last < d.top"
        )
        for code, on, top, last in cursor.fetchall():
            yield Difference(f"{code} ngày {on:%d/%m/%Y}", "bộ đếm mã hồ sơ", str(last), f"ít nhất {top}")
