from django.db import migrations

# What was typed with letters and marks apart, as some keyboards do, is one name with what was not.
# Where both are there already they stay, for people to choose.
ONE_FORM = """
    UPDATE {table} AS typed SET name = normalize(name, NFC)
    WHERE name IS NOT NFC NORMALIZED AND NOT EXISTS (
        SELECT FROM {table} AS other
        WHERE other.id <> typed.id AND normalize(other.name, NFC) = normalize(typed.name, NFC)
    )
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_article_gallery'),
    ]

    operations = [
        migrations.RunSQL(ONE_FORM.format(table='articles_author'), migrations.RunSQL.noop),
        migrations.RunSQL(ONE_FORM.format(table='articles_source'), migrations.RunSQL.noop),
    ]
