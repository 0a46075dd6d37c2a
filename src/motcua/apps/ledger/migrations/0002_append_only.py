"""The book of facts refuses changes: what was recorded stays (design §3, "a legal act is a row nobody edits")."""

from django.db import migrations

GUARD = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Sổ sự kiện chỉ được ghi thêm, không sửa, không xóa.';
END $$;
CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE ON ledger_recordedfact
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
"""
UNGUARD = """
DROP TRIGGER fact_append_only ON ledger_recordedfact;
DROP FUNCTION ledger_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
