from django.db import migrations

# A figure or target is of a series of its own indicator.
PAIRS = """
ALTER TABLE indicators_series
    ADD CONSTRAINT indicators_series_and_its_indicator UNIQUE (id, indicator_id);
ALTER TABLE indicators_observation
    ADD CONSTRAINT indicators_observation_series_is_of_its_indicator
    FOREIGN KEY (series_id, indicator_id) REFERENCES indicators_series (id, indicator_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE indicators_target
    ADD CONSTRAINT indicators_target_series_is_of_its_indicator
    FOREIGN KEY (series_id, indicator_id) REFERENCES indicators_series (id, indicator_id)
    DEFERRABLE INITIALLY DEFERRED;
"""
NO_PAIRS = """
ALTER TABLE indicators_target DROP CONSTRAINT indicators_target_series_is_of_its_indicator;
ALTER TABLE indicators_observation DROP CONSTRAINT indicators_observation_series_is_of_its_indicator;
ALTER TABLE indicators_series DROP CONSTRAINT indicators_series_and_its_indicator;
"""
# The setting is the one that live writes of a page turn on (portal.publishing).
LIVE_ROWS = """
CREATE FUNCTION projects_check_live_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
BEGIN
    IF coalesce(current_setting('portal.may_write_live', true), '') = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    owner := to_jsonb(coalesce(NEW, OLD)) ->> TG_ARGV[0];
    IF EXISTS (SELECT FROM publishing_publication WHERE id = owner AND state = 'published') THEN
        RAISE EXCEPTION 'projects_live_rows_change_through_a_change_set: publication %', owner
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER indicators_observation_live BEFORE INSERT OR UPDATE OR DELETE ON indicators_observation
FOR EACH ROW EXECUTE FUNCTION projects_check_live_row('indicator_id');
"""
NO_LIVE_ROWS = """
DROP TRIGGER indicators_observation_live ON indicators_observation;
DROP FUNCTION projects_check_live_row();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(PAIRS, NO_PAIRS),
        migrations.RunSQL(LIVE_ROWS, NO_LIVE_ROWS),
    ]
