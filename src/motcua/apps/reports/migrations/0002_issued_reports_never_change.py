"""An issued report is frozen: the database itself refuses to change or delete it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION reports_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Báo cáo đã phát hành không sửa, không xóa; hãy phát hành bản mới.';
END $$;
CREATE TRIGGER snapshot_frozen BEFORE UPDATE OR DELETE ON reports_reportsnapshot
  FOR EACH ROW EXECUTE FUNCTION reports_refuse_change();
"""
UNGUARD = """
DROP TRIGGER snapshot_frozen ON reports_reportsnapshot;
DROP FUNCTION reports_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
