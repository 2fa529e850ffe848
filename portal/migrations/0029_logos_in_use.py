from django.db import migrations

# As before, and logos beside covers: both are keys of pictures among the fields of a version.
WITH_LOGOS = """
CREATE OR REPLACE FUNCTION portal_pictures_in(data jsonb) RETURNS text[]
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

REINDEX INDEX portal_revision_pictures;
"""
WITHOUT_LOGOS = """
CREATE OR REPLACE FUNCTION portal_pictures_in(data jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN data::text LIKE '%anh/%' THEN ARRAY(
        SELECT DISTINCT found[1]
        FROM regexp_matches(data::text, 'anh/[0-9a-f]{2}/([0-9a-f]{32})-', 'g') AS found
    ) ELSE '{}'::text[] END
    || CASE WHEN data -> 'fields' ->> 'cover_id' IS NOT NULL
        THEN ARRAY['cover:' || (data -> 'fields' ->> 'cover_id')] ELSE '{}'::text[] END
$$;

REINDEX INDEX portal_revision_pictures;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0028_pages_that_lapse_or_belong")]
    operations = [migrations.RunSQL(WITH_LOGOS, WITHOUT_LOGOS)]
