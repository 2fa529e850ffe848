from django.db import migrations

FOREIGN_KEY = """
ALTER TABLE directory_directoryentry
    ADD CONSTRAINT directory_directoryentry_of_its_enterprise
    FOREIGN KEY (enterprise_id) REFERENCES profiles_enterprise ON DELETE CASCADE
    DEFERRABLE INITIALLY DEFERRED;
"""
NO_FOREIGN_KEY = """
ALTER TABLE directory_directoryentry
    DROP CONSTRAINT directory_directoryentry_of_its_enterprise;
"""
# What is written of each enterprise; only of those that are published. An index bounds how long the
# facets of a row may be: more sectors than these find nobody.
ENTRIES = """
CREATE FUNCTION enterprises_units_over(unit bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    WITH RECURSIVE units (id) AS (
        SELECT unit WHERE unit IS NOT NULL
        UNION
        SELECT step.id
        FROM units
        JOIN profiles_locality here ON here.id = units.id
        CROSS JOIN LATERAL (VALUES (here.parent_id), (here.replaced_by_id)) AS step (id)
        WHERE step.id IS NOT NULL
    )
    SELECT id FROM units
$$;

CREATE FUNCTION enterprises_facets_of(enterprise profiles_enterprise) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        (SELECT 'd' || unit FROM enterprises_units_over(enterprise.locality_id) unit LIMIT 30)
        UNION ALL
        SELECT 'z' || enterprise.size WHERE enterprise.size <> ''
        UNION ALL
        SELECT 'm' WHERE EXISTS (
            SELECT FROM association_membership
            WHERE enterprise_id = enterprise.publication_ptr_id
        )
        UNION ALL
        (SELECT 's' || sector_id FROM profiles_enterprise_sectors
         WHERE enterprise_id = enterprise.publication_ptr_id
         ORDER BY sector_id LIMIT 30)
    )
$$;

CREATE FUNCTION enterprises_enter(keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM directory_directoryentry entry
    USING publishing_publication page
    WHERE entry.enterprise_id = ANY (keys)
      AND page.id = entry.enterprise_id AND page.state <> 'published';
    INSERT INTO directory_directoryentry AS entry (enterprise_id, sort_key, facets, words)
    SELECT page.id, page.sort_key, enterprises_facets_of(enterprise), page.search_vector
    FROM profiles_enterprise enterprise
    JOIN publishing_publication page ON page.id = enterprise.publication_ptr_id
    WHERE enterprise.publication_ptr_id = ANY (keys) AND page.state = 'published'
    ON CONFLICT (enterprise_id) DO UPDATE
    SET sort_key = excluded.sort_key, facets = excluded.facets, words = excluded.words
    WHERE (entry.sort_key, entry.facets, entry.words)
        IS DISTINCT FROM (excluded.sort_key, excluded.facets, excluded.words);
END $$;
"""
NO_ENTRIES = """
DROP FUNCTION enterprises_enter(bigint[]);
DROP FUNCTION enterprises_facets_of(profiles_enterprise);
DROP FUNCTION enterprises_units_over(bigint);
"""
# Statements on rows that come in great numbers are followed once; others row by row.
TRIGGERS = """
CREATE FUNCTION enterprises_enter_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM enterprises_enter(ARRAY[(to_jsonb(NEW) ->> TG_ARGV[0])::bigint]);
    RETURN NULL;
END $$;

CREATE FUNCTION enterprises_enter_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM enterprises_enter(ARRAY(
        SELECT DISTINCT (to_jsonb(changed) ->> TG_ARGV[0])::bigint FROM changed
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION enterprises_enter_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM enterprises_enter(ARRAY(
        SELECT enterprise_id FROM directory_directoryentry
        WHERE facets @> ARRAY['d' || NEW.id]
    ));
    RETURN NULL;
END $$;

CREATE TRIGGER enterprises_enter_page AFTER UPDATE ON publishing_publication
FOR EACH ROW WHEN (
    NEW.kind = 'enterprise' AND (OLD.state, OLD.sort_key, OLD.search_vector)
        IS DISTINCT FROM (NEW.state, NEW.sort_key, NEW.search_vector)
) EXECUTE FUNCTION enterprises_enter_row('id');

CREATE TRIGGER enterprises_enter_new AFTER INSERT ON profiles_enterprise
REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION enterprises_enter_rows('publication_ptr_id');

CREATE TRIGGER enterprises_enter_changed AFTER UPDATE ON profiles_enterprise
FOR EACH ROW WHEN (
    (OLD.locality_id, OLD.size) IS DISTINCT FROM (NEW.locality_id, NEW.size)
) EXECUTE FUNCTION enterprises_enter_row('publication_ptr_id');

CREATE TRIGGER enterprises_enter_in_sector AFTER INSERT ON profiles_enterprise_sectors
REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION enterprises_enter_rows('enterprise_id');

CREATE TRIGGER enterprises_enter_out_of_sector AFTER DELETE ON profiles_enterprise_sectors
REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION enterprises_enter_rows('enterprise_id');

CREATE TRIGGER enterprises_enter_member AFTER INSERT ON association_membership
REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION enterprises_enter_rows('enterprise_id');

CREATE TRIGGER enterprises_enter_no_member AFTER DELETE ON association_membership
REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION enterprises_enter_rows('enterprise_id');

CREATE TRIGGER enterprises_enter_other_member AFTER UPDATE ON association_membership
FOR EACH ROW WHEN (OLD.enterprise_id <> NEW.enterprise_id)
EXECUTE FUNCTION enterprises_enter_row('enterprise_id');

CREATE TRIGGER enterprises_enter_merged AFTER UPDATE ON profiles_locality
FOR EACH ROW WHEN (
    (OLD.parent_id, OLD.replaced_by_id) IS DISTINCT FROM (NEW.parent_id, NEW.replaced_by_id)
) EXECUTE FUNCTION enterprises_enter_units();
"""
NO_TRIGGERS = """
DROP TRIGGER enterprises_enter_merged ON profiles_locality;
DROP TRIGGER enterprises_enter_other_member ON association_membership;
DROP TRIGGER enterprises_enter_no_member ON association_membership;
DROP TRIGGER enterprises_enter_member ON association_membership;
DROP TRIGGER enterprises_enter_out_of_sector ON profiles_enterprise_sectors;
DROP TRIGGER enterprises_enter_in_sector ON profiles_enterprise_sectors;
DROP TRIGGER enterprises_enter_changed ON profiles_enterprise;
DROP TRIGGER enterprises_enter_new ON profiles_enterprise;
DROP TRIGGER enterprises_enter_page ON publishing_publication;
DROP FUNCTION enterprises_enter_units();
DROP FUNCTION enterprises_enter_rows();
DROP FUNCTION enterprises_enter_row();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("association", "0001_initial"),
        ("profiles", "0001_initial"),
        ("publishing", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(FOREIGN_KEY, NO_FOREIGN_KEY),
        migrations.RunSQL(ENTRIES, NO_ENTRIES),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
