"""What an act said, and every issued slip, stay as written; only the answer to a supplement request is added once."""

from django.db import migrations

FROZEN = (
    "acceptance", "handover", "pause", "redating", "obligation", "extension", "decision", "result",
    "delivery", "withdrawal", "correction", "siteverification", "supplementitem", "slip",
)  # fmt: skip
GUARDS = [
    f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE ON dossiers_{name} "
    "FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_act_change();"
    for name in FROZEN
] + [
    "CREATE TRIGGER supplementrequest_append_only "
    "BEFORE UPDATE OF act_id, reason, due_on, policy, leader_ground OR DELETE ON dossiers_supplementrequest "
    "FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_act_change();",
    "CREATE TRIGGER supplementrequest_received_once BEFORE UPDATE OF received_at ON dossiers_supplementrequest "
    "FOR EACH ROW WHEN (OLD.received_at IS NOT NULL) EXECUTE FUNCTION dossiers_refuse_act_change();",
]
UNGUARDS = [f"DROP TRIGGER {name}_append_only ON dossiers_{name};" for name in FROZEN] + [
    "DROP TRIGGER supplementrequest_append_only ON dossiers_supplementrequest;",
    "DROP TRIGGER supplementrequest_received_once ON dossiers_supplementrequest;",
]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_paper_names_as_long_as_published")]
    operations = [migrations.RunSQL(GUARDS, UNGUARDS)]
