from django.db import migrations

# What was typed with letters and marks apart, as some keyboards do, is one name with what was not.
# Where both are there already they stay, for people to choose.
ONE_FORM = """
    UPDATE profiles_sector AS typed SET name = normalize(name, NFC)
    WHERE name IS NOT NFC NORMALIZED AND NOT EXISTS (
        SELECT FROM profiles_sector AS other
        WHERE other.id <> typed.id AND normalize(other.name, NFC) = normalize(typed.name, NFC)
    )
"""


class Migration(migrations.Migration):

    dependencies = [
        ('profiles', '0003_names_in_english'),
    ]

    operations = [
        migrations.RunSQL(ONE_FORM, migrations.RunSQL.noop),
    ]
