from django.db import migrations

# For everybody, the owner of the table too: who rewrites must first take the trigger away.
APPEND_ONLY = """
CREATE FUNCTION portal_keep_audit_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'portal_audit_is_only_added_to: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER portal_audit_rows_stay BEFORE UPDATE OR DELETE ON audit_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION portal_keep_audit_whole();

CREATE TRIGGER portal_audit_table_stays BEFORE TRUNCATE ON audit_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION portal_keep_audit_whole();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER portal_audit_table_stays ON audit_auditentry;
DROP TRIGGER portal_audit_rows_stay ON audit_auditentry;
DROP FUNCTION portal_keep_audit_whole();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
    ]
