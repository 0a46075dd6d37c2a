"""Which paper the regulation of the day has for what an action means."""

from __future__ import annotations

from motcua.apps.dossiers.slips.occasion import Occasion
from motcua.apps.letters.queries import edition_on
from motcua.rules.forms import FormKind, NoSuchForm


def form_for(it: Occasion, kind: FormKind) -> FormKind:
    """The paper to print for `kind`; only stopping has several.

    Form 05 of TT 03/2025 answers the applicant's own request about a dossier that was being settled. Elsewhere
    the paper that says the truth is printed: a dossier never accepted, a supplement that never came, or a
    withdrawal before TT 03/2025 gets its papers back with a return slip; an authority that stops by itself (T18)
    says so on form 03.
    """
    if kind is not FormKind.STOP_NOTICE:
        return kind
    verb = it.last_act.verb if it.last_act else ""
    if verb == "refuse":
        return FormKind.REFUSE
    if verb != "withdraw" or it.dossier.received_at is None:
        return FormKind.PAPERS_RETURN
    return FormKind.STOP_NOTICE if _exists(FormKind.STOP_NOTICE, it) else FormKind.PAPERS_RETURN


def _exists(kind: FormKind, it: Occasion) -> bool:
    try:
        edition_on(kind, it.on)
    except NoSuchForm:
        return False
    return True
