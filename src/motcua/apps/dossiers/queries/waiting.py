"""What a paused dossier waits for, and until when its holder may still apologise."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.models import Dossier, SupplementItem
from motcua.apps.dossiers.placing import aware
from motcua.apps.dossiers.queries.pages import DossierPage
from motcua.rules.deadlines import last_apology_moment, rule_set_named


def wanted_items(dossier: Dossier) -> list[SupplementItem]:
    """The items of the supplement request that waits for the applicant, in order."""
    found = SupplementItem.objects.filter(request__act__dossier=dossier, request__received_at=None)
    return list(found.order_by("request_id", "ordinal"))


def latest_apology(page: DossierPage) -> datetime | None:
    """The last moment at which the dossier may be extended (NĐ 61/2018 Đ.19.9); None without a due date."""
    if page.passport.state is None:
        return None
    dossier = page.dossier
    return aware(
        last_apology_moment(
            page.passport.state.due, clock.calendar_of(dossier), rule_set_named(dossier.rule_set)
        )
    )
