from django.db import migrations

# Every version that is kept names its pictures: covers and logos by key, now also those that the
# rows of a page show (galleries, stills of films), and those in texts by digest.
PICTURES = """
DROP INDEX publishing_revision_pictures;

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
    || ARRAY(
        SELECT 'cover:' || (key #>> '{}')
        FROM (
            SELECT jsonb_path_query(data, 'lax $.parts.*[*].picture_id')
            UNION SELECT jsonb_path_query(data, 'lax $.parts.*[*].still_id')
        ) AS found(key)
        WHERE key <> 'null'
        ORDER BY 1
    )
$$;

CREATE INDEX publishing_revision_pictures ON publishing_revision USING gin (portal_pictures_in(data));
"""
NO_PICTURES_OF_ROWS = """
DROP INDEX publishing_revision_pictures;

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

CREATE INDEX publishing_revision_pictures ON publishing_revision USING gin (portal_pictures_in(data));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0007_attached_photographs_are_stripped"),
    ]

    operations = [
        migrations.RunSQL(PICTURES, NO_PICTURES_OF_ROWS),
    ]
