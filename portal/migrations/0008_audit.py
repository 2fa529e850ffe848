import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# For everybody, the owner of the table too: who rewrites must first take the trigger away.
KEPT_WHOLE = """
CREATE FUNCTION portal_keep_audit_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'portal_audit_is_only_added_to: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER portal_audit_rows_stay BEFORE UPDATE OR DELETE ON portal_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION portal_keep_audit_whole();

CREATE TRIGGER portal_audit_table_stays BEFORE TRUNCATE ON portal_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION portal_keep_audit_whole();
"""
NOT_KEPT = """
DROP TRIGGER portal_audit_table_stays ON portal_auditentry;
DROP TRIGGER portal_audit_rows_stay ON portal_auditentry;
DROP FUNCTION portal_keep_audit_whole();
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_unsaved_text")]
    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "number",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("actor_name", models.CharField(blank=True, max_length=500, verbose_name="who")),
                ("action", models.CharField(max_length=32, verbose_name="action")),
                (
                    "subject_label",
                    models.CharField(blank=True, max_length=100, verbose_name="kind of record"),
                ),
                (
                    "subject_pk",
                    models.CharField(blank=True, max_length=64, verbose_name="key of the record"),
                ),
                ("subject_text", models.TextField(blank=True, verbose_name="record")),
                ("old", models.JSONField(default=dict, verbose_name="old values")),
                ("new", models.JSONField(default=dict, verbose_name="new values")),
                (
                    "ip",
                    models.CharField(
                        blank=True,
                        help_text="Of sign-ins only.",
                        max_length=45,
                        verbose_name="network address",
                    ),
                ),
                (
                    "previous_hash",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="hash of the row before"
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True, verbose_name="hash")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit record",
                "ordering": ["-number"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["subject_label", "subject_pk"], name="portal_audit_of_a_record"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="portal_audit_counts_from_one"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEPT_WHOLE, NOT_KEPT),
    ]
