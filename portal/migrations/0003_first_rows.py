from django.db import migrations

from portal.search.abbreviations import DEFAULTS


def add_generation(apps, schema_editor):
    """The one row of the generation."""
    rows = apps.get_model("portal", "Generation").objects.using(schema_editor.connection.alias)
    rows.get_or_create(pk=1, defaults={"number": 0})


def add_abbreviations(apps, schema_editor):
    """Those that the search knows on the day a site is set up; staff goes on from there."""
    rows = apps.get_model("portal", "Abbreviation").objects.using(schema_editor.connection.alias)
    for short, long in DEFAULTS:
        rows.get_or_create(short=short, defaults={"long": long})


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_roles")]
    operations = [
        migrations.RunPython(add_generation, migrations.RunPython.noop),
        migrations.RunPython(add_abbreviations, migrations.RunPython.noop),
    ]
