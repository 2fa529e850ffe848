from django.db import migrations

LIVE_ROWS = """
CREATE TRIGGER work_participation_live
BEFORE INSERT OR UPDATE OR DELETE ON work_participation
FOR EACH ROW EXECUTE FUNCTION projects_check_live_row('project_id');
"""
NO_LIVE_ROWS = """
DROP TRIGGER work_participation_live ON work_participation;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0001_initial"),
        ("indicators", "0002_rules"),
    ]
    operations = [
        migrations.RunSQL(LIVE_ROWS, NO_LIVE_ROWS),
    ]
