"""The table of the rate limit. Unlogged: it is not worth a write to the log, and a crash may empty it."""

from django.db import migrations


class Migration(migrations.Migration):
    """Create ui_throttle; it has no model, since only `web.ui.throttle` touches it."""

    initial = True
    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE ui_throttle (visitor char(40) PRIMARY KEY, window_start bigint NOT NULL, "
            "tries integer NOT NULL)",
            "DROP TABLE ui_throttle",
        )
    ]
