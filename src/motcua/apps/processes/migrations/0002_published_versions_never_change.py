"""The database itself refuses to change or delete a published process version: dossiers are pinned to it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION process_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Bản quy trình % đã ban hành, không được sửa hay xóa: hãy ban hành bản mới', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER version_guard BEFORE UPDATE OR DELETE ON processes_processversion
    FOR EACH ROW EXECUTE FUNCTION process_version_guard();
"""
UNGUARD = """
DROP TRIGGER version_guard ON processes_processversion;
DROP FUNCTION process_version_guard();
"""


class Migration(migrations.Migration):
    """Installs the guard."""

    dependencies = [("processes", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
