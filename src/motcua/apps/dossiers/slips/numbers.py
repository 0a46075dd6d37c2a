"""The numbers of slips: one series per issuing office, kind of paper and year (NĐ 30/2020 Đ.15)."""

from __future__ import annotations

from django.db import connection

from motcua.apps.dossiers.slips.heads import Issuer
from motcua.rules import numbering
from motcua.rules.forms import FormKind

MARKS: dict[FormKind, str] = {
    FormKind.RECEIPT: "",
    FormKind.SUPPLEMENT: "PBS",
    FormKind.DECLINE: "PTC",
    FormKind.REFUSE: "PTC",
    FormKind.APOLOGY: "PXL",
    FormKind.STOP_NOTICE: "TB",
    FormKind.PAYMENT_NOTICE: "TB",
    FormKind.RECALL: "TB",
    FormKind.PAPERS_RETURN: "PTL",
    FormKind.CONSULTATION: "PLYK",
    FormKind.HANDOVER: "BGHS",
    FormKind.RESULT_HANDOVER: "BGKQ",
    FormKind.RESULT_DELIVERY: "BNKQ",
    FormKind.LOSS_REPORT: "BB",
}
"""The abbreviation of the paper in its number. The receipt has none: "12/TTPVHCC" (TT 01/2018, form 01)."""

_TAKE = (
    "INSERT INTO dossiers_slipcounter (unit_id, kind, year, last) VALUES (%s, %s, %s, 1) "
    "ON CONFLICT (unit_id, kind, year) DO UPDATE SET last = dossiers_slipcounter.last + 1 RETURNING last"
)


def take(issuer: Issuer, kind: FormKind, year: int) -> int:
    """The next order number of the series, in one statement; the row stays locked until the transaction ends."""
    series = MARKS[kind] or str(kind)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [issuer.numbering_unit_id, series, year])
        row = cursor.fetchone()
    return int(row[0])


def written(issuer: Issuer, kind: FormKind, order: int) -> str:
    """The number as printed: "05/PBS-TTPVHCC"; an office without a notation prints only the paper's mark."""
    mark, notation = MARKS[kind], issuer.head.abbreviation
    if notation:
        return numbering.slip_number(order, notation, mark)
    return numbering.slip_number(order, mark) if mark else f"{order:02d}"
