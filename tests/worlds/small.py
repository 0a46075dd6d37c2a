"""A small office with everybody in it, made through the product's own actions."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings

from motcua.apps.catalogue import actions as catalogue
from motcua.apps.catalogue import queries as catalogue_queries
from motcua.apps.catalogue.actions.using import UseDraft
from motcua.apps.catalogue.actions.writing import Provenance
from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers.intake_data import Intake, PaperIn
from motcua.apps.dossiers.models import Dossier
from motcua.apps.files import actions as files
from motcua.apps.office import actions as office
from motcua.apps.office import queries as office_queries
from motcua.apps.office import working_time
from motcua.apps.office.loading import load_office
from motcua.apps.office.models import Agency, Officer, ServiceCenter, Unit, WorkingWeek
from motcua.apps.people.actions import PersonData
from motcua.apps.processes import actions as processes
from motcua.apps.processes import queries as process_queries
from motcua.apps.processes.models import ProcessVersion
from motcua.rules.actors import SYSTEM, Actor
from motcua.rules.catalogue_files import read_catalogue
from motcua.rules.procedure_use import LocalLimit

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HERE = Path(__file__).parent
IN_FORCE = date(2018, 6, 1)
DRAWS = {"H99.15": "giamdoc_so", "H99.41": "xa_chutich"}
"""Who draws and publishes the processes of an agency: its signatory."""
WEEK = {"weekdays": "07:30-11:30, 13:00-17:00"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

SEVEN_DAYS = "1.999001"
IMMEDIATE = "1.999002"
ON_SPOT = "1.999003"
NO_LIMIT = "1.999004"
COMMUNE = "1.999005"


def vn(text: str) -> datetime:
    """`2026-03-02 09:00` in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def record(
    code: str, name: str, value: float | None, unit: str = "WORKING_DAY", level: str = "PROVINCE"
) -> dict[str, Any]:
    """One catalogue row in the shape of the national portal's crawl."""
    channels = [
        {
            "channel": channel,
            "time_value": value,
            "time_unit": unit,
            "time_limit_raw": "",
            "fees": [],
            "description": "",
        }
        for channel in ("DIRECT", "ONLINE", "POSTAL")
    ]
    papers = [
        {"name": "Tờ khai theo mẫu", "originals": 1, "copies": 0, "kind": "DOCUMENT"},
        {"name": "Bản sao giấy tờ tùy thân", "originals": 0, "copies": 1, "kind": "DOCUMENT"},
    ]
    return {
        "code": code,
        "name": name,
        "field": "Tư pháp thử nghiệm",
        "level": level,
        "levels": [level],
        "decision_no": "01/QĐ-THU",
        "issuer": "Cơ quan thử nghiệm",
        "kind": "DELEGATED_BY_LAW",
        "agencies": ["Sở Tư pháp"],
        "applicants": ["Công dân Việt Nam"],
        "steps": "Bước 1. Nộp hồ sơ.",
        "conditions": "",
        "keywords": "",
        "channels": channels,
        "dossier": [{"case": "", "items": papers}],
        "results": [{"name": "Giấy chứng nhận", "code": ""}],
        "legal_basis": [{"number": "01/2020/NĐ-CP", "title": "Nghị định thử nghiệm"}],
        "flags": [] if value else ["no_structured_limit"],
    }


@dataclass
class SmallOffice:
    """Names for everything in the world, and shortcuts that go through the product's actions."""

    tokens: Any = field(default_factory=itertools.count)

    def agency(self, code: str = "H99.15") -> Agency:
        return Agency.objects.get(code=code)

    def unit(self, code: str) -> Unit:
        return Unit.objects.get(code=code)

    def officer(self, username: str) -> Officer:
        return Officer.objects.get(username=username)

    def actor(self, username: str, at: datetime | None = None) -> Actor:
        found = office_queries.actor_for(self.officer(username).pk, at or vn("2026-03-02 08:00"))
        assert found is not None
        return found

    def token(self) -> UUID:
        return uuid5(UUID(int=7), str(next(self.tokens)))

    def intake(self, procedure: str = SEVEN_DAYS, **more: Any) -> Intake:
        """A complete filing at the provincial centre, for the department unless said otherwise."""
        at_commune = procedure == COMMUNE
        base = Intake(
            procedure=procedure,
            agency_id=self.agency("H99.41" if at_commune else "H99.15").pk,
            unit_id=self.unit("H99.41.TT" if at_commune else "H99.TT").pk,
            applicant=PersonData(
                name="Nguyễn Văn Dân",
                personal_id="038099012345",
                phone="0912345678",
                address="Thôn 1, xã Đông Hòa",
            ),
            papers=(PaperIn("Tờ khai theo mẫu", originals=1), PaperIn("Bản sao giấy tờ tùy thân", copies=1)),
            token=self.token(),
        )
        return replace(base, **more)

    def accepted(self, at: datetime, procedure: str = SEVEN_DAYS, **more: Any) -> Dossier:
        who = "xa_motcua" if procedure == COMMUNE else "quay"
        return dossiers.accept(self.intake(procedure, **more), actor=self.actor(who, at), at=at)

    def examined_by(self, at: datetime, **more: Any) -> Dossier:
        """A dossier on the desk of `chuyenvien`, accepted, transferred and assigned at `at`."""
        number = str(self.accepted(at, **more))
        dossiers.transfer(number, actor=self.actor("quay", at), at=at)
        officer_id = self.officer("chuyenvien").pk
        return dossiers.assign(number, officer_id=officer_id, actor=self.actor("truongphong", at), at=at)

    def judged_ok(self, number: str, at: datetime) -> None:
        papers = Dossier.objects.get(number=number).papers.values_list("ordinal", flat=True)
        verdicts = {ordinal: dossiers.Judgement("OK") for ordinal in papers}
        dossiers.judge_papers(number, verdicts, actor=self.actor("chuyenvien", at), at=at)

    def to_signing(self, at: datetime, **more: Any) -> Dossier:
        number = str(self.examined_by(at, **more))
        self.judged_ok(number, at)
        dossiers.examine(number, opinion="Đủ điều kiện", actor=self.actor("chuyenvien", at), at=at)
        return dossiers.review(number, actor=self.actor("truongphong", at), at=at)

    def published(
        self,
        body: dict[str, Any],
        procedure: str = SEVEN_DAYS,
        agency: str = "H99.15",
        *,
        key: str = "",
        at: datetime | None = None,
    ) -> ProcessVersion:
        """Draw and publish an own process like `body` (steps, cases) and put the procedure on it.

        `key`: a further version of that process instead of a new one. `at`: when it is published and comes into
        force (2018-06-01 unless said). Raises what the actions raise, and AssertionError when the procedure was
        refused.
        """
        at = at or vn("2018-06-01 08:00")
        actor = self.actor(DRAWS[agency], at)
        if not key:
            name = str(body.get("name") or "Quy trình thử nghiệm")
            key = processes.create(name, agency_id=self.agency(agency).pk, actor=actor, at=at).key
        draft = processes.open_draft(key, actor=actor, at=at)
        draft = processes.save_draft(key, {**draft.body, **body}, saves=draft.saves, actor=actor, at=at)
        approval = processes.Approval("57/QĐ-UBND", decided_on=at.date(), valid_from=at.date())
        made = processes.publish(key, approval, saves=draft.saves, actor=actor, at=at)
        use = catalogue_queries.use_for(procedure, self.agency(agency), at.date())
        if use is not None and use.process_key != key:
            done = processes.run_procedures_on(key, [use.pk], valid_from=at.date(), actor=SYSTEM, at=at)
            assert not done[0].sentence, done[0].sentence
        return made

    def result_file(self, at: datetime) -> int:
        return files.store(PDF, "ket-qua.pdf", actor=self.actor("vanthu", at), at=at).pk

    def ready(self, at: datetime, sealed_at: datetime | None = None, **more: Any) -> Dossier:
        """A dossier with its result, waiting at the counter."""
        number = str(self.to_signing(at, **more))
        then = sealed_at or at
        dossiers.sign(number, actor=self.actor("giamdoc_so", then), at=then)
        return dossiers.seal(
            number,
            result_number=f"{number[-4:]}/GCN-{number[-11:-5]}",
            summary="Giấy chứng nhận",
            file_id=self.result_file(then),
            actor=self.actor("vanthu", then),
            at=then,
        )


def build(*, password: str | None = None) -> SmallOffice:
    """Load the office, the calendar, five procedures and how they are used."""
    at = vn("2018-06-01 08:00")
    working_time.forget()
    process_queries.forget()
    load_office(json.loads((HERE / "office.json").read_text("utf-8")), password=password)
    calendar = json.loads((Path(settings.PACKS) / "calendars" / "national.json").read_text("utf-8"))
    week = WorkingWeek(name="Giờ hành chính", week=WEEK, source="Nội quy cơ quan")
    office.load_calendar(calendar, [week], actor=SYSTEM, at=at)
    rows = [
        record(SEVEN_DAYS, "Cấp giấy chứng nhận thử nghiệm", 7),
        record(IMMEDIATE, "Chứng thực bản sao thử nghiệm", 1, "WORKING_DAY"),
        record(ON_SPOT, "Xác nhận tại chỗ thử nghiệm", 1, "WORKING_DAY"),
        record(NO_LIMIT, "Thủ tục chưa có thời hạn thử nghiệm", None, "UNSTRUCTURED"),
        record(COMMUNE, "Đăng ký hộ tịch thử nghiệm", 3, "WORKING_DAY", level="COMMUNE"),
    ]
    content = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    report = catalogue.import_catalogue(
        read_catalogue(content), provenance=Provenance(effective_on=IN_FORCE), actor=SYSTEM, at=at
    )
    assert not report.refused, report.refused
    world = SmallOffice()
    center = ServiceCenter.objects.get(unit__code="H99.TT")
    commune = ServiceCenter.objects.get(unit__code="H99.41.TT")
    draft = UseDraft(
        authority="Giám đốc Sở",
        center_ids=(center.pk,),
        settling_unit_id=world.unit("H99.15.HT").pk,
        fee_when="NONE",
    )
    for code, changes in {
        SEVEN_DAYS: {},
        IMMEDIATE: {"immediate": True},
        ON_SPOT: {"five_on_spot": True, "five_on_spot_ground": "QĐ 10/QĐ-UBND"},
        NO_LIMIT: {},
    }.items():
        use = replace(draft, **changes)
        catalogue.put_into_use(code, world.agency(), use, valid_from=IN_FORCE, actor=SYSTEM, at=at)
    at_commune = replace(
        draft,
        authority="Chủ tịch UBND xã",
        center_ids=(commune.pk,),
        settling_unit_id=world.unit("H99.41.TT").pk,
        process_key="commune",
    )
    catalogue.put_into_use(
        COMMUNE, world.agency("H99.41"), at_commune, valid_from=IN_FORCE, actor=SYSTEM, at=at
    )
    return world


def set_limit(world: SmallOffice, code: str, days: str) -> None:
    """Decide the missing limit of a procedure, as the agency would."""
    use = catalogue_queries.use_for(code, world.agency(), date(2026, 3, 1))
    assert use is not None
    limit = LocalLimit(Decimal(days), "WORKING_DAY", "QĐ 12/QĐ-STP")
    catalogue.set_local_limit(use, limit, valid_from=IN_FORCE, actor=SYSTEM, at=vn("2026-03-01 08:00"))
