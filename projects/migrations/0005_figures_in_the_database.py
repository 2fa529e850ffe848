import django.db.models.deletion
from django.db import migrations, models

PAIRS = """
ALTER TABLE projects_series
    ADD CONSTRAINT projects_series_and_its_indicator UNIQUE (id, indicator_id);
ALTER TABLE projects_observation
    ADD CONSTRAINT projects_observation_series_is_of_its_indicator
    FOREIGN KEY (series_id, indicator_id) REFERENCES projects_series (id, indicator_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE projects_target
    ADD CONSTRAINT projects_target_series_is_of_its_indicator
    FOREIGN KEY (series_id, indicator_id) REFERENCES projects_series (id, indicator_id)
    DEFERRABLE INITIALLY DEFERRED;
"""

NO_PAIRS = """
ALTER TABLE projects_target DROP CONSTRAINT projects_target_series_is_of_its_indicator;
ALTER TABLE projects_observation DROP CONSTRAINT projects_observation_series_is_of_its_indicator;
ALTER TABLE projects_series DROP CONSTRAINT projects_series_and_its_indicator;
"""

# The setting that portal.publishing.rehearsal.live_writes turns on.
LIVE_ROWS = """
CREATE FUNCTION projects_check_live_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
BEGIN
    IF coalesce(current_setting('portal.may_write_live', true), '') = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    owner := to_jsonb(coalesce(NEW, OLD)) ->> TG_ARGV[0];
    IF EXISTS (SELECT FROM portal_publication WHERE id = owner AND state = 'published') THEN
        RAISE EXCEPTION 'projects_live_rows_change_through_a_change_set: publication %', owner
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER projects_observation_live BEFORE INSERT OR UPDATE OR DELETE ON projects_observation
FOR EACH ROW EXECUTE FUNCTION projects_check_live_row('indicator_id');

CREATE TRIGGER projects_participation_live
BEFORE INSERT OR UPDATE OR DELETE ON projects_participation
FOR EACH ROW EXECUTE FUNCTION projects_check_live_row('project_id');
"""

NO_LIVE_ROWS = """
DROP TRIGGER projects_participation_live ON projects_participation;
DROP TRIGGER projects_observation_live ON projects_observation;
DROP FUNCTION projects_check_live_row();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_main_series")]
    operations = [
        migrations.AlterField(
            model_name="observation",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="projects.series",
                verbose_name="series",
            ),
        ),
        migrations.RunSQL(PAIRS, NO_PAIRS),
        migrations.RunSQL(LIVE_ROWS, NO_LIVE_ROWS),
    ]
