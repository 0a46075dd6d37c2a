"""All the steps of the dossier page, by address and by verb, in the order in which they are offered."""

from __future__ import annotations

from motcua.web.desk.steps_asking import (
    Answer,
    AskSupplement,
    Consult,
    LapseSupplement,
    ReceiveSupplement,
    RequirePayment,
    SettleObligation,
)
from motcua.web.desk.steps_deciding import Extend, Recall, Refuse, Seal, Sign
from motcua.web.desk.steps_delivering import (
    CollectFee,
    DeliverAtCounter,
    DeliverByPost,
    DeliverOnline,
    PostResult,
)
from motcua.web.desk.steps_examining import Examine, Review, VerifyOnSite
from motcua.web.desk.steps_form import StepForm
from motcua.web.desk.steps_moving import Assign, Forward, SendBack, Transfer, Withdraw
from motcua.web.desk.steps_righting import Correct, ReportLoss
from motcua.web.desk.steps_ways import AskByProcess

OFFERED: tuple[type[StepForm], ...] = (
    Transfer,
    Examine,
    Review,
    Sign,
    Seal,
    ReceiveSupplement,
    SettleObligation,
    DeliverAtCounter,
    DeliverByPost,
    PostResult,
    DeliverOnline,
    Answer,
    Assign,
    AskSupplement,
    AskByProcess,
    Consult,
    VerifyOnSite,
    RequirePayment,
    SendBack,
    Extend,
    CollectFee,
    LapseSupplement,
    Refuse,
    Correct,
    Withdraw,
    Forward,
    ReportLoss,
    Recall,
)
"""The first one open to an officer stands on the dossier page itself; the others are a key away."""

BY_SLUG: dict[str, type[StepForm]] = {step.slug: step for step in OFFERED}

ON_PAGE = frozenset(
    {"transfer", "examine", "review", "sign", "seal", "receive_supplement", "settle_obligation",
     "deliver_at_counter", "post_result", "deliver_by_post", "deliver_online", "answer_consultation", "assign"}
)  # fmt: skip
"""Verbs whose form may stand on the dossier page itself."""
