"""The slips of a dossier, and one slip for those who may see its dossier."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.models import Dossier, Slip
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.dossiers.refusals import NoSuchDossier
from motcua.rules.actors import Actor, Role


def slips_of(dossier: Dossier) -> list[Slip]:
    """What was issued for a dossier, newest first; the contents are left in the database."""
    return list(Slip.objects.filter(dossier=dossier).defer("data").order_by("-at", "-id"))


def slip(slip_id: int, actor: Actor) -> Slip:
    """One slip with its content, when the actor may see its dossier.

    A slip given at the counter without a dossier (T5, T6) belongs to its centre: who works there may see it.
    Raises NoSuchDossier, whether the slip does not exist or may not be seen.
    """
    found = Slip.objects.select_related("dossier").filter(pk=slip_id).first()
    if found is None or not _is_visible(found, actor):
        raise NoSuchDossier(
            "Không tìm thấy phiếu này trong các hồ sơ bạn được xem. Hãy mở lại từ trang hồ sơ."
        )
    return found


def slip_pdf(slip_id: int, actor: Actor) -> bytes:
    """The same slip as PDF, as it was issued. Raises NoSuchDossier."""
    return slips.pdf(slip(slip_id, actor))


def control_slip_pdf(dossier: Dossier, *, at: datetime) -> bytes:
    """The control slip of a dossier as it stands at `at`. Raises SlipNotReady for one not accepted."""
    return slips.control_slip_pdf(dossier, at=at)


def _is_visible(found: Slip, actor: Actor) -> bool:
    if found.dossier_id is None:
        at_work = actor.units(Role.COUNTER, Role.CENTRE_HEAD)
        return found.unit_id in at_work or actor.has_role(Role.TTHC_CONTROL)
    return visible_to(actor).filter(pk=found.dossier_id).exists()
