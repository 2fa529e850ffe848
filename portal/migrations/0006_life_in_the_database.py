from django.db import migrations

# The steps of portal.publishing.life as they are today; a test holds the two together.
STEPS = """
CREATE FUNCTION portal_check_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_ARGV[0] = 'page' AND (OLD.state, NEW.state) IN (
        ('draft', 'submitted'), ('changes_asked', 'submitted'),
        ('submitted', 'draft'), ('approved', 'draft'), ('withdrawn', 'draft'),
        ('submitted', 'changes_asked'), ('approved', 'changes_asked'),
        ('submitted', 'approved'),
        ('draft', 'published'), ('submitted', 'published'), ('changes_asked', 'published'),
        ('approved', 'published'), ('withdrawn', 'published'),
        ('published', 'withdrawn')
    ) THEN RETURN NEW; END IF;
    IF TG_ARGV[0] = 'change' AND (OLD.state, NEW.state) IN (
        ('draft', 'submitted'), ('changes_asked', 'submitted'),
        ('submitted', 'draft'), ('approved', 'draft'),
        ('submitted', 'changes_asked'), ('approved', 'changes_asked'),
        ('submitted', 'approved'),
        ('draft', 'published'), ('submitted', 'published'), ('changes_asked', 'published'),
        ('approved', 'published'),
        ('draft', 'discarded'), ('submitted', 'discarded'), ('changes_asked', 'discarded'),
        ('approved', 'discarded')
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'portal_step_is_in_the_table: no step leads from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER portal_publication_step BEFORE UPDATE OF state ON portal_publication
FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
EXECUTE FUNCTION portal_check_step('page');

CREATE TRIGGER portal_changeset_step BEFORE UPDATE OF state ON portal_changeset
FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
EXECUTE FUNCTION portal_check_step('change');
"""

LIVE_TEXT = """
CREATE FUNCTION portal_check_live_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('portal.may_write_live', true), '') = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'portal_live_text_changes_through_a_change_set: publication %', OLD.id
        USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER portal_publication_live_text BEFORE UPDATE ON portal_publication
FOR EACH ROW WHEN (
    OLD.state = 'published' AND NEW.state = 'published'
    AND (OLD.title, OLD.summary, OLD.body, OLD.path, OLD.cover_id, OLD.cover_alt)
        IS DISTINCT FROM
        (NEW.title, NEW.summary, NEW.body, NEW.path, NEW.cover_id, NEW.cover_alt)
)
EXECUTE FUNCTION portal_check_live_text();
"""

NO_STEPS = """
DROP TRIGGER portal_changeset_step ON portal_changeset;
DROP TRIGGER portal_publication_step ON portal_publication;
DROP FUNCTION portal_check_step();
"""

NO_LIVE_TEXT = """
DROP TRIGGER portal_publication_live_text ON portal_publication;
DROP FUNCTION portal_check_live_text();
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0005_live_numbers")]
    operations = [
        migrations.RunSQL(STEPS, NO_STEPS),
        migrations.RunSQL(LIVE_TEXT, NO_LIVE_TEXT),
    ]
