from django.db import migrations

# A granted slot is one of the event that was asked; both columns move together or not at all.
PAIR = """
ALTER TABLE events_slot ADD CONSTRAINT events_slot_and_its_event UNIQUE (id, event_id);
ALTER TABLE events_slotrequest
    ADD CONSTRAINT events_slotrequest_slot_is_of_its_event
    FOREIGN KEY (slot_id, event_id) REFERENCES events_slot (id, event_id)
    DEFERRABLE INITIALLY DEFERRED;
"""
NO_PAIR = """
ALTER TABLE events_slotrequest DROP CONSTRAINT events_slotrequest_slot_is_of_its_event;
ALTER TABLE events_slot DROP CONSTRAINT events_slot_and_its_event;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(PAIR, NO_PAIR),
    ]
