from django.db import migrations

from portal.text.vectors import search_vector

# Every version that is kept names its pictures: covers by key, those in texts by their digest.
IN_USE = """
CREATE FUNCTION portal_pictures_in(data jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN data::text LIKE '%anh/%' THEN ARRAY(
        SELECT DISTINCT found[1]
        FROM regexp_matches(data::text, 'anh/[0-9a-f]{2}/([0-9a-f]{32})-', 'g') AS found
    ) ELSE '{}'::text[] END
    || CASE WHEN data -> 'fields' ->> 'cover_id' IS NOT NULL
        THEN ARRAY['cover:' || (data -> 'fields' ->> 'cover_id')] ELSE '{}'::text[] END
$$;

CREATE INDEX portal_revision_pictures ON portal_revision USING gin (portal_pictures_in(data));

CREATE FUNCTION portal_keep_used_pictures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM portal_revision
        WHERE portal_pictures_in(data) && ARRAY['cover:' || OLD.id, left(OLD.sha256, 32)]
    ) THEN
        RAISE EXCEPTION 'portal_picture_in_use_stays: picture % is in a version of a page', OLD.id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER portal_picture_in_use BEFORE DELETE ON portal_picture
FOR EACH ROW EXECUTE FUNCTION portal_keep_used_pictures();
"""
NOT_KEPT = """
DROP TRIGGER portal_picture_in_use ON portal_picture;
DROP FUNCTION portal_keep_used_pictures();
DROP INDEX portal_revision_pictures;
DROP FUNCTION portal_pictures_in(jsonb);
"""


def make_findable(apps, schema_editor):
    """Pictures from before the library could be searched are found by their description."""
    pictures = apps.get_model("portal", "Picture").objects.using(schema_editor.connection.alias)
    for picture in pictures.filter(search_vector=None).only("pk", "alt").iterator():
        vector = search_vector(
            title=picture.alt,
            summary="",
            body_html="",
            kind="picture",
            language="vi",
            published_at=None,
        )
        pictures.filter(pk=picture.pk).update(search_vector=vector)


class Migration(migrations.Migration):
    dependencies = [("portal", "0016_picture_library")]
    operations = [
        migrations.RunSQL(IN_USE, NOT_KEPT),
        migrations.RunPython(make_findable, migrations.RunPython.noop),
    ]
