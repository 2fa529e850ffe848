from django.db import migrations

# A report is written in two states, read in one and kept for good in the last; the code's own
# steps are in enterprises/reports/workflow.py.
STEPS = """
CREATE FUNCTION enterprises_check_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unchanged text[] := ARRAY['enterprise_id', 'year', 'quarter', 'version', 'created_at'];
    may_change text[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('draft', 'sent') OR NEW.superseded_at IS NOT NULL THEN
            RAISE EXCEPTION 'enterprises_report_begins_as_a_draft'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' OR OLD.sent_at IS NOT NULL THEN
            RAISE EXCEPTION 'enterprises_report_is_kept: report %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('draft', 'draft'), ('draft', 'sent'), ('sent', 'sent'), ('sent', 'draft'),
        ('sent', 'returned'), ('sent', 'approved'), ('returned', 'returned'),
        ('returned', 'sent'), ('approved', 'approved')
    ) OR (OLD.state = 'sent' AND NEW.state = 'draft' AND OLD.seen_at IS NOT NULL)
      OR OLD.superseded_at IS NOT NULL THEN
        RAISE EXCEPTION 'enterprises_report_takes_known_steps: report %, % to %',
            OLD.id, OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state IN ('sent', 'approved') THEN
        may_change := CASE
            WHEN OLD.state = 'approved' THEN ARRAY['superseded_at']
            WHEN NEW.state = 'sent' THEN ARRAY['seen_at']
            WHEN NEW.state = 'draft' THEN ARRAY['state', 'sent_at']
            ELSE ARRAY['state', 'seen_at', 'decided_at', 'decided_by_id', 'word']
        END;
        IF to_jsonb(OLD) - may_change <> to_jsonb(NEW) - may_change THEN
            RAISE EXCEPTION 'enterprises_report_is_as_it_was_sent: report %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF EXISTS (SELECT FROM unnest(unchanged) AS name
               WHERE to_jsonb(OLD) -> name IS DISTINCT FROM to_jsonb(NEW) -> name) THEN
        RAISE EXCEPTION 'enterprises_report_stays_that_of_its_period: report %', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER enterprises_report_steps BEFORE INSERT OR UPDATE OR DELETE
ON reports_enterprisereport FOR EACH ROW EXECUTE FUNCTION enterprises_check_report();
"""
NO_STEPS = """
DROP TRIGGER enterprises_report_steps ON reports_enterprisereport;
DROP FUNCTION enterprises_check_report();
"""
# What was released stays: neither a sum nor what it was made of is changed or taken away.
RELEASED = """
CREATE FUNCTION enterprises_keep_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'enterprises_sum_is_kept: %', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER enterprises_sum_kept BEFORE UPDATE OR DELETE ON reports_releasedsum
FOR EACH ROW EXECUTE FUNCTION enterprises_keep_sum();

CREATE TRIGGER enterprises_sum_reports_kept BEFORE UPDATE OR DELETE
ON reports_releasedsum_reports FOR EACH ROW EXECUTE FUNCTION enterprises_keep_sum();
"""
NOT_RELEASED = """
DROP TRIGGER enterprises_sum_reports_kept ON reports_releasedsum_reports;
DROP TRIGGER enterprises_sum_kept ON reports_releasedsum;
DROP FUNCTION enterprises_keep_sum();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(STEPS, NO_STEPS),
        migrations.RunSQL(RELEASED, NOT_RELEASED),
    ]
