from django.db import migrations

FILL = """
UPDATE events_eventannouncement AS known SET online_url = event.online_url
FROM events_event AS event
WHERE event.publication_ptr_id = known.event_id AND event.online_url <> ''
"""


class Migration(migrations.Migration):
    """Keep the links that stood in letters as announced: they are told when they change."""

    dependencies = [("events", "0007_announced_online_url")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
