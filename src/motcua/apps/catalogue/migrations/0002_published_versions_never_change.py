"""The database itself refuses to change or delete a published version; `valid_to` may be written once.

Design principle 4: dossiers are pinned to versions, so a changed version would change what was promised.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION catalogue_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Bản công bố thủ tục không được xóa (bản %)', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.valid_to IS NOT NULL AND NEW.valid_to IS DISTINCT FROM OLD.valid_to THEN
        RAISE EXCEPTION 'Ngày hết hiệu lực của bản công bố % đã ghi, không được sửa', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(NEW) - 'valid_to' IS DISTINCT FROM to_jsonb(OLD) - 'valid_to' THEN
        RAISE EXCEPTION 'Nội dung bản công bố % không được sửa: hãy công bố bản mới', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER version_guard BEFORE UPDATE OR DELETE ON catalogue_procedureversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_version_guard();
"""
UNGUARD = """
DROP TRIGGER version_guard ON catalogue_procedureversion;
DROP FUNCTION catalogue_version_guard();
"""


class Migration(migrations.Migration):
    """Installs the guard."""

    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
