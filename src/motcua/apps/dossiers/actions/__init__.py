"""Every change of a dossier, one function a verb. Views and jobs call these and nothing else."""

from motcua.apps.dossiers.actions.consultation import answer_consultation, consult
from motcua.apps.dossiers.actions.correction import CORRECTABLE, correct, recall, report_loss
from motcua.apps.dossiers.actions.decision import refuse, seal, sign
from motcua.apps.dossiers.actions.delivery import (
    SHOWN,
    deliver_at_counter,
    deliver_by_post,
    deliver_online,
    post_result,
    tell_early,
)
from motcua.apps.dossiers.actions.drafts import drop_draft, save_draft
from motcua.apps.dossiers.actions.examination import Judgement, examine, judge_papers, review, verify_on_site
from motcua.apps.dossiers.actions.extension import extend
from motcua.apps.dossiers.actions.fees import collect_fee, exempt_fee
from motcua.apps.dossiers.actions.guidance import decline, decline_at_counter, instruct
from motcua.apps.dossiers.actions.intake import accept, accept_waiting, settle_at_once, submit
from motcua.apps.dossiers.actions.movement import assign, forward, send_back, transfer
from motcua.apps.dossiers.actions.obligation import require_payment, settle_obligation
from motcua.apps.dossiers.actions.redating import redate, redate_all
from motcua.apps.dossiers.actions.supplement import (
    Wanted,
    ask_before_acceptance,
    ask_supplement,
    lapse_supplement,
    needs_leader,
    receive_supplement,
)
from motcua.apps.dossiers.actions.withdrawal import withdraw
from motcua.apps.dossiers.settling import InForce

__all__ = [
    "CORRECTABLE",
    "SHOWN",
    "InForce",
    "Judgement",
    "Wanted",
    "accept",
    "accept_waiting",
    "answer_consultation",
    "ask_before_acceptance",
    "ask_supplement",
    "assign",
    "collect_fee",
    "consult",
    "correct",
    "decline",
    "decline_at_counter",
    "deliver_at_counter",
    "deliver_by_post",
    "deliver_online",
    "drop_draft",
    "examine",
    "exempt_fee",
    "extend",
    "forward",
    "instruct",
    "judge_papers",
    "lapse_supplement",
    "needs_leader",
    "post_result",
    "recall",
    "receive_supplement",
    "redate",
    "redate_all",
    "refuse",
    "report_loss",
    "require_payment",
    "review",
    "save_draft",
    "seal",
    "send_back",
    "settle_at_once",
    "settle_obligation",
    "sign",
    "submit",
    "tell_early",
    "transfer",
    "verify_on_site",
    "withdraw",
]
