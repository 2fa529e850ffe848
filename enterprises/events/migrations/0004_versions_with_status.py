# Written on 2026-11-27: versions keep fields by name, so those of before get the names of today.

from django.db import migrations

RENAME = """
UPDATE publishing_revision AS revision
SET data = jsonb_set(
    revision.data, '{{fields}}',
    (revision.data -> 'fields') - '{old}' - '{old}_reason' || jsonb_build_object(
        '{new}', revision.data -> 'fields' -> '{old}',
        '{new}_reason', revision.data -> 'fields' -> '{old}_reason'
    )
)
FROM publishing_publication AS page
WHERE page.id = revision.publication_id AND page.kind = 'event'
    AND revision.data -> 'fields' ? '{old}';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0003_status_comment_and_requested"),
        ("publishing", "0010_comment"),
    ]

    operations = [
        migrations.RunSQL(
            RENAME.format(old="standing", new="status"),
            RENAME.format(old="status", new="standing"),
        ),
    ]
