from django.db import migrations

# The steps of the workflow as they are today; a test holds the two together.
STEPS = """
CREATE FUNCTION portal_check_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_ARGV[0] = 'page' AND (OLD.state, NEW.state) IN (
        ('draft', 'binned'), ('changes_asked', 'binned'), ('withdrawn', 'binned'),
        ('binned', 'draft'), ('binned', 'withdrawn'),
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

CREATE TRIGGER publishing_publication_step BEFORE UPDATE OF state ON publishing_publication
FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
EXECUTE FUNCTION portal_check_step('page');

CREATE TRIGGER publishing_changeset_step BEFORE UPDATE OF state ON publishing_changeset
FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
EXECUTE FUNCTION portal_check_step('change');
"""
NO_STEPS = """
DROP TRIGGER publishing_changeset_step ON publishing_changeset;
DROP TRIGGER publishing_publication_step ON publishing_publication;
DROP FUNCTION portal_check_step();
"""
# A live page, and the note typed with a change of it, changes through a change set only.
LIVE_TEXT = """
CREATE FUNCTION portal_check_live_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('portal.may_write_live', true), '') = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'portal_live_text_changes_through_a_change_set: publication %', OLD.id
        USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER publishing_publication_live_text BEFORE UPDATE ON publishing_publication
FOR EACH ROW WHEN (
    OLD.state = 'published' AND NEW.state = 'published'
    AND (OLD.title, OLD.summary, OLD.body, OLD.path, OLD.cover_id, OLD.cover_alt)
        IS DISTINCT FROM
        (NEW.title, NEW.summary, NEW.body, NEW.path, NEW.cover_id, NEW.cover_alt)
)
EXECUTE FUNCTION portal_check_live_text();

CREATE TRIGGER publishing_publication_live_correction BEFORE UPDATE ON publishing_publication
FOR EACH ROW WHEN (
    OLD.state = 'published' AND NEW.state = 'published'
    AND (OLD.correction, OLD.hides_earlier) IS DISTINCT FROM (NEW.correction, NEW.hides_earlier)
)
EXECUTE FUNCTION portal_check_live_text();
"""
NO_LIVE_TEXT = """
DROP TRIGGER publishing_publication_live_correction ON publishing_publication;
DROP TRIGGER publishing_publication_live_text ON publishing_publication;
DROP FUNCTION portal_check_live_text();
"""
# Every version that is kept names its pictures: covers and logos by key, those in texts by digest.
PICTURES = """
CREATE FUNCTION portal_pictures_in(data jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN data::text LIKE '%anh/%' THEN ARRAY(
        SELECT DISTINCT found[1]
        FROM regexp_matches(data::text, 'anh/[0-9a-f]{2}/([0-9a-f]{32})-', 'g') AS found
    ) ELSE '{}'::text[] END
    || ARRAY(
        SELECT 'cover:' || key
        FROM unnest(ARRAY[data -> 'fields' ->> 'cover_id', data -> 'fields' ->> 'logo_id']) AS key
        WHERE key IS NOT NULL
    )
$$;

CREATE INDEX publishing_revision_pictures ON publishing_revision USING gin (portal_pictures_in(data));

CREATE FUNCTION portal_keep_used_pictures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM publishing_revision
        WHERE portal_pictures_in(data) && ARRAY['cover:' || OLD.id, left(OLD.sha256, 32)]
    ) THEN
        RAISE EXCEPTION 'pictures_picture_in_use_stays: picture % is in a version of a page', OLD.id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER pictures_picture_in_use BEFORE DELETE ON pictures_picture
FOR EACH ROW EXECUTE FUNCTION portal_keep_used_pictures();
"""
NO_PICTURES = """
DROP TRIGGER pictures_picture_in_use ON pictures_picture;
DROP FUNCTION portal_keep_used_pictures();
DROP INDEX publishing_revision_pictures;
DROP FUNCTION portal_pictures_in(jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(STEPS, NO_STEPS),
        migrations.RunSQL(LIVE_TEXT, NO_LIVE_TEXT),
        migrations.RunSQL(PICTURES, NO_PICTURES),
    ]
