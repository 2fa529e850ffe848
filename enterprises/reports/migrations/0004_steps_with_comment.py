# Written on 2026-11-27: the columns that a step may change have the name of today.

from django.db import migrations

STEPS = """
CREATE OR REPLACE FUNCTION enterprises_check_report() RETURNS trigger LANGUAGE plpgsql AS $$
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
            ELSE ARRAY['state', 'seen_at', 'decided_at', 'decided_by_id', 'comment']
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
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_comment")]

    operations = [
        migrations.RunSQL(STEPS, STEPS.replace("'comment']", "'word']")),
    ]
