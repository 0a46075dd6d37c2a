"""What a filing fixed, written into the note of the act that fixed it, so that `verify` can hold the index row to it.

No personal data stands in a note: the applicant is a keyed digest.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from motcua.apps.dossiers.models import Act, Dossier

KEY = "filed"
WORDS: dict[str, str] = {
    "channel": "hình thức nộp",
    "procedure": "thủ tục",
    "version": "bản công bố",
    "field": "lĩnh vực",
    "use": "cách áp dụng tại cơ quan",
    "receiving": "nơi tiếp nhận",
    "agency": "cơ quan giải quyết",
    "settling": "đơn vị giải quyết",
    "process": "quy trình",
    "process_version": "bản quy trình",
    "applicant": "chủ hồ sơ",
}


def filed(dossier: Dossier) -> dict[str, Any]:
    """The note's part for a dossier as it stands in memory."""
    return {
        "channel": str(dossier.channel),
        "procedure": dossier.procedure_id,
        "version": dossier.version_id,
        "field": dossier.field_id,
        "use": dossier.use_id,
        "receiving": dossier.receiving_unit_id,
        "agency": dossier.agency_id,
        "settling": dossier.settling_unit_id,
        "process": dossier.process_key,
        "process_version": dossier.process_version,
        "applicant": applicant_digest(dossier),
    }


def applicant_digest(dossier: Dossier) -> str:
    """A keyed digest of who the applicant is: name, numbers, address."""
    parts = (
        dossier.applicant_name,
        dossier.applicant_number,
        dossier.applicant_phone,
        dossier.applicant_email,
        dossier.applicant_address,
    )
    return hmac.new(settings.TRACKING_KEY, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()[:16]


def fixed_by(acts: Iterable[Act]) -> dict[str, Any]:
    """What the acts fixed, the later over the earlier."""
    said: dict[str, Any] = {}
    for act in acts:
        said |= act.note.get(KEY, {})
    return said
