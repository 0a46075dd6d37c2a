"""Each morning the catalogue's lists and search turn to the versions that come into force that day."""

from procrastinate.contrib.django import app

from motcua.apps.catalogue import actions
from motcua.rules.actors import SYSTEM
from motcua.web.ui import clock


@app.periodic(cron="5 0 * * *")
@app.task(name="motcua.bring_into_force", queue="upkeep", queueing_lock="bring_into_force")
def bring_into_force(timestamp: int) -> None:
    """Point lists and search at today's versions."""
    actions.bring_into_force(actor=SYSTEM, at=clock.now())
