from django.db import migrations


def add_generation(apps, schema_editor):
    """The one row of the generation."""
    rows = apps.get_model("pagecache", "Generation").objects.using(schema_editor.connection.alias)
    rows.get_or_create(pk=1, defaults={"number": 0})


class Migration(migrations.Migration):
    dependencies = [("pagecache", "0001_initial")]
    operations = [migrations.RunPython(add_generation, migrations.RunPython.noop)]
