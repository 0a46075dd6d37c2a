"""Working on changes of many dossiers, a turn of some seconds at a time so that other jobs are not kept waiting."""

import time

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions.changing import TASK, defer_again, resume_changes
from motcua.web.ui import clock

TURN = 10.0  # seconds
PATIENCE = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name=TASK, queue="changes", retry=PATIENCE)
def work_on_change(change_id: int) -> None:
    """Go on with the change (or with its undoing) for one turn; what is left goes to a further job."""
    ends = time.monotonic() + TURN
    while actions.work_on_chunk(change_id, now=clock.now):
        if time.monotonic() >= ends:
            defer_again(change_id)
            return


@app.periodic(cron="* * * * *")
@app.task(name="motcua.resume_changes", queue="upkeep", queueing_lock="resume_changes", pass_context=False)
def look_for_left_changes(timestamp: int) -> None:
    """Take up again the changes whose job was given up."""
    resume_changes()
