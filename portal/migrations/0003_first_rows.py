from django.db import migrations


def add_generation(apps, schema_editor):
    """The one row of the generation."""
    rows = apps.get_model("portal", "Generation").objects.using(schema_editor.connection.alias)
    rows.get_or_create(pk=1, defaults={"number": 0})


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_roles")]
    operations = [migrations.RunPython(add_generation, migrations.RunPython.noop)]
