"""Every change of a dossier, one function a verb. Views and jobs call these and nothing else."""

from motcua.apps.dossiers.actions.changing import start_change, stop_change, undo_change
from motcua.apps.dossiers.actions.changing_lines import work_on_chunk
from motcua.apps.dossiers.actions.consultation import answer_consultation, consult, consult_by_process
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
from motcua.apps.dossiers.actions.moving import move_process
from motcua.apps.dossiers.actions.nudging import Fired, close_passed, fire_timers, see_nudges
from motcua.apps.dossiers.actions.obligation import require_payment, settle_obligation
from motcua.apps.dossiers.actions.reassigning import reassign
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
    "Fired",
    "InForce",
    "Judgement",
    "Wanted",
    "accept",
    "accept_waiting",
    "answer_consultation",
    "ask_before_acceptance",
    "ask_supplement",
    "assign",
    "close_passed",
    "collect_fee",
    "consult",
    "consult_by_process",
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
    "fire_timers",
    "forward",
    "instruct",
    "judge_papers",
    "lapse_supplement",
    "move_process",
    "needs_leader",
    "post_result",
    "reassign",
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
    "see_nudges",
    "send_back",
    "settle_at_once",
    "settle_obligation",
    "sign",
    "start_change",
    "stop_change",
    "submit",
    "tell_early",
    "transfer",
    "undo_change",
    "verify_on_site",
    "withdraw",
    "work_on_chunk",
]
