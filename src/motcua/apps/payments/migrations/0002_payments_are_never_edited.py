"""Money received is a fact: a payment's row is never changed or deleted; a refund is a state of its bill with a ground."""

from django.db import migrations

GUARD = """
CREATE FUNCTION payments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Khoản thu chỉ được ghi thêm, không sửa, không xóa.';
END $$;
CREATE TRIGGER payment_append_only BEFORE UPDATE OR DELETE ON payments_payment
  FOR EACH ROW EXECUTE FUNCTION payments_refuse_change();
"""
UNGUARD = """
DROP TRIGGER payment_append_only ON payments_payment;
DROP FUNCTION payments_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
