from django.db import migrations
from django.db.models import F


def name_the_live_version(apps, schema_editor):
    """What is published before changes could wait is live in its newest version."""
    publications = apps.get_model("portal", "Publication").objects.using(
        schema_editor.connection.alias
    )
    publications.filter(state="published", live_number=None).update(
        live_number=F("revision_number")
    )


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_newsroom")]
    operations = [migrations.RunPython(name_the_live_version, migrations.RunPython.noop)]
