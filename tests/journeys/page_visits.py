"""Who opens which page, and with which parameters. `PAGES` names every page, `NOT_PAGES` says of the rest why not.

A new address without a line here fails `test_every_page_axe.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.actions import start_change, stop_change, work_on_chunk
from motcua.apps.dossiers.queries.changes import ChangeFilters
from motcua.apps.processes.actions import open_draft
from motcua.apps.processes.models import ProcessDefinition
from motcua.web.desk.dossier_offers import Offers, offers
from motcua.web.desk.steps_nouns import OFFERED
from motcua.web.desk.steps_ways import AskByProcess
from tests.apps.dossiers.process_bodies import LONG
from tests.journeys.every_page import FEBRUARY, OFFICERS, Visit, World, at
from tests.worlds.every_state import LOOKED_AT, secret
from tests.worlds.small import NO_LIMIT, SEVEN_DAYS

Visits = Callable[[World], list[Visit]]
EVERYBODY = OFFICERS
LEADS = ("giamdoc_tt", "kstt")


def stopped_change(world: World) -> int:
    """An order of the head to give dossiers away, stopped before the first: results without a dossier touched."""
    head, order = world.office.actor("truongphong"), {"officers": [world.office.officer("chuyenvien2").pk]}
    made = start_change(
        "REASSIGN",
        ChangeFilters(),
        order,
        token="every-page",
        words="Giao lại hồ sơ",
        reason="Nghỉ phép",
        actor=head,
        at=LOOKED_AT,
    )
    if made.state == "WAITING":
        stop_change(made.pk, actor=head, at=LOOKED_AT)
        work_on_chunk(made.pk, now=lambda: LOOKED_AT)
    return made.pk


def own_process(world: World) -> str:
    """A process of the department, published once."""
    known = ProcessDefinition.objects.filter(name=LONG["name"]).values_list("key", flat=True).first()
    return known or world.office.published(LONG, NO_LIMIT, at=LOOKED_AT).definition.key


def own_draft(world: World) -> str:
    """The same process with a draft being worked on."""
    key = own_process(world)
    open_draft(key, actor=world.office.actor("truongphong", LOOKED_AT), at=LOOKED_AT)
    return key


def plain(name: str, *officers: str, **query: str) -> Visits:
    """An address without parameters, opened by these officers (none: by a citizen)."""
    return lambda _world: [Visit(at(name, **query), who) for who in officers or ("",)]


def several(*visits: Visits) -> Visits:
    """All of them."""
    return lambda world: [visit for one in visits for visit in one(world)]


def procedure(name: str) -> Visits:
    """A page of two procedures: one with a limit, one that the catalogue leaves without."""
    return lambda _world: [Visit(at(name, SEVEN_DAYS)), Visit(at(name, NO_LIMIT))]


def of_use(name: str, *officers: str) -> Visits:
    """A page of how the department uses a procedure."""
    return lambda world: [Visit(at(name, world.use_id), who) for who in officers]


def of_draft(name: str) -> Visits:
    """A page of the counter's draft."""
    return lambda world: [Visit(at(name, world.draft), "quay")]


def of_snapshot(name: str, **query: str) -> Visits:
    """A page of an issued report."""
    return lambda world: [Visit(at(name, world.snapshot_id, **query), who) for who in LEADS]


def tracking(world: World) -> list[Visit]:
    """The form, the degree, a number that is none, every situation with its secret."""
    ask = at("portal:track")
    opened = [
        Visit(f"{ask}?so={number}&ma={secret(number)}")
        for name, number in world.numbers.items()
        if name not in ("WAITING", "DECLINED", "ASKED_EARLY")
    ]
    return [
        Visit(ask),
        Visit(f"{ask}?so={world.numbers['READY']}"),
        Visit(f"{ask}?so=sai", status=422),
        *opened,
    ]


def intake_start(world: World) -> list[Visit]:
    """The start with a draft waiting, a search, a search for nothing."""
    assert world.draft
    asked = ({}, {"q": "chung thuc"}, {"q": "khong-co-gi-ca"})
    return [Visit(at("desk:intake", **query), "quay") for query in asked]


def intake_sheet(world: World) -> list[Visit]:
    """A new sheet, one with a procedure chosen, a draft."""
    chosen = {"thu-tuc": SEVEN_DAYS, "co-quan": str(world.office.agency().pk)}
    new, begun = at("desk:intake_sheet", uuid4()), at("desk:intake_sheet", uuid4(), **chosen)
    return [Visit(new, "quay"), Visit(begun, "quay"), *of_draft("desk:intake_sheet")(world)]


def waiting_one(world: World) -> list[Visit]:
    """A dossier that came by post, and one asked to be completed first."""
    return [
        Visit(at("desk:intake_waiting_one", world.numbers[name]), "quay")
        for name in ("WAITING", "ASKED_EARLY")
    ]


def offers_to(world: World, number: str, username: str) -> Offers | None:
    """What the dossier page offers this officer when the sweep looks at it; None when he may not see it."""
    actor = world.office.actor(username, LOOKED_AT)
    page = queries.dossier_page(number, actor, at=LOOKED_AT)
    return offers(page, actor, LOOKED_AT) if page else None


def on_page(world: World, number: str, username: str) -> str:
    """The step whose form stands on the page; empty when none does."""
    found = offers_to(world, number, username)
    return found.form.slug if found and found.form else ""


def offered(world: World, number: str, username: str) -> set[str]:
    """All steps offered, by address."""
    found = offers_to(world, number, username)
    return {one.slug for one in (*found.others, found.form) if one is not None} if found else set()


def dossier(world: World) -> list[Visit]:
    """Every situation as the supervisor sees it; every form that stands on the page, before an officer who has it."""
    found = [Visit(at("desk:dossier", number), "giamdoc_tt") for number in world.numbers.values()]
    first_with: dict[str, Visit] = {}
    for number in world.numbers.values():
        for who in OFFICERS:
            slug = on_page(world, number, who)
            first_with.setdefault(slug, Visit(at("desk:dossier", number), who))
    return [*found, *(visit for slug, visit in first_with.items() if slug)]


def step(world: World) -> list[Visit]:
    """Every step there is, at a dossier and by an officer to whom it is open; and one that is closed to him."""
    open_to = {
        (number, who): offered(world, number, who) for number in world.numbers.values() for who in OFFICERS
    }
    found = [Visit(at("desk:step", world.numbers["READY"], "ky"), "quay", 403)]
    for one in OFFERED:
        if one is AskByProcess:  # only a drawn process asks: test_drawn_process.py opens it, with axe
            continue
        place = next((key for key, slugs in open_to.items() if one.slug in slugs), None)
        assert place is not None, f"no dossier of the world offers «{one.title}» to anybody"
        found.append(Visit(at("desk:step", place[0], one.slug), place[1]))
    return found


def of_dossier(name: str, state: str, *officers: str) -> Visits:
    """A page of the dossier in one state."""
    return lambda world: [Visit(at(name, world.numbers[state]), who) for who in officers]


CELL = {"dong": "", "cot": "3"}
PAGES: dict[str, Visits] = {
    "sign_in": plain("sign_in"),
    "style": several(plain("style"), plain("style", loi="1")),
    "style_desk": several(plain("style_desk"), plain("style_desk", loi="1")),
    "portal:home": plain("portal:home"),
    "portal:procedures": several(plain("portal:procedures"), plain("portal:procedures", q="chung thuc")),
    "portal:procedure": procedure("portal:procedure"),
    "portal:procedure_history": procedure("portal:procedure_history"),
    "portal:changes": plain("portal:changes"),
    "portal:decision": lambda world: [Visit(at("portal:decision", world.decision_id))],
    "portal:track": tracking,
    "desk:work": several(plain("desk:work", *EVERYBODY), plain("desk:work", "quay", khay="waiting")),
    "desk:search": several(plain("desk:search", "quay"), plain("desk:search", "quay", q="nguyen van dan")),
    "desk:dossiers": plain("desk:dossiers", "quay", "kstt"),
    "desk:deliveries": plain("desk:deliveries", "quay", "thuquy"),
    "desk:nudges": plain("desk:nudges", "chuyenvien", "truongphong"),
    "desk:handovers": plain("desk:handovers", "quay", "truongphong"),
    "desk:payments": plain("desk:payments", "quay", "thuquy"),
    "desk:calendar": plain("desk:calendar", "kstt", "quantri"),
    "desk:office_hours": plain("desk:office_hours", "kstt", "quantri"),
    "desk:dossier": dossier,
    "desk:dossier_log": of_dossier("desk:dossier_log", "SUPPLEMENTING", "chuyenvien", "giamdoc_tt"),
    "desk:step": step,
    "desk:reassign": several(
        plain("desk:reassign", "truongphong", "giamdoc_so", khay="all"),
        plain("desk:reassign", "truongphong", tim="khong-co-ai"),
    ),
    "desk:changes": lambda world: [
        Visit(at("desk:changes"), "giamdoc_so"),
        *(Visit(at("desk:changes"), who) for who in ("truongphong",) if stopped_change(world)),
    ],
    "desk:change": lambda world: [Visit(at("desk:change", stopped_change(world)), "truongphong")],
    "desk:processes": plain("desk:processes", "truongphong", "kstt"),
    "desk:process_new": plain("desk:process_new", "truongphong", "kstt"),
    "desk:process_model": lambda _world: [Visit(at("desk:process_model", "default"), "truongphong")],
    "desk:process": lambda world: [
        Visit(at("desk:process", own_process(world)), who) for who in ("chuyenvien", "giamdoc_so")
    ],
    "desk:process_edit": lambda world: [Visit(at("desk:process_edit", own_draft(world)), "truongphong")],
    "desk:process_publish": lambda world: [
        Visit(at("desk:process_publish", own_draft(world)), who) for who in ("truongphong", "giamdoc_so")
    ],
    "desk:process_published": lambda world: [
        Visit(at("desk:process_published", own_process(world), 1), "giamdoc_so")
    ],
    "desk:process_version": lambda world: [
        Visit(at("desk:process_version", own_process(world), 1), "chuyenvien")
    ],
    "desk:process_compare": lambda world: [
        Visit(at("desk:process_compare", own_draft(world), **query), "truongphong")
        for query in ({}, {"tu": "1", "den": "nhap"})
    ],
    "desk:process_discard": lambda world: [
        Visit(at("desk:process_discard", own_draft(world)), "truongphong")
    ],
    "desk:process_retire": lambda world: [Visit(at("desk:process_retire", own_process(world)), "giamdoc_so")],
    "desk:process_coverage": several(
        plain("desk:process_coverage", "kstt", "truongphong"),
        plain("desk:process_coverage", "kstt", **{"tinh-trang": "duyet"}),
    ),
    "desk:process_trial": lambda world: [
        Visit(at("desk:process_trial", own_process(world)), who) for who in ("truongphong", "kstt")
    ],
    "desk:process_import": lambda world: [
        Visit(at("desk:process_import", own_process(world)), "truongphong")
    ],
    "desk:process_move": lambda world: [
        Visit(at("desk:process_move", own_process(world), tu=tu), "truongphong") for tu in ("", "default")
    ],
    "desk:intake": intake_start,
    "desk:intake_sheet": intake_sheet,
    "desk:intake_done": of_dossier("desk:intake_done", "ACCEPTED", "quay"),
    "desk:intake_instruct": of_draft("desk:intake_instruct"),
    "desk:intake_decline": of_draft("desk:intake_decline"),
    "desk:intake_guidance": plain("desk:intake_guidance", "quay"),
    "desk:intake_waiting": plain("desk:intake_waiting", "quay"),
    "desk:intake_waiting_one": waiting_one,
    "desk:procedures": plain("desk:procedures", "kstt", "chuyenvien"),
    "desk:procedure_choose": plain("desk:procedure_choose", "kstt"),
    "desk:procedure_put_into_use": lambda world: [
        Visit(at("desk:procedure_put_into_use", SEVEN_DAYS, world.office.agency("H99.41").pk), "kstt")
    ],
    "desk:procedure_use": of_use("desk:procedure_use", "kstt", "chuyenvien"),
    "desk:procedure_limit": of_use("desk:procedure_limit", "kstt"),
    "desk:procedure_fees": of_use("desk:procedure_fees", "kstt"),
    "desk:procedure_stop": of_use("desk:procedure_stop", "kstt"),
    "desk:decisions": plain("desk:decisions", "kstt", "chuyenvien"),
    "desk:catalogue_import": plain("desk:catalogue_import", "kstt"),
    "desk:catalogue_abolish": plain("desk:catalogue_abolish", "kstt"),
    "desk:people": several(
        plain("desk:people", "chuyenvien", "kstt"), plain("desk:people", "kstt", thang="2026-02")
    ),
    "desk:people_leave": plain("desk:people_leave", "chuyenvien", "truongphong"),
    "desk:people_delegation": plain("desk:people_delegation", "chuyenvien", "giamdoc_so"),
    "desk:people_new": plain("desk:people_new", "truongphong", "quantri"),
    "desk:orphans": plain("desk:orphans", "truongphong", "kstt"),
    "desk:person": lambda world: [
        Visit(at("desk:person", world.office.officer("chuyenvien").pk), who)
        for who in ("chuyenvien", "truongphong")
    ],
    "leaders:reports": plain("leaders:reports", *LEADS, "truongphong", ky=FEBRUARY, don_vi="H99"),
    "leaders:cell": plain("leaders:cell", *LEADS, ky=FEBRUARY, don_vi="H99", **CELL),
    "leaders:issued": several(of_snapshot("leaders:snapshot"), plain("leaders:issued", *LEADS)),
    "leaders:snapshot": of_snapshot("leaders:snapshot"),
    "leaders:frozen_cell": of_snapshot("leaders:frozen_cell", **CELL),
    "leaders:register": plain("leaders:register", "quay", ky=FEBRUARY, don_vi="H99.TT"),
}
NOT_PAGES: dict[str, str] = {
    "alive": "data",
    "ready": "data",
    "sign_out": "POST",
    "style_draft": "data",
    "portal:procedure_posting": "file",
    "desk:process_coverage_export": "file",
    "desk:process_bpmn": "file",
    "desk:process_xlsx": "file",
    "desk:process_template": "file",
    "desk:process_iso": "file",
    "desk:process_trial_keep": "POST",
    "desk:process_trial_drop": "POST",
    "desk:intake_save": "POST",
    "desk:intake_drop": "POST",
    "desk:slip": "file",
    "desk:file": "file",
    "desk:work_export": "file",
    "desk:handover_slip": "file",
    "desk:control_slip": "file",
    "desk:people_leave_cancel": "POST",
    "desk:people_delegation_end": "POST",
    "desk:presence": "POST",
    "desk:change_stop": "POST",
    "desk:change_undo": "POST",
    "desk:change_results": "file",
    "leaders:download": "file",
    "leaders:snapshot_download": "file",
    "leaders:register_download": "file",
    "leaders:issue": "POST",
}


def not_pages(world: World) -> dict[str, tuple[str, str]]:
    """The addresses of `NOT_PAGES` and who asks for them."""
    number, report = world.numbers["ACCEPTED"], world.snapshot_id
    asked = {"ky": FEBRUARY, "don_vi": "H99"}
    return {
        "alive": (at("alive"), ""),
        "ready": (at("ready"), ""),
        "sign_out": (at("sign_out"), "quay"),
        "style_draft": (at("style_draft"), "quay"),
        "portal:procedure_posting": (at("portal:procedure_posting", SEVEN_DAYS), ""),
        "desk:intake_save": (at("desk:intake_save", world.draft), "quay"),
        "desk:intake_drop": (at("desk:intake_drop", world.draft), "quay"),
        "desk:slip": (at("desk:slip", world.slip_id("RECEIPT")), "quay"),
        "desk:file": (at("desk:file", world.result_file_id), "quay"),
        "desk:work_export": (at("desk:work_export"), "quay"),
        "desk:handover_slip": (at("desk:handover_slip", world.handover_id), "quay"),
        "desk:control_slip": (at("desk:control_slip", number), "quay"),
        "desk:people_leave_cancel": (at("desk:people_leave_cancel", 1), "quay"),
        "desk:people_delegation_end": (at("desk:people_delegation_end", 1), "quay"),
        "desk:presence": (at("desk:presence", number), "quay"),
        "desk:change_stop": (at("desk:change_stop", stopped_change(world)), "truongphong"),
        "desk:change_undo": (at("desk:change_undo", stopped_change(world)), "truongphong"),
        "desk:change_results": (at("desk:change_results", stopped_change(world)), "truongphong"),
        "desk:process_coverage_export": (at("desk:process_coverage_export"), "kstt"),
        "desk:process_trial_keep": (at("desk:process_trial_keep", own_process(world)), "truongphong"),
        "desk:process_trial_drop": (at("desk:process_trial_drop", own_process(world)), "truongphong"),
        "desk:process_bpmn": (at("desk:process_bpmn", own_process(world)), "truongphong"),
        "desk:process_xlsx": (at("desk:process_xlsx", "default"), "quay"),
        "desk:process_template": (at("desk:process_template"), "quay"),
        "desk:process_iso": (at("desk:process_iso", own_process(world)), "truongphong"),
        "leaders:download": (at("leaders:download", "xlsx", **asked), "kstt"),
        "leaders:snapshot_download": (at("leaders:snapshot_download", report, "pdf"), "kstt"),
        "leaders:register_download": (
            at("leaders:register_download", "pdf", ky=FEBRUARY, don_vi="H99.TT"),
            "quay",
        ),
        "leaders:issue": (at("leaders:issue"), "kstt"),
    }
