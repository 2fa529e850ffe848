import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# A note typed for a live page waits with its change; the row itself holds none.
TRIGGER = """
CREATE TRIGGER portal_publication_live_correction BEFORE UPDATE ON portal_publication
FOR EACH ROW WHEN (
    OLD.state = 'published' AND NEW.state = 'published'
    AND (OLD.correction, OLD.hides_earlier) IS DISTINCT FROM (NEW.correction, NEW.hides_earlier)
)
EXECUTE FUNCTION portal_check_live_text();
"""
NO_TRIGGER = "DROP TRIGGER portal_publication_live_correction ON portal_publication;"


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0011_publication_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="corrected_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="corrected at"),
        ),
        migrations.AddField(
            model_name="publication",
            name="correction",
            field=models.TextField(
                blank=True,
                help_text="What was wrong and what is right. Readers see it with its date as soon as the change is in place. Empty: no correction, just a change.",
                max_length=1000,
                verbose_name="correction",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="hides_earlier",
            field=models.BooleanField(
                default=False,
                help_text="Readers then cannot compare: for what nobody should read again, such as a private person's number.",
                verbose_name="keep the earlier text closed",
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(editable=False, max_length=1000, verbose_name="correction"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="corrected at",
                    ),
                ),
                (
                    "earlier_number",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="earlier version"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="version")),
                (
                    "hides_earlier",
                    models.BooleanField(
                        default=False,
                        help_text="Readers cannot compare with it: for what nobody should read again.",
                        verbose_name="the earlier text stays closed",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="portal.publication",
                        verbose_name="publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["-at", "-id"], name="portal_correction_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="portal_correction_says_what_was_wrong",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("earlier_number", None),
                            ("earlier_number__lt", models.F("number")),
                            _connector="OR",
                        ),
                        name="portal_correction_is_later_than_what_it_corrects",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
    ]
