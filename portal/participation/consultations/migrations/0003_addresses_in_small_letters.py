from django.db import migrations

SMALL = """
UPDATE consultations_consultationcomment SET email = lower(email) WHERE email <> lower(email)
"""


class Migration(migrations.Migration):
    """Keep the addresses of comments as they are looked for: who asks for erasure is found."""

    dependencies = [("consultations", "0002_commented_by_telephone")]

    operations = [migrations.RunSQL(SMALL, migrations.RunSQL.noop)]
