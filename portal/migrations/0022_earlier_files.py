import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import portal.publishing.models.attachment


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0021_sheet_uploads"),
    ]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="file",
            field=models.FileField(
                help_text="PDF, Word, Excel and the like; what it holds is checked, not only its name. Another file in its place keeps the address; readers still find the earlier one.",
                max_length=200,
                upload_to=portal.publishing.models.attachment.attachment_path,
                verbose_name="file",
            ),
        ),
        migrations.CreateModel(
            name="AttachmentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attachment_key",
                    models.PositiveBigIntegerField(verbose_name="key of the attachment"),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("file", models.FileField(max_length=200, upload_to="", verbose_name="file")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("content_type", models.CharField(max_length=100, verbose_name="type")),
                ("pages", models.PositiveIntegerField(null=True, verbose_name="pages")),
                (
                    "replaced_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="replaced at"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachment_versions",
                        to="portal.publication",
                        verbose_name="publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier file of an attachment",
                "verbose_name_plural": "earlier files of attachments",
                "ordering": ["attachment_key", "-number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attachment_key", "number"),
                        name="portal_attachment_version_numbers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gte", 1), models.Q(("file", ""), _negated=True)
                        ),
                        name="portal_attachment_version_has_a_file",
                    ),
                ],
            },
        ),
    ]
