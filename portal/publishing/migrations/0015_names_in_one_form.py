from django.db import migrations

# What was typed with letters and marks apart, as some keyboards do, is one name with what was not.
# Where both are there already they stay, for people to choose.
TOPICS = """
    UPDATE publishing_topic AS typed SET name = normalize(name, NFC)
    WHERE name IS NOT NFC NORMALIZED AND NOT EXISTS (
        SELECT FROM publishing_topic AS other
        WHERE other.id <> typed.id AND normalize(other.name, NFC) = normalize(typed.name, NFC)
    )
"""
# Sections may share a name.
SECTIONS = """
    UPDATE publishing_section SET name = normalize(name, NFC) WHERE name IS NOT NFC NORMALIZED
"""


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0014_translations_in_the_section_of_their_page'),
    ]

    operations = [
        migrations.RunSQL(TOPICS, migrations.RunSQL.noop),
        migrations.RunSQL(SECTIONS, migrations.RunSQL.noop),
    ]
