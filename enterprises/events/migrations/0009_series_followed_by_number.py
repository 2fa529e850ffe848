from django.db import migrations

BY_NUMBER = """
UPDATE subscriptions_subscription AS followed SET key = series.id::text
FROM events_eventseries AS series
WHERE followed.kind = 'loat' AND followed.key = series.slug
"""
BY_WORD = """
UPDATE subscriptions_subscription AS followed SET key = series.slug
FROM events_eventseries AS series
WHERE followed.kind = 'loat' AND followed.key = series.id::text
"""


class Migration(migrations.Migration):
    """Let series be followed by their number; of words that no series has nothing is known."""

    dependencies = [
        ("events", "0008_fill_announced_online_url"),
        ("subscriptions", "0003_requested_and_notified"),
    ]

    operations = [migrations.RunSQL(BY_NUMBER, BY_WORD)]
