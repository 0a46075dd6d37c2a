"""A legal act is a row nobody edits; the database itself refuses."""

from django.db import migrations

GUARD = """
CREATE FUNCTION dossiers_refuse_act_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Hành động trên hồ sơ chỉ được ghi thêm, không sửa, không xóa.';
END $$;
CREATE TRIGGER act_append_only BEFORE UPDATE OR DELETE ON dossiers_act
  FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_act_change();
"""
UNGUARD = """
DROP TRIGGER act_append_only ON dossiers_act;
DROP FUNCTION dossiers_refuse_act_change();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
