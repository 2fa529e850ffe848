from django.db import migrations

TAKE_ALONG = """
UPDATE publishing_publication AS version SET section_id = page.section_id
FROM publishing_publication AS page
WHERE version.kind = 'english' AND page.id = version.translation_of_id
    AND version.section_id IS DISTINCT FROM page.section_id
"""


class Migration(migrations.Migration):
    """Let English versions stand in the section to which their page was moved before."""

    dependencies = [("publishing", "0013_answer_promised_on")]

    operations = [migrations.RunSQL(TAKE_ALONG, migrations.RunSQL.noop)]
