"""Periodic care: jobs whose worker died, finished jobs, old sessions, rows of the rate limit."""

from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.db import SessionStore
from procrastinate.contrib.django import app

from motcua.web.ui import throttle

STALLED_AFTER = 60  # seconds without a heartbeat of the worker
KEEP_HOURS = 14 * 24  # failed and cancelled jobs stay two weeks for whoever looks into them


@app.periodic(cron="* * * * *")
@app.task(name="motcua.retry_stalled", queue="upkeep", queueing_lock="retry_stalled", pass_context=False)
async def retry_stalled(timestamp: int) -> None:
    """Hand out again the jobs whose worker was killed while doing them."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 2 * * *")
@app.task(name="motcua.purge", queue="upkeep", queueing_lock="purge")
def purge(timestamp: int) -> None:
    """Drop what nobody needs any more: old jobs, ended sessions, rate-limit rows."""
    async_to_sync(app.job_manager.delete_old_jobs)(
        nb_hours=KEEP_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
    SessionStore.clear_expired()
    throttle.forget_old()
