"""Every minute the timers of open steps that have come; every ten minutes nudges that no longer matter are closed."""

from procrastinate.contrib.django import app

from motcua.apps.dossiers import actions
from motcua.web.ui import clock


@app.periodic(cron="* * * * *")
@app.task(name="motcua.fire_timers", queue="upkeep", queueing_lock="fire_timers", pass_context=False)
def fire_timers(timestamp: int) -> int:
    """Remind, tell the leaders, propose; the number of nudges written."""
    return actions.fire_timers(at=clock.now()).nudges


@app.periodic(cron="*/10 * * * *")
@app.task(name="motcua.close_nudges", queue="upkeep", queueing_lock="close_nudges", pass_context=False)
def close_nudges(timestamp: int) -> int:
    """Close nudges whose step has passed."""
    return actions.close_passed(at=clock.now())
