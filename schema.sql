CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE FUNCTION public.enterprises_check_report() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.enterprises_enter(keys bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.enterprises_enter_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM enterprises_enter(ARRAY[(to_jsonb(NEW) ->> TG_ARGV[0])::bigint]);
    RETURN NULL;
END $$;

CREATE FUNCTION public.enterprises_enter_rows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM enterprises_enter(ARRAY(
        SELECT DISTINCT (to_jsonb(changed) ->> TG_ARGV[0])::bigint FROM changed
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION public.enterprises_enter_units() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM enterprises_enter(ARRAY(
        SELECT enterprise_id FROM directory_directoryentry
        WHERE facets @> ARRAY['d' || NEW.id]
    ));
    RETURN NULL;
END $$;

CREATE TABLE public.profiles_enterprise (
    publication_ptr_id bigint NOT NULL,
    short_name character varying(100) NOT NULL,
    tax_code character varying(14),
    address character varying(300) NOT NULL,
    licence character varying(300) NOT NULL,
    size character varying(16) NOT NULL,
    founded_year smallint,
    capabilities text NOT NULL,
    website character varying(300) NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    logo_id bigint,
    locality_id bigint,
    CONSTRAINT profiles_enterprise_founded_in_a_likely_year CHECK (((founded_year IS NULL) OR ((founded_year >= 1800) AND (founded_year <= 2100)))),
    CONSTRAINT profiles_enterprise_founded_year_check CHECK ((founded_year >= 0)),
    CONSTRAINT profiles_enterprise_size_is_known CHECK (((size)::text = ANY ((ARRAY[''::character varying, 'micro'::character varying, 'small'::character varying, 'medium'::character varying, 'large'::character varying])::text[]))),
    CONSTRAINT profiles_enterprise_tax_code_has_its_digits CHECK (((tax_code IS NULL) OR ((tax_code)::text ~ '^[0-9]{10}(-[0-9]{3})?$'::text))),
    CONSTRAINT profiles_enterprise_website_is_on_the_web CHECK ((((website)::text = ''::text) OR ((website)::text ~ '^https?://'::text)))
);

CREATE FUNCTION public.enterprises_facets_of(enterprise public.profiles_enterprise) RETURNS text[]
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION public.enterprises_keep_sum() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'enterprises_sum_is_kept: %', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION public.enterprises_units_over(unit bigint) RETURNS SETOF bigint
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION public.portal_check_live_text() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF coalesce(current_setting('portal.may_write_live', true), '') = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'portal_live_text_changes_through_a_change_set: publication %', OLD.id
        USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION public.portal_check_step() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.portal_keep_audit_whole() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'portal_audit_is_only_added_to: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION public.portal_keep_used_pictures() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.portal_pictures_in(data jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
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
$_$;

CREATE FUNCTION public.projects_check_live_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    first_steps jsonb NOT NULL
);

CREATE TABLE public.accounts_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);

ALTER TABLE public.accounts_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.accounts_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_usersession (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    seen timestamp with time zone NOT NULL,
    ip inet,
    user_agent character varying(300) NOT NULL,
    session_id character varying(40) NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.accounts_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.addresses_missingaddress (
    id bigint NOT NULL,
    address character varying(255) NOT NULL,
    count integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT addresses_missingaddress_count_check CHECK ((count >= 0))
);

ALTER TABLE public.addresses_missingaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.addresses_missingaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.addresses_oldaddress (
    id bigint NOT NULL,
    address character varying(255) NOT NULL,
    is_prefix boolean NOT NULL,
    target character varying(255) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    publication_id bigint,
    CONSTRAINT addresses_oldaddress_has_one_target CHECK ((((publication_id IS NULL) OR ((target)::text = ''::text)) AND (1 = (
CASE
    WHEN (publication_id IS NULL) THEN 1
    ELSE 0
END +
CASE
    WHEN ((target)::text = ''::text) THEN 1
    ELSE 0
END)))),
    CONSTRAINT addresses_oldaddress_is_a_path CHECK (((address)::text ~ '^/[^/\\]|^/$'::text)),
    CONSTRAINT addresses_oldaddress_leads_inside CHECK ((((target)::text = ''::text) OR ((target)::text ~ '^/[a-z]'::text))),
    CONSTRAINT addresses_oldaddress_prefix_is_a_folder CHECK (((NOT is_prefix) OR (((address)::text ~ '^/[^?]+/$'::text) AND (publication_id IS NULL) AND ((target)::text ~~ '%/'::text))))
);

ALTER TABLE public.addresses_oldaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.addresses_oldaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.addresses_withdrawalnotice (
    id bigint NOT NULL,
    reason character varying(300) NOT NULL,
    publication_id bigint NOT NULL,
    successor_id bigint,
    CONSTRAINT addresses_withdrawalnotice_leads_elsewhere CHECK (((successor_id IS NULL) OR (NOT ((successor_id = publication_id) AND (successor_id IS NOT NULL))))),
    CONSTRAINT addresses_withdrawalnotice_says_why CHECK ((NOT ((reason)::text = ''::text)))
);

ALTER TABLE public.addresses_withdrawalnotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.addresses_withdrawalnotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.articles_article (
    publication_ptr_id bigint NOT NULL,
    is_imported boolean NOT NULL,
    author_id bigint,
    source_id bigint
);

CREATE TABLE public.articles_author (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    post character varying(150) NOT NULL,
    sort_key character varying(200) NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE public.articles_author ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_author_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.articles_gallerypicture (
    id bigint NOT NULL,
    alt character varying(300) NOT NULL,
    caption character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    article_id bigint NOT NULL,
    picture_id bigint NOT NULL,
    CONSTRAINT articles_gallerypicture_is_described CHECK ((NOT ((alt)::text = ''::text))),
    CONSTRAINT articles_gallerypicture_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.articles_gallerypicture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_gallerypicture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.articles_source (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    url character varying(200) NOT NULL,
    sort_key character varying(200) NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE public.articles_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.association_association (
    id bigint NOT NULL,
    name character varying(250) NOT NULL,
    about text NOT NULL,
    how_to_join text NOT NULL,
    address character varying(300) NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    website character varying(300) NOT NULL,
    quote text NOT NULL,
    evidence_id bigint,
    statute_id bigint,
    CONSTRAINT association_association_quote_has_a_source CHECK (((quote = ''::text) OR (evidence_id IS NOT NULL))),
    CONSTRAINT association_association_there_is_one CHECK ((id = 1)),
    CONSTRAINT association_association_website_is_on_the_web CHECK ((((website)::text = ''::text) OR ((website)::text ~ '^https?://'::text)))
);

ALTER TABLE public.association_association ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.association_association_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.association_associationpost (
    id bigint NOT NULL,
    person character varying(120) NOT NULL,
    consent_on date,
    since date,
    until date,
    office character varying(16) NOT NULL,
    CONSTRAINT association_associationpost_consent_is_somebodys CHECK (((consent_on IS NULL) OR (NOT ((person)::text = ''::text)))),
    CONSTRAINT association_associationpost_ends_after_it_begins CHECK (((since IS NULL) OR (until IS NULL) OR (until > since))),
    CONSTRAINT association_associationpost_office_is_known CHECK (((office)::text = ANY ((ARRAY['1-chair'::character varying, '2-vice'::character varying, '3-secretary'::character varying, '4-board'::character varying, '5-audit'::character varying])::text[])))
);

ALTER TABLE public.association_associationpost ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.association_associationpost_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.association_membership (
    id bigint NOT NULL,
    joined_on date NOT NULL,
    left_on date,
    enterprise_id bigint NOT NULL,
    CONSTRAINT association_membership_ends_after_it_begins CHECK (((left_on IS NULL) OR (left_on > joined_on)))
);

ALTER TABLE public.association_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.association_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.association_personalmember (
    id bigint NOT NULL,
    person character varying(120) NOT NULL,
    consent_on date,
    since date,
    until date,
    work character varying(200) NOT NULL,
    CONSTRAINT association_personalmember_consent_is_somebodys CHECK (((consent_on IS NULL) OR (NOT ((person)::text = ''::text)))),
    CONSTRAINT association_personalmember_ends_after_it_begins CHECK (((since IS NULL) OR (until IS NULL) OR (until > since))),
    CONSTRAINT association_personalmember_is_somebody CHECK ((NOT ((person)::text = ''::text)))
);

ALTER TABLE public.association_personalmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.association_personalmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_attempt (
    id bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    key character varying(64) NOT NULL,
    action character varying(32) NOT NULL,
    ip character varying(45) NOT NULL,
    details jsonb NOT NULL,
    times integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    actor_id bigint,
    subject_id bigint,
    CONSTRAINT audit_attempt_times_check CHECK ((times >= 0))
);

ALTER TABLE public.audit_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_auditentry (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_name character varying(500) NOT NULL,
    action character varying(32) NOT NULL,
    subject_label character varying(100) NOT NULL,
    subject_pk character varying(64) NOT NULL,
    subject_text text NOT NULL,
    old jsonb NOT NULL,
    new jsonb NOT NULL,
    ip character varying(45) NOT NULL,
    previous_hash character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    actor_id bigint,
    CONSTRAINT portal_audit_counts_from_one CHECK ((number >= 1))
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.backups_backuprun (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    at timestamp with time zone NOT NULL,
    file character varying(500) NOT NULL,
    bytes bigint NOT NULL,
    is_encrypted boolean NOT NULL,
    copied_to character varying(500) NOT NULL,
    CONSTRAINT backups_run_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['backup'::character varying, 'rehearsal'::character varying, 'restore'::character varying])::text[])))
);

ALTER TABLE public.backups_backuprun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.backups_backuprun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.branding_branding (
    id bigint NOT NULL,
    accent character varying(7) NOT NULL,
    accent_dark character varying(7) NOT NULL,
    warm character varying(7) NOT NULL,
    warm_dark character varying(7) NOT NULL,
    footer character varying(7) NOT NULL,
    seal_name character varying(120) NOT NULL,
    seal_link character varying(300) NOT NULL,
    code_name character varying(60) NOT NULL,
    code character varying(200) NOT NULL,
    logo_id bigint,
    seal_id bigint,
    CONSTRAINT branding_accent_dark_is_a_colour CHECK ((((accent_dark)::text = ''::text) OR ((accent_dark)::text ~ '^#[0-9a-fA-F]{6}$'::text))),
    CONSTRAINT branding_accent_is_a_colour CHECK ((((accent)::text = ''::text) OR ((accent)::text ~ '^#[0-9a-fA-F]{6}$'::text))),
    CONSTRAINT branding_branding_there_is_one CHECK ((id = 1)),
    CONSTRAINT branding_code_has_name_and_content CHECK (((((code)::text = ''::text) AND ((code_name)::text = ''::text)) OR (((code)::text ~ '^[A-Za-z0-9._=+/-]{1,200}$'::text) AND ((code_name)::text ~ '^[A-Za-z0-9.:_-]{1,60}$'::text)))),
    CONSTRAINT branding_footer_is_a_colour CHECK ((((footer)::text = ''::text) OR ((footer)::text ~ '^#[0-9a-fA-F]{6}$'::text))),
    CONSTRAINT branding_seal_says_what_and_leads_there CHECK ((((seal_id IS NULL) AND ((seal_link)::text = ''::text) AND ((seal_name)::text = ''::text)) OR ((NOT ((seal_name)::text = ''::text)) AND ((seal_link)::text ~~ 'https://%'::text)))),
    CONSTRAINT branding_warm_dark_is_a_colour CHECK ((((warm_dark)::text = ''::text) OR ((warm_dark)::text ~ '^#[0-9a-fA-F]{6}$'::text))),
    CONSTRAINT branding_warm_is_a_colour CHECK ((((warm)::text = ''::text) OR ((warm)::text ~ '^#[0-9a-fA-F]{6}$'::text)))
);

ALTER TABLE public.branding_branding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.branding_branding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.branding_menuword (
    id bigint NOT NULL,
    place character varying(60) NOT NULL,
    word character varying(40) NOT NULL,
    word_en character varying(40) NOT NULL,
    branding_id bigint NOT NULL,
    CONSTRAINT branding_menuword_says_something CHECK (((NOT ((place)::text = ''::text)) AND (NOT ((word)::text = ''::text))))
);

ALTER TABLE public.branding_menuword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.branding_menuword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.briefings_actionitem (
    id bigint NOT NULL,
    year smallint NOT NULL,
    number integer NOT NULL,
    form_key uuid NOT NULL,
    subject character varying(200) NOT NULL,
    details text NOT NULL,
    raised_on date NOT NULL,
    progress character varying(16) NOT NULL,
    person character varying(120) NOT NULL,
    due_on date,
    result text NOT NULL,
    is_public boolean NOT NULL,
    closed_on date,
    enterprise_id bigint,
    event_id bigint,
    organisation_id bigint,
    raised_by_id bigint,
    CONSTRAINT briefings_actionitem_closed_has_a_result CHECK (((NOT ((progress)::text = ANY ((ARRAY['done'::character varying, 'declined'::character varying])::text[]))) OR (NOT (result = ''::text)))),
    CONSTRAINT briefings_actionitem_closed_on_a_day CHECK ((((closed_on IS NULL) AND ((progress)::text = ANY ((ARRAY['raised'::character varying, 'open'::character varying])::text[]))) OR ((closed_on >= raised_on) AND ((progress)::text = ANY ((ARRAY['done'::character varying, 'declined'::character varying])::text[]))))),
    CONSTRAINT briefings_actionitem_counts_in_its_year CHECK (((year)::numeric = EXTRACT(year FROM raised_on))),
    CONSTRAINT briefings_actionitem_due_after_it_was_raised CHECK (((due_on IS NULL) OR (due_on >= raised_on))),
    CONSTRAINT briefings_actionitem_has_a_subject CHECK ((NOT ((subject)::text = ''::text))),
    CONSTRAINT briefings_actionitem_number_check CHECK ((number >= 0)),
    CONSTRAINT briefings_actionitem_open_has_somebody_and_a_day CHECK (((NOT ((progress)::text = 'open'::text)) OR ((due_on IS NOT NULL) AND ((NOT ((person)::text = ''::text)) OR (organisation_id IS NOT NULL))))),
    CONSTRAINT briefings_actionitem_progress_is_known CHECK (((progress)::text = ANY ((ARRAY['raised'::character varying, 'open'::character varying, 'done'::character varying, 'declined'::character varying])::text[]))),
    CONSTRAINT briefings_actionitem_year_check CHECK ((year >= 0))
);

ALTER TABLE public.briefings_actionitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.briefings_actionitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bulk_bulkitem (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    seen integer NOT NULL,
    "position" integer NOT NULL,
    outcome character varying(16) NOT NULL,
    said text NOT NULL,
    publication_id bigint,
    job_id bigint NOT NULL,
    CONSTRAINT bulk_bulkitem_outcome_is_known CHECK (((outcome)::text = ANY ((ARRAY['waiting'::character varying, 'fine'::character varying, 'refused'::character varying])::text[]))),
    CONSTRAINT bulk_bulkitem_position_check CHECK (("position" >= 0)),
    CONSTRAINT bulk_bulkitem_seen_check CHECK ((seen >= 0))
);

ALTER TABLE public.bulk_bulkitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bulk_bulkitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bulk_bulkjob (
    id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    action character varying(16) NOT NULL,
    phase character varying(16) NOT NULL,
    comment text CONSTRAINT bulk_bulkjob_word_not_null NOT NULL,
    turn integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    worked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    section_id bigint,
    topic_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT bulk_bulkjob_action_is_known CHECK (((action)::text = ANY ((ARRAY['submit'::character varying, 'approve'::character varying, 'publish'::character varying, 'withdraw'::character varying, 'topic'::character varying, 'section'::character varying, 'bin'::character varying, 'restore'::character varying])::text[]))),
    CONSTRAINT bulk_bulkjob_phase_is_known CHECK (((phase)::text = ANY ((ARRAY['asked'::character varying, 'checking'::character varying, 'checked'::character varying, 'running'::character varying, 'done'::character varying, 'stopped'::character varying])::text[]))),
    CONSTRAINT bulk_bulkjob_turn_check CHECK ((turn >= 0))
);

ALTER TABLE public.bulk_bulkjob ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bulk_bulkjob_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.consultations_consultation (
    publication_ptr_id bigint NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    post_address text NOT NULL,
    comment_email character varying(200) NOT NULL,
    outcome text NOT NULL,
    asker_id bigint NOT NULL,
    issued_id bigint,
    CONSTRAINT consultations_consultation_closes_after_it_opens CHECK ((closes_on >= opens_on))
);

CREATE TABLE public.consultations_consultationcomment (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(200) NOT NULL,
    organisation character varying(200) NOT NULL,
    text text NOT NULL,
    name_is_shown boolean NOT NULL,
    stamp uuid NOT NULL,
    received_at timestamp with time zone NOT NULL,
    state character varying(16) NOT NULL,
    reason text NOT NULL,
    verdict character varying(16) NOT NULL,
    answer text NOT NULL,
    decided_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    erased_at timestamp with time zone,
    consultation_id bigint NOT NULL,
    decided_by_id bigint,
    phone character varying(30) NOT NULL,
    phoned_at timestamp with time zone,
    phoned_by_id bigint,
    language character varying(2) DEFAULT 'vi'::character varying NOT NULL,
    CONSTRAINT portal_comment_answer_has_a_verdict CHECK (((NOT ((verdict)::text = ''::text)) OR (answer = ''::text))),
    CONSTRAINT portal_comment_answered_where_shown CHECK ((((answer = ''::text) AND ((verdict)::text = ''::text)) OR ((state)::text = 'shown'::text))),
    CONSTRAINT portal_comment_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (decided_at >= received_at) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT portal_comment_erased_has_no_email CHECK (((erased_at IS NULL) OR (((email)::text = ''::text) AND ((phone)::text = ''::text)))),
    CONSTRAINT portal_comment_is_of_somebody CHECK (((erased_at IS NOT NULL) OR ((NOT ((name)::text = ''::text)) AND (NOT (text = ''::text)) AND ((NOT ((email)::text = ''::text)) OR ((phone)::text ~ '^0[0-9]{9,10}$'::text))))),
    CONSTRAINT portal_comment_not_taken_with_words CHECK (((NOT ((verdict)::text = ANY ((ARRAY['partly'::character varying, 'explained'::character varying])::text[]))) OR (NOT (answer = ''::text)))),
    CONSTRAINT portal_comment_phoned_by_somebody CHECK ((((phoned_at IS NULL) AND (phoned_by_id IS NULL)) OR ((phoned_at IS NOT NULL) AND (phoned_by_id IS NOT NULL)))),
    CONSTRAINT portal_comment_refused_with_a_reason CHECK ((NOT ((reason = ''::text) AND ((state)::text = 'refused'::text)))),
    CONSTRAINT portal_comment_state_is_known CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'shown'::character varying, 'refused'::character varying])::text[]))),
    CONSTRAINT portal_comment_verdict_is_known CHECK (((verdict)::text = ANY ((ARRAY[''::character varying, 'taken'::character varying, 'partly'::character varying, 'explained'::character varying])::text[])))
);

ALTER TABLE public.consultations_consultationcomment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.consultations_consultationcomment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.department_department (
    id bigint NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    name_en character varying(250) NOT NULL,
    functions text NOT NULL,
    functions_en text NOT NULL,
    address character varying(300) NOT NULL,
    address_en character varying(300) NOT NULL,
    office_hours character varying(200) NOT NULL,
    office_hours_en character varying(200) NOT NULL,
    hotline character varying(30) NOT NULL,
    hotline_note character varying(200) NOT NULL,
    hotline_note_en character varying(200) NOT NULL,
    press_phone character varying(30) NOT NULL,
    press_email character varying(254) NOT NULL,
    press_note text NOT NULL,
    press_note_en text NOT NULL,
    basis_id bigint,
    footer_note character varying(300) NOT NULL,
    footer_note_en character varying(300) NOT NULL,
    name character varying(250) NOT NULL,
    responsible_id bigint,
    description character varying(200) NOT NULL,
    description_en character varying(200) NOT NULL,
    rights character varying(300) NOT NULL,
    rights_en character varying(300) NOT NULL,
    short_name character varying(40) NOT NULL,
    short_name_en character varying(40) NOT NULL,
    CONSTRAINT department_department_there_is_one CHECK ((id = 1))
);

ALTER TABLE public.department_department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.department_department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.department_page (
    publication_ptr_id bigint NOT NULL,
    "position" smallint NOT NULL,
    CONSTRAINT department_page_position_check CHECK (("position" >= 0))
);

CREATE TABLE public.department_post (
    id bigint NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    title character varying(150) NOT NULL,
    title_en character varying(150) NOT NULL,
    holder character varying(120) NOT NULL,
    known_on date,
    duties text NOT NULL,
    duties_en text NOT NULL,
    is_spokesperson boolean NOT NULL,
    "position" smallint NOT NULL,
    source_id bigint,
    unit_id bigint,
    CONSTRAINT department_post_has_a_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT department_post_knows_whose_day_it_is CHECK ((((known_on IS NULL) AND (source_id IS NULL)) OR (NOT ((holder)::text = ''::text)))),
    CONSTRAINT department_post_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.department_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.department_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.department_receptiontime (
    id bigint NOT NULL,
    weekday smallint,
    day_of_month smallint,
    day date,
    starts_at time without time zone NOT NULL,
    ends_at time without time zone NOT NULL,
    place character varying(300) NOT NULL,
    place_en character varying(300) NOT NULL,
    note character varying(300) NOT NULL,
    note_en character varying(300) NOT NULL,
    if_off character varying(16) NOT NULL,
    post_id bigint,
    CONSTRAINT department_receptiontime_day_of_month_check CHECK ((day_of_month >= 0)),
    CONSTRAINT department_receptiontime_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT portal_reception_day_is_near CHECK (((day IS NULL) OR ((EXTRACT(year FROM day) >= (1990)::numeric) AND (EXTRACT(year FROM day) <= (2100)::numeric)))),
    CONSTRAINT portal_reception_day_is_of_every_month CHECK (((day_of_month IS NULL) OR ((day_of_month >= 1) AND (day_of_month <= 28)))),
    CONSTRAINT portal_reception_day_is_of_the_week CHECK (((weekday IS NULL) OR ((weekday >= 0) AND (weekday <= 6)))),
    CONSTRAINT portal_reception_ends_after_it_begins CHECK ((ends_at > starts_at)),
    CONSTRAINT portal_reception_has_one_rule CHECK ((((day IS NULL) AND (day_of_month IS NULL) AND (weekday IS NOT NULL)) OR ((day IS NULL) AND (day_of_month IS NOT NULL) AND (weekday IS NULL)) OR ((day IS NOT NULL) AND (day_of_month IS NULL) AND (weekday IS NULL))))
);

ALTER TABLE public.department_receptiontime ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.department_receptiontime_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.department_servicelink (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    name_en character varying(200) NOT NULL,
    about character varying(300) NOT NULL,
    about_en character varying(300) NOT NULL,
    url character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    CONSTRAINT department_servicelink_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT department_servicelink_is_on_the_web CHECK (((url)::text ~ '^https?://'::text)),
    CONSTRAINT department_servicelink_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.department_servicelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.department_servicelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.department_unit (
    id bigint NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(200) NOT NULL,
    name_en character varying(200) NOT NULL,
    functions text NOT NULL,
    functions_en text NOT NULL,
    room character varying(300) NOT NULL,
    room_en character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    parent_id bigint,
    CONSTRAINT department_unit_belongs_to_another CHECK (((parent_id IS NULL) OR (NOT ((parent_id = id) AND (parent_id IS NOT NULL))))),
    CONSTRAINT department_unit_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT department_unit_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.department_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.department_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.department_workitem (
    id bigint NOT NULL,
    weekday smallint NOT NULL,
    starts_at time without time zone,
    ends_at time without time zone,
    what character varying(300) NOT NULL,
    others character varying(300) NOT NULL,
    place character varying(200) NOT NULL,
    is_cancelled boolean NOT NULL,
    post_id bigint,
    week_id bigint NOT NULL,
    CONSTRAINT department_workitem_day_is_of_the_week CHECK (((weekday >= 0) AND (weekday <= 6))),
    CONSTRAINT department_workitem_ends_after_it_begins CHECK (((ends_at IS NULL) OR ((ends_at > starts_at) AND (starts_at IS NOT NULL)))),
    CONSTRAINT department_workitem_says_what CHECK ((NOT ((what)::text = ''::text))),
    CONSTRAINT department_workitem_weekday_check CHECK ((weekday >= 0))
);

ALTER TABLE public.department_workitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.department_workitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.department_workweek (
    id bigint NOT NULL,
    monday date NOT NULL,
    is_public boolean NOT NULL,
    note character varying(300) NOT NULL,
    number integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT department_workweek_begins_on_monday CHECK ((EXTRACT(isodow FROM monday) = (1)::numeric)),
    CONSTRAINT department_workweek_is_near CHECK (((EXTRACT(year FROM monday) >= (1990)::numeric) AND (EXTRACT(year FROM monday) <= (2100)::numeric))),
    CONSTRAINT department_workweek_number_check CHECK ((number >= 0))
);

ALTER TABLE public.department_workweek ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.department_workweek_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_directoryentry (
    enterprise_id bigint NOT NULL,
    sort_key character varying(400) NOT NULL COLLATE pg_catalog."C",
    facets text[] NOT NULL,
    words tsvector NOT NULL
);

CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id bigint NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);

ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.django_tasks_database_dbtaskresult (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    args_kwargs jsonb NOT NULL,
    priority integer NOT NULL,
    task_path text NOT NULL,
    queue_name character varying(32) NOT NULL,
    backend_name character varying(32) NOT NULL,
    run_after timestamp with time zone NOT NULL,
    enqueued_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    started_at timestamp with time zone,
    return_value jsonb,
    exception_class_path text CONSTRAINT django_tasks_database_dbtaskresul_exception_class_path_not_null NOT NULL,
    traceback text NOT NULL,
    worker_ids jsonb NOT NULL,
    CONSTRAINT priority_range CHECK (((priority >= '-100'::integer) AND (priority <= 100)))
);

CREATE TABLE public.documents_documentkind (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    short_name character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    name_en character varying(100) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT documents_documentkind_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT documents_documentkind_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.documents_documentkind ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_documentkind_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_documentrelation (
    id bigint NOT NULL,
    tie character varying(16) NOT NULL,
    words character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    source_id bigint NOT NULL,
    target_id bigint,
    CONSTRAINT documents_documentrelation_names_one CHECK (((target_id IS NOT NULL) OR (NOT ((words)::text = ''::text)))),
    CONSTRAINT documents_documentrelation_position_check CHECK (("position" >= 0)),
    CONSTRAINT documents_documentrelation_tie_is_known CHECK (((tie)::text = ANY ((ARRAY['amends'::character varying, 'replaces'::character varying, 'annuls'::character varying, 'annuls-partly'::character varying, 'guides'::character varying])::text[]))),
    CONSTRAINT documents_documentrelation_to_another CHECK (((target_id IS NULL) OR (NOT ((target_id = source_id) AND (target_id IS NOT NULL)))))
);

ALTER TABLE public.documents_documentrelation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_documentrelation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_officialdocument (
    publication_ptr_id bigint NOT NULL,
    number character varying(100) NOT NULL,
    number_key text GENERATED ALWAYS AS (TRIM(BOTH FROM regexp_replace(lower(translate((number)::text, 'đĐðÐ'::text, 'dddd'::text)), '[^a-z0-9]+'::text, ' '::text, 'g'::text))) STORED,
    signer character varying(150) NOT NULL,
    signer_post character varying(150) NOT NULL,
    issued_on date NOT NULL,
    effective_on date NOT NULL,
    expires_on date,
    document_kind_id bigint NOT NULL,
    issuer_id bigint NOT NULL,
    is_effect_unknown boolean DEFAULT false NOT NULL,
    CONSTRAINT news_document_ends_after_it_begins CHECK (((expires_on IS NULL) OR (expires_on >= effective_on))),
    CONSTRAINT news_document_has_a_number CHECK ((NOT ((number)::text = ''::text))),
    CONSTRAINT news_document_in_force_once_issued CHECK ((effective_on >= issued_on))
);

CREATE TABLE public.editing_autosave (
    id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    fields jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    publication_id bigint,
    user_id bigint NOT NULL,
    opening character varying(32) DEFAULT ''::character varying NOT NULL
);

ALTER TABLE public.editing_autosave ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.editing_autosave_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.editing_presence (
    id bigint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    publication_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.editing_presence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.editing_presence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.editing_previewanswer (
    id bigint NOT NULL,
    number integer NOT NULL,
    name character varying(100) NOT NULL,
    verdict character varying(16) NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    link_id bigint NOT NULL,
    CONSTRAINT editing_previewanswer_comment_has_text CHECK ((NOT ((text = ''::text) AND ((verdict)::text = 'comment'::text)))),
    CONSTRAINT editing_previewanswer_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT editing_previewanswer_number_check CHECK ((number >= 0)),
    CONSTRAINT editing_previewanswer_verdict_is_known CHECK (((verdict)::text = ANY ((ARRAY['agree'::character varying, 'comment'::character varying])::text[])))
);

ALTER TABLE public.editing_previewanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.editing_previewanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.editing_previewlink (
    id bigint NOT NULL,
    token_hash character varying(64) NOT NULL,
    label character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    created_by_id bigint NOT NULL,
    publication_id bigint NOT NULL,
    CONSTRAINT editing_previewlink_ends_after_it_begins CHECK ((expires_at > created_at))
);

ALTER TABLE public.editing_previewlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.editing_previewlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.emergency_dutycontact (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    phone character varying(30) NOT NULL,
    radio character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    is_sample boolean DEFAULT false NOT NULL,
    CONSTRAINT emergency_dutycontact_can_be_reached CHECK (((NOT ((phone)::text = ''::text)) OR (NOT ((radio)::text = ''::text)))),
    CONSTRAINT emergency_dutycontact_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.emergency_dutycontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.emergency_dutycontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.emergency_emergency (
    id bigint NOT NULL,
    level smallint NOT NULL,
    headline character varying(120) NOT NULL,
    advice text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    from_command boolean NOT NULL,
    requested_at timestamp with time zone CONSTRAINT emergency_emergency_asked_at_not_null NOT NULL,
    confirmed_at timestamp with time zone,
    ended_at timestamp with time zone,
    requested_by_id bigint,
    confirmed_by_id bigint,
    end_requested_by_id bigint,
    ended_by_id bigint,
    advice_en text NOT NULL,
    headline_en character varying(120) NOT NULL,
    CONSTRAINT emergency_emergency_confirmed_by_another CHECK (((confirmed_by_id IS NULL) OR ((requested_by_id IS NOT NULL) AND (NOT ((confirmed_by_id = requested_by_id) AND (confirmed_by_id IS NOT NULL) AND (requested_by_id IS NOT NULL)))))),
    CONSTRAINT emergency_emergency_confirmed_by_somebody CHECK (((confirmed_at IS NULL) OR from_command OR (confirmed_by_id IS NOT NULL))),
    CONSTRAINT emergency_emergency_ended_by_another CHECK (((confirmed_at IS NULL) OR (ended_by_id IS NULL) OR ((end_requested_by_id IS NOT NULL) AND (NOT ((ended_by_id = end_requested_by_id) AND (ended_by_id IS NOT NULL) AND (end_requested_by_id IS NOT NULL)))))),
    CONSTRAINT emergency_emergency_ends_after_its_start CHECK (((ends_at IS NULL) OR (ends_at > starts_at))),
    CONSTRAINT emergency_emergency_has_a_level CHECK (((level >= 1) AND (level <= 5))),
    CONSTRAINT emergency_emergency_level_check CHECK ((level >= 0))
);

ALTER TABLE public.emergency_emergency ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.emergency_emergency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.emergency_emergencynotice (
    id bigint NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.emergency_emergencynotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.emergency_emergencynotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.emergency_lifeline (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    status character varying(8) NOT NULL,
    place character varying(150) NOT NULL,
    advice text NOT NULL,
    name_en character varying(80) NOT NULL,
    advice_en text NOT NULL,
    "position" smallint NOT NULL,
    status_at timestamp with time zone NOT NULL,
    CONSTRAINT emergency_lifeline_position_check CHECK (("position" >= 0)),
    CONSTRAINT emergency_lifeline_status_is_known CHECK (((status)::text = ANY ((ARRAY['unknown'::character varying, 'works'::character varying, 'partly'::character varying, 'down'::character varying])::text[])))
);

ALTER TABLE public.emergency_lifeline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.emergency_lifeline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_agendaitem (
    id bigint NOT NULL,
    day smallint NOT NULL,
    at time without time zone,
    title character varying(300) NOT NULL,
    speaker character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT events_agendaitem_day_check CHECK ((day >= 0)),
    CONSTRAINT events_agendaitem_has_a_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT events_agendaitem_is_on_a_day CHECK (((day >= 1) AND (day <= 31))),
    CONSTRAINT events_agendaitem_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.events_agendaitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_agendaitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_event (
    publication_ptr_id bigint NOT NULL,
    occasion character varying(16) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    "precision" character varying(8) NOT NULL,
    place character varying(300) NOT NULL,
    online_url character varying(500) NOT NULL,
    status character varying(16) CONSTRAINT events_event_standing_not_null NOT NULL,
    status_reason character varying(300) CONSTRAINT events_event_standing_reason_not_null NOT NULL,
    moved_from timestamp with time zone,
    seats smallint,
    seats_per_enterprise smallint NOT NULL,
    registration_opens_at timestamp with time zone,
    registration_closes_at timestamp with time zone,
    minutes text NOT NULL,
    series_id bigint,
    CONSTRAINT events_event_ends_after_it_begins CHECK (((ends_at IS NULL) OR ((ends_at > starts_at) AND (ends_at <= (starts_at + '31 days'::interval))))),
    CONSTRAINT events_event_has_seats CHECK (((seats IS NULL) OR (seats >= 1))),
    CONSTRAINT events_event_has_seats_for_each CHECK ((seats_per_enterprise >= 1)),
    CONSTRAINT events_event_moved_from_a_time CHECK (((NOT ((status)::text = 'moved'::text)) OR (moved_from IS NOT NULL))),
    CONSTRAINT events_event_occasion_is_known CHECK (((occasion)::text = ANY ((ARRAY['briefing'::character varying, 'forum'::character varying, 'conference'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT events_event_precision_is_known CHECK ((("precision")::text = ANY ((ARRAY['hour'::character varying, 'day'::character varying, 'year'::character varying])::text[]))),
    CONSTRAINT events_event_registration_closes_after_it_opens CHECK (((registration_closes_at IS NULL) OR (registration_opens_at < registration_closes_at))),
    CONSTRAINT events_event_says_why CHECK (((NOT ((status)::text = ANY ((ARRAY['cancelled'::character varying, 'moved'::character varying])::text[]))) OR (NOT ((status_reason)::text = ''::text)))),
    CONSTRAINT events_event_seats_check CHECK ((seats >= 0)),
    CONSTRAINT events_event_seats_per_enterprise_check CHECK ((seats_per_enterprise >= 0)),
    CONSTRAINT events_event_status_is_known CHECK (((status)::text = ANY ((ARRAY['planned'::character varying, 'held'::character varying, 'cancelled'::character varying, 'moved'::character varying])::text[])))
);

CREATE TABLE public.events_eventannouncement (
    event_id bigint NOT NULL,
    number integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    place character varying(300) NOT NULL,
    is_cancelled boolean NOT NULL,
    is_withdrawn boolean DEFAULT false NOT NULL,
    online_url character varying(500) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT events_eventannouncement_number_check CHECK ((number >= 0))
);

CREATE TABLE public.events_eventseries (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    slug character varying(120) NOT NULL,
    occasion character varying(16) NOT NULL,
    rhythm character varying(16) NOT NULL,
    description text NOT NULL,
    CONSTRAINT events_eventseries_occasion_is_known CHECK (((occasion)::text = ANY ((ARRAY['briefing'::character varying, 'forum'::character varying, 'conference'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT events_eventseries_rhythm_is_known CHECK (((rhythm)::text = ANY ((ARRAY['monthly'::character varying, 'quarterly'::character varying, 'yearly'::character varying, 'as_needed'::character varying])::text[])))
);

ALTER TABLE public.events_eventseries ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_eventseries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_registration (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    "position" character varying(120) NOT NULL,
    name_key character varying(120) NOT NULL,
    seat character varying(16) NOT NULL,
    attended boolean,
    registered_at timestamp with time zone NOT NULL,
    given_up_at timestamp with time zone,
    enterprise_id bigint NOT NULL,
    event_id bigint NOT NULL,
    registered_by_id bigint NOT NULL,
    CONSTRAINT events_registration_given_up_has_a_moment CHECK ((((given_up_at >= registered_at) AND ((seat)::text = 'given_up'::text)) OR ((NOT ((seat)::text = 'given_up'::text)) AND (given_up_at IS NULL)))),
    CONSTRAINT events_registration_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT events_registration_seat_is_known CHECK (((seat)::text = ANY ((ARRAY['taken'::character varying, 'waiting'::character varying, 'given_up'::character varying])::text[])))
);

ALTER TABLE public.events_registration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_registration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_slot (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    minutes smallint NOT NULL,
    is_open boolean NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT events_slot_has_minutes CHECK (((minutes >= 5) AND (minutes <= 240))),
    CONSTRAINT events_slot_minutes_check CHECK ((minutes >= 0))
);

ALTER TABLE public.events_slot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_slot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_slotrequest (
    id bigint NOT NULL,
    topic character varying(200) NOT NULL,
    shows text NOT NULL,
    answer character varying(16) NOT NULL,
    comment text CONSTRAINT events_slotrequest_word_not_null NOT NULL,
    requested_at timestamp with time zone CONSTRAINT events_slotrequest_asked_at_not_null NOT NULL,
    answered_at timestamp with time zone,
    notified_starts_at timestamp with time zone,
    answered_by_id bigint,
    requested_by_id bigint CONSTRAINT events_slotrequest_asked_by_id_not_null NOT NULL,
    enterprise_id bigint NOT NULL,
    event_id bigint NOT NULL,
    product_id bigint,
    slot_id bigint,
    CONSTRAINT events_slotrequest_answer_is_known CHECK (((answer)::text = ANY ((ARRAY['asked'::character varying, 'granted'::character varying, 'refused'::character varying, 'taken_back'::character varying])::text[]))),
    CONSTRAINT events_slotrequest_answered_after_asked CHECK (((answered_at IS NULL) OR (answered_at >= requested_at))),
    CONSTRAINT events_slotrequest_granted_has_a_slot CHECK (((NOT ((answer)::text = 'granted'::text)) OR (slot_id IS NOT NULL))),
    CONSTRAINT events_slotrequest_has_a_topic CHECK ((NOT ((topic)::text = ''::text))),
    CONSTRAINT events_slotrequest_refused_says_why CHECK (((NOT ((answer)::text = 'refused'::text)) OR (NOT (comment = ''::text))))
);

ALTER TABLE public.events_slotrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_slotrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.feedback_feedbackword (
    id bigint NOT NULL,
    is_useful boolean NOT NULL,
    text text NOT NULL,
    stamp uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    read_by_id bigint,
    feedback_id bigint NOT NULL,
    CONSTRAINT feedback_word_read_by_somebody CHECK ((((read_at IS NULL) AND (read_by_id IS NULL)) OR ((read_at IS NOT NULL) AND (read_by_id IS NOT NULL)))),
    CONSTRAINT feedback_word_says_something CHECK ((NOT (text = ''::text)))
);

ALTER TABLE public.feedback_feedbackword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feedback_feedbackword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.feedback_pagefeedback (
    id bigint NOT NULL,
    useful integer NOT NULL,
    not_useful integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    publication_id bigint NOT NULL,
    CONSTRAINT feedback_pagefeedback_not_useful_check CHECK ((not_useful >= 0)),
    CONSTRAINT feedback_pagefeedback_useful_check CHECK ((useful >= 0))
);

ALTER TABLE public.feedback_pagefeedback ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feedback_pagefeedback_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.freshness_confirmation (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    via character varying(16) NOT NULL,
    is_last boolean NOT NULL,
    reminders smallint CONSTRAINT freshness_confirmation_asked_not_null NOT NULL,
    reminded_at timestamp with time zone,
    by_id bigint,
    enterprise_id bigint NOT NULL,
    CONSTRAINT freshness_confirmation_asked_check CHECK ((reminders >= 0)),
    CONSTRAINT freshness_confirmation_reminders_have_their_day CHECK ((((reminded_at IS NULL) AND (reminders = 0)) OR ((reminded_at IS NOT NULL) AND (reminders > 0)))),
    CONSTRAINT freshness_confirmation_way_is_known CHECK (((via)::text = ANY ((ARRAY['publication'::character varying, 'mail'::character varying, 'desk'::character varying, 'change'::character varying, 'staff'::character varying])::text[])))
);

ALTER TABLE public.freshness_confirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.freshness_confirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.health_diskreading (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    place character varying(40) NOT NULL,
    free_megabytes integer NOT NULL,
    CONSTRAINT health_diskreading_free_megabytes_check CHECK ((free_megabytes >= 0))
);

ALTER TABLE public.health_diskreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.health_diskreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.health_examination (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    findings jsonb NOT NULL,
    CONSTRAINT health_examination_is_one_row CHECK ((id = 1))
);

ALTER TABLE public.health_examination ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.health_examination_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.health_openalert (
    name character varying(40) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    notified_at timestamp with time zone CONSTRAINT health_openalert_told_at_not_null NOT NULL
);

CREATE TABLE public.indicators_indicator (
    publication_ptr_id bigint NOT NULL,
    unit character varying(60) NOT NULL,
    definition text NOT NULL,
    numerator character varying(200) NOT NULL,
    denominator character varying(200) NOT NULL,
    period_kind character varying(8) NOT NULL,
    lowest numeric,
    highest numeric,
    base_year smallint,
    locked_through date,
    is_headline boolean NOT NULL,
    unit_en character varying(60) NOT NULL,
    less_is_better boolean DEFAULT false NOT NULL,
    CONSTRAINT indicators_indicator_base_year_check CHECK ((base_year >= 0)),
    CONSTRAINT indicators_indicator_has_a_unit CHECK ((NOT ((unit)::text = ''::text))),
    CONSTRAINT indicators_indicator_highest_is_a_number CHECK (((highest IS NULL) OR ((highest > ('-1000000000000000'::bigint)::numeric) AND (highest < ('1000000000000000'::bigint)::numeric)))),
    CONSTRAINT indicators_indicator_lowest_is_a_number CHECK (((lowest IS NULL) OR ((lowest > ('-1000000000000000'::bigint)::numeric) AND (lowest < ('1000000000000000'::bigint)::numeric)))),
    CONSTRAINT indicators_indicator_period_kind_is_known CHECK (((period_kind)::text = ANY ((ARRAY['year'::character varying, 'half'::character varying, 'quarter'::character varying, 'month'::character varying, 'day'::character varying])::text[]))),
    CONSTRAINT indicators_indicator_range_goes_up CHECK (((lowest IS NULL) OR (highest IS NULL) OR (highest > lowest)))
);

CREATE TABLE public.indicators_observation (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    value numeric NOT NULL,
    numerator numeric,
    denominator numeric,
    state character varying(16) NOT NULL,
    note character varying(300) NOT NULL,
    is_sample boolean NOT NULL,
    recorded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    superseded_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    evidence_id bigint NOT NULL,
    indicator_id bigint NOT NULL,
    recorded_by_id bigint,
    series_id bigint NOT NULL,
    CONSTRAINT indicators_observation_ends_after_it_starts CHECK ((ends_on >= starts_on)),
    CONSTRAINT indicators_observation_held_for_a_time CHECK (((superseded_at IS NULL) OR (superseded_at >= recorded_at))),
    CONSTRAINT indicators_observation_is_in_our_time CHECK (((ends_on <= '2200-12-31'::date) AND (starts_on >= '1900-01-01'::date))),
    CONSTRAINT indicators_observation_ratio_is_of_numbers CHECK ((((numerator IS NULL) OR ((numerator > ('-1000000000000000'::bigint)::numeric) AND (numerator < ('1000000000000000'::bigint)::numeric))) AND ((denominator IS NULL) OR ((denominator > ('-1000000000000000'::bigint)::numeric) AND (denominator < ('1000000000000000'::bigint)::numeric) AND (NOT ((denominator = (0)::numeric) AND (denominator IS NOT NULL))))))),
    CONSTRAINT indicators_observation_state_is_known CHECK (((state)::text = ANY ((ARRAY['provisional'::character varying, 'final'::character varying, 'revised'::character varying])::text[]))),
    CONSTRAINT indicators_observation_value_is_a_number CHECK (((value > ('-1000000000000000'::bigint)::numeric) AND (value < ('1000000000000000'::bigint)::numeric)))
);

ALTER TABLE public.indicators_observation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_observation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_series (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    role character varying(16) NOT NULL,
    is_main boolean NOT NULL,
    service character varying(16) NOT NULL,
    definition text NOT NULL,
    "position" smallint NOT NULL,
    report_measure character varying(32) NOT NULL,
    indicator_id bigint NOT NULL,
    operator_id bigint,
    part_of_id bigint,
    report_divisor_id bigint,
    name_en character varying(200) NOT NULL,
    CONSTRAINT indicators_series_divides_a_sum_only CHECK (((report_divisor_id IS NULL) OR (NOT ((report_measure)::text = ''::text)))),
    CONSTRAINT indicators_series_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT indicators_series_is_not_its_own_part CHECK (((part_of_id IS NULL) OR (NOT ((part_of_id = id) AND (part_of_id IS NOT NULL))))),
    CONSTRAINT indicators_series_main_is_our_own CHECK (((NOT is_main) OR ((role)::text = 'own'::text))),
    CONSTRAINT indicators_series_position_check CHECK (("position" >= 0)),
    CONSTRAINT indicators_series_report_measure_is_known CHECK (((report_measure)::text = ANY ((ARRAY[''::character varying, 'revenue'::character varying, 'telephones'::character varying, 'mobile'::character varying, 'subscribers_fixed'::character varying, 'subscribers_postpaid'::character varying, 'subscribers_prepaid'::character varying, 'subscribers_internet'::character varying, 'stations'::character varying, 'post_offices'::character varying, 'investment_planned'::character varying, 'investment_made'::character varying])::text[]))),
    CONSTRAINT indicators_series_role_is_known CHECK (((role)::text = ANY ((ARRAY['own'::character varying, 'benchmark'::character varying])::text[])))
);

ALTER TABLE public.indicators_series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_target (
    id bigint NOT NULL,
    year smallint NOT NULL,
    value numeric NOT NULL,
    upper numeric,
    equals_benchmark boolean NOT NULL,
    quote text NOT NULL,
    note character varying(300) NOT NULL,
    evidence_id bigint NOT NULL,
    indicator_id bigint NOT NULL,
    series_id bigint,
    CONSTRAINT indicators_target_range_goes_up CHECK (((upper IS NULL) OR ((upper > value) AND (upper < ('1000000000000000'::bigint)::numeric)))),
    CONSTRAINT indicators_target_value_is_a_number CHECK (((value > ('-1000000000000000'::bigint)::numeric) AND (value < ('1000000000000000'::bigint)::numeric))),
    CONSTRAINT indicators_target_year_check CHECK ((year >= 0)),
    CONSTRAINT indicators_target_year_is_a_year CHECK (((year >= 1900) AND (year <= 2200)))
);

ALTER TABLE public.indicators_target ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.infrastructure_expiryreminder (
    id bigint NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    listing_id bigint NOT NULL
);

ALTER TABLE public.infrastructure_expiryreminder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.infrastructure_expiryreminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.infrastructure_infrastructurelisting (
    publication_ptr_id bigint CONSTRAINT infrastructure_infrastructurelistin_publication_ptr_id_not_null NOT NULL,
    direction character varying(16) NOT NULL,
    facility character varying(16) NOT NULL,
    place character varying(300) NOT NULL,
    coordinates text NOT NULL,
    quantity numeric(12,2),
    unit character varying(60) NOT NULL,
    available_from date,
    available_until date,
    enterprise_id bigint,
    locality_id bigint,
    organisation_id bigint,
    CONSTRAINT enterprises_infrastructure_coordinates_are_points CHECK ((coordinates ~ '^([0-9]{1,2}\.[0-9]{6}, [0-9]{3}\.[0-9]{6}(\n[0-9]{1,2}\.[0-9]{6}, [0-9]{3}\.[0-9]{6})*)?$'::text)),
    CONSTRAINT enterprises_infrastructure_direction_is_known CHECK (((direction)::text = ANY ((ARRAY['offer'::character varying, 'request'::character varying])::text[]))),
    CONSTRAINT enterprises_infrastructure_ends_after_it_begins CHECK (((available_from IS NULL) OR (available_until IS NULL) OR (available_until >= available_from))),
    CONSTRAINT enterprises_infrastructure_facility_is_known CHECK (((facility)::text = ANY ((ARRAY['mast'::character varying, 'duct'::character varying, 'pole'::character varying, 'fibre'::character varying, 'station'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT enterprises_infrastructure_is_of_one CHECK ((((enterprise_id IS NOT NULL) AND (organisation_id IS NULL)) OR ((enterprise_id IS NULL) AND (organisation_id IS NOT NULL)))),
    CONSTRAINT enterprises_infrastructure_quantity_has_a_unit CHECK ((((quantity IS NULL) AND ((unit)::text = ''::text)) OR ((quantity > (0)::numeric) AND (quantity IS NOT NULL) AND (quantity < ('10000000000'::bigint)::numeric) AND (NOT ((unit)::text = ''::text)))))
);

CREATE TABLE public.infrastructure_infrastructurematch (
    id bigint NOT NULL,
    offer_agreed_at timestamp with time zone,
    request_agreed_at timestamp with time zone,
    matched_at timestamp with time zone,
    ended_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    noted_by_id bigint,
    offer_id bigint NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT infrastructure_infrastructurematch_is_agreed_on CHECK (((matched_at IS NULL) OR (noted_by_id IS NOT NULL) OR ((offer_agreed_at IS NOT NULL) AND (request_agreed_at IS NOT NULL)))),
    CONSTRAINT infrastructure_infrastructurematch_is_of_two CHECK ((NOT (offer_id = request_id)))
);

ALTER TABLE public.infrastructure_infrastructurematch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.infrastructure_infrastructurematch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.infrastructure_listingcontact (
    listing_id bigint NOT NULL,
    name character varying(120) NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    form_key uuid
);

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.newsroom_letterchoice (
    user_id bigint NOT NULL,
    waiting character varying(8) NOT NULL,
    returned character varying(8) NOT NULL,
    published character varying(8) NOT NULL,
    overdue character varying(8) NOT NULL,
    digest_at timestamp with time zone,
    questions boolean DEFAULT true NOT NULL,
    CONSTRAINT newsroom_letterchoice_is_known CHECK ((((published)::text = ANY ((ARRAY['at_once'::character varying, 'daily'::character varying, 'never'::character varying])::text[])) AND ((returned)::text = ANY ((ARRAY['at_once'::character varying, 'daily'::character varying, 'never'::character varying])::text[])) AND ((waiting)::text = ANY ((ARRAY['at_once'::character varying, 'daily'::character varying, 'never'::character varying])::text[])) AND ((overdue)::text = ANY ((ARRAY['daily'::character varying, 'never'::character varying])::text[]))))
);

CREATE TABLE public.newsroom_notifiedstep (
    transition_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.notices_notice (
    publication_ptr_id bigint NOT NULL,
    number character varying(100) NOT NULL,
    issued_on date NOT NULL,
    closes_at timestamp with time zone,
    held_at timestamp with time zone,
    fiscal_year smallint,
    place character varying(300) NOT NULL,
    contact character varying(300) NOT NULL,
    result_of_id bigint,
    CONSTRAINT news_notice_is_no_result_of_itself CHECK (((result_of_id IS NULL) OR (NOT ((result_of_id = publication_ptr_id) AND (result_of_id IS NOT NULL))))),
    CONSTRAINT news_notice_opens_bids_once_closed CHECK (((closes_at IS NULL) OR (held_at IS NULL) OR (held_at >= closes_at))),
    CONSTRAINT news_notice_year_is_one CHECK (((fiscal_year IS NULL) OR ((fiscal_year >= 1990) AND (fiscal_year <= 2100)))),
    CONSTRAINT notices_notice_fiscal_year_check CHECK ((fiscal_year >= 0))
);

CREATE TABLE public.obligations_duty (
    id bigint NOT NULL,
    counted_from date NOT NULL,
    due_on date NOT NULL,
    publication_id bigint NOT NULL,
    obligation_id bigint NOT NULL,
    CONSTRAINT obligations_duty_day_is_near CHECK (((counted_from >= '1990-01-01'::date) AND (counted_from <= '2100-12-31'::date))),
    CONSTRAINT obligations_duty_is_due_later CHECK ((due_on > counted_from))
);

ALTER TABLE public.obligations_duty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.obligations_duty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.obligations_obligation (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    working_days smallint NOT NULL,
    event character varying(16) NOT NULL,
    source text NOT NULL,
    in_force_from date,
    in_force_until date,
    CONSTRAINT obligations_obligation_days_are_some CHECK (((working_days >= 1) AND (working_days <= 250))),
    CONSTRAINT obligations_obligation_ends_after_it_begins CHECK (((in_force_from IS NULL) OR (in_force_until IS NULL) OR (in_force_until >= in_force_from))),
    CONSTRAINT obligations_obligation_event_is_known CHECK (((event)::text = ANY ((ARRAY['decided'::character varying, 'signed'::character varying, 'received'::character varying])::text[]))),
    CONSTRAINT obligations_obligation_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT obligations_obligation_working_days_check CHECK ((working_days >= 0))
);

ALTER TABLE public.obligations_obligation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.obligations_obligation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.obligations_specialday (
    id bigint NOT NULL,
    day date NOT NULL,
    name character varying(150) NOT NULL,
    kind character varying(16) NOT NULL,
    every_year boolean NOT NULL,
    source character varying(300) NOT NULL,
    CONSTRAINT obligations_specialday_is_near CHECK (((day >= '1990-01-01'::date) AND (day <= '2100-12-31'::date))),
    CONSTRAINT obligations_specialday_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['holiday'::character varying, 'tet'::character varying, 'hung_kings'::character varying, 'made_up'::character varying])::text[]))),
    CONSTRAINT obligations_specialday_only_fixed_holidays_repeat CHECK (((NOT every_year) OR ((kind)::text = 'holiday'::text)))
);

ALTER TABLE public.obligations_specialday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.obligations_specialday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisations_organisation (
    id bigint NOT NULL,
    name character varying(250) NOT NULL,
    short_name character varying(100) NOT NULL,
    kind character varying(16) NOT NULL,
    website character varying(300) NOT NULL,
    is_unnamed boolean NOT NULL,
    is_related boolean NOT NULL,
    "position" smallint NOT NULL,
    sort_key character varying(400) NOT NULL COLLATE pg_catalog."C",
    name_en character varying(250) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT organisations_organisation_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT organisations_organisation_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['state'::character varying, 'party'::character varying, 'service'::character varying, 'association'::character varying, 'company'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT organisations_organisation_position_check CHECK (("position" >= 0)),
    CONSTRAINT organisations_organisation_website_is_on_the_web CHECK ((((website)::text = ''::text) OR ((website)::text ~ '^https?://'::text)))
);

ALTER TABLE public.organisations_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisations_succession (
    id bigint NOT NULL,
    from_year smallint NOT NULL,
    from_day date,
    document character varying(300) NOT NULL,
    ran_this_site boolean NOT NULL,
    former_id bigint NOT NULL,
    successor_id bigint NOT NULL,
    today_id bigint NOT NULL,
    CONSTRAINT organisations_succession_day_is_of_the_year CHECK (((from_day IS NULL) OR (EXTRACT(year FROM from_day) = (from_year)::numeric))),
    CONSTRAINT organisations_succession_from_year_check CHECK ((from_year >= 0)),
    CONSTRAINT organisations_succession_is_of_another CHECK ((NOT (former_id = successor_id))),
    CONSTRAINT organisations_succession_year_is_near CHECK (((from_year >= 1945) AND (from_year <= 2100)))
);

ALTER TABLE public.organisations_succession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisations_succession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ownership_ownership (
    id bigint NOT NULL,
    check_on date,
    escalates_on date,
    checked_at timestamp with time zone,
    checked_by_id bigint,
    owner_id bigint,
    publication_id bigint NOT NULL,
    CONSTRAINT ownership_ownership_check_has_its_person CHECK ((((checked_at IS NULL) AND (checked_by_id IS NULL)) OR ((checked_at IS NOT NULL) AND (checked_by_id IS NOT NULL)))),
    CONSTRAINT ownership_ownership_day_is_near CHECK (((check_on >= '1990-01-01'::date) AND (check_on <= '2100-12-31'::date))),
    CONSTRAINT ownership_ownership_escalates_later CHECK ((((check_on IS NULL) AND (escalates_on IS NULL)) OR ((check_on IS NOT NULL) AND (escalates_on > check_on) AND (escalates_on IS NOT NULL))))
);

ALTER TABLE public.ownership_ownership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ownership_ownership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pagecache_cacheentry (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

CREATE TABLE public.pagecache_generation (
    id bigint NOT NULL,
    number bigint NOT NULL,
    moved_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    CONSTRAINT pagecache_generation_is_one_row CHECK ((id = 1))
);

ALTER TABLE public.pagecache_generation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pagecache_generation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_invitation (
    id bigint NOT NULL,
    email character varying(200) NOT NULL,
    role character varying(16) NOT NULL,
    token_hash character varying(64),
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    requested_again_at timestamp with time zone,
    created_by_id bigint NOT NULL,
    enterprise_id bigint NOT NULL,
    used_by_id bigint,
    CONSTRAINT people_invitation_ends_after_it_begins CHECK ((expires_at > created_at)),
    CONSTRAINT people_invitation_role_is_known CHECK (((role)::text = ANY ((ARRAY['owner'::character varying, 'editor'::character varying])::text[]))),
    CONSTRAINT people_invitation_taken_by_somebody CHECK ((((used_at IS NULL) AND (used_by_id IS NULL)) OR ((used_at IS NOT NULL) AND (used_by_id IS NOT NULL)))),
    CONSTRAINT people_invitation_taken_or_revoked CHECK (((used_at IS NULL) OR (revoked_at IS NULL)))
);

ALTER TABLE public.people_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_joinrequest (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    tax_code character varying(14) NOT NULL,
    person character varying(120) NOT NULL,
    email character varying(200) NOT NULL,
    phone character varying(30) NOT NULL,
    message text NOT NULL,
    stamp uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(16) NOT NULL,
    decided_at timestamp with time zone,
    comment text CONSTRAINT people_joinrequest_word_not_null NOT NULL,
    decided_by_id bigint,
    enterprise_id bigint,
    promised_on date,
    CONSTRAINT people_joinrequest_answered_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (decided_at >= created_at) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT people_joinrequest_refused_with_a_word CHECK ((NOT ((comment = ''::text) AND ((state)::text = 'refused'::text)))),
    CONSTRAINT people_joinrequest_state_is_known CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'accepted'::character varying, 'refused'::character varying])::text[]))),
    CONSTRAINT people_joinrequest_tax_code_has_its_digits CHECK (((tax_code)::text ~ '^[0-9]{10}(-[0-9]{3})?$'::text))
);

ALTER TABLE public.people_joinrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_joinrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pictures_picture (
    id bigint NOT NULL,
    file character varying(200) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    alt character varying(300) NOT NULL,
    credit character varying(200) NOT NULL,
    licence character varying(20) NOT NULL,
    tags character varying(50)[] NOT NULL,
    focal_x smallint NOT NULL,
    focal_y smallint NOT NULL,
    sha256 character varying(64) NOT NULL,
    renditions jsonb NOT NULL,
    crops jsonb NOT NULL,
    search_vector tsvector,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    CONSTRAINT pictures_picture_focal_point_is_inside CHECK (((focal_x <= 100) AND (focal_y <= 100))),
    CONSTRAINT pictures_picture_focal_x_check CHECK ((focal_x >= 0)),
    CONSTRAINT pictures_picture_focal_y_check CHECK ((focal_y >= 0)),
    CONSTRAINT pictures_picture_has_a_size CHECK (((height > 0) AND (width > 0))),
    CONSTRAINT pictures_picture_height_check CHECK ((height >= 0)),
    CONSTRAINT pictures_picture_licence_is_known CHECK (((licence)::text = ANY ((ARRAY[''::character varying, 'own'::character varying, 'permitted'::character varying, 'cc-by-4.0'::character varying, 'cc-by-sa-4.0'::character varying, 'cc0-1.0'::character varying, 'public-domain'::character varying])::text[]))),
    CONSTRAINT pictures_picture_width_check CHECK ((width >= 0))
);

ALTER TABLE public.pictures_picture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pictures_picture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.plans_goal (
    id bigint NOT NULL,
    quote text NOT NULL,
    text text NOT NULL,
    year smallint,
    "position" smallint NOT NULL,
    evidence_id bigint,
    indicator_id bigint,
    plan_id bigint NOT NULL,
    CONSTRAINT plans_goal_has_words CHECK ((NOT (text = ''::text))),
    CONSTRAINT plans_goal_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_goal_quote_has_a_source CHECK (((quote = ''::text) OR (evidence_id IS NOT NULL))),
    CONSTRAINT plans_goal_year_check CHECK ((year >= 0)),
    CONSTRAINT plans_goal_year_is_a_year CHECK (((year IS NULL) OR ((year >= 1900) AND (year <= 2200))))
);

ALTER TABLE public.plans_goal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_goal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.plans_masterplan (
    quote text NOT NULL,
    decision_number character varying(100) NOT NULL,
    decided_on date,
    publication_ptr_id bigint NOT NULL,
    scope character varying(200) NOT NULL,
    horizon smallint NOT NULL,
    orientation smallint,
    amends_id bigint,
    evidence_id bigint,
    issuer_id bigint,
    replaces_id bigint,
    CONSTRAINT plans_masterplan_horizon_check CHECK ((horizon >= 0)),
    CONSTRAINT plans_masterplan_horizon_is_a_year CHECK (((horizon >= 1900) AND (horizon <= 2200))),
    CONSTRAINT plans_masterplan_is_another_than_it_changes CHECK ((((amends_id IS NULL) OR (NOT ((amends_id = publication_ptr_id) AND (amends_id IS NOT NULL)))) AND ((replaces_id IS NULL) OR (NOT ((replaces_id = publication_ptr_id) AND (replaces_id IS NOT NULL)))))),
    CONSTRAINT plans_masterplan_is_not_its_own_source CHECK ((NOT ((evidence_id = publication_ptr_id) AND (evidence_id IS NOT NULL)))),
    CONSTRAINT plans_masterplan_looks_beyond_its_horizon CHECK (((orientation IS NULL) OR ((orientation > horizon) AND (orientation <= 2200)))),
    CONSTRAINT plans_masterplan_orientation_check CHECK ((orientation >= 0)),
    CONSTRAINT plans_masterplan_quote_has_a_source CHECK (((quote = ''::text) OR (evidence_id IS NOT NULL)))
);

CREATE TABLE public.procedures_procedure (
    publication_ptr_id bigint NOT NULL,
    code character varying(30) NOT NULL,
    online character varying(8) NOT NULL,
    applicants character varying(300) NOT NULL,
    place character varying(300) NOT NULL,
    outcome character varying(300) NOT NULL,
    days smallint,
    days_note character varying(300) NOT NULL,
    fee character varying(300) NOT NULL,
    decision character varying(300) NOT NULL,
    basis text NOT NULL,
    national_url character varying(500) NOT NULL,
    keywords character varying(300) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT news_procedure_days_are_some CHECK (((days IS NULL) OR ((days >= 1) AND (days <= 1000)))),
    CONSTRAINT news_procedure_leads_on_safely CHECK ((((national_url)::text = ''::text) OR ((national_url)::text ~~ 'https://%'::text))),
    CONSTRAINT news_procedure_online_has_an_address CHECK ((((online)::text = 'paper'::text) OR (NOT ((national_url)::text = ''::text)))),
    CONSTRAINT news_procedure_online_is_known CHECK (((online)::text = ANY ((ARRAY['full'::character varying, 'part'::character varying, 'paper'::character varying])::text[]))),
    CONSTRAINT procedures_procedure_days_check CHECK ((days >= 0))
);

CREATE TABLE public.procedures_procedurepaper (
    id bigint NOT NULL,
    name character varying(500) NOT NULL,
    originals smallint NOT NULL,
    copies smallint NOT NULL,
    note character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    procedure_id bigint NOT NULL,
    CONSTRAINT procedures_paper_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT procedures_paper_is_at_least_one CHECK (((copies <= 100) AND (originals <= 100) AND ((originals >= 1) OR (copies >= 1)))),
    CONSTRAINT procedures_procedurepaper_copies_check CHECK ((copies >= 0)),
    CONSTRAINT procedures_procedurepaper_originals_check CHECK ((originals >= 0)),
    CONSTRAINT procedures_procedurepaper_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.procedures_procedurepaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_procedurepaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_procedurestep (
    id bigint NOT NULL,
    text text NOT NULL,
    actor character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    procedure_id bigint NOT NULL,
    CONSTRAINT procedures_procedurestep_position_check CHECK (("position" >= 0)),
    CONSTRAINT procedures_step_says_something CHECK ((NOT (text = ''::text)))
);

ALTER TABLE public.procedures_procedurestep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_procedurestep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.products_product (
    publication_ptr_id bigint NOT NULL,
    use text NOT NULL,
    customers text NOT NULL,
    enterprise_id bigint NOT NULL
);

CREATE TABLE public.products_withdrawalrequest (
    id bigint NOT NULL,
    reason text NOT NULL,
    requested_at timestamp with time zone CONSTRAINT products_withdrawalrequest_asked_at_not_null NOT NULL,
    outcome character varying(16) NOT NULL,
    answer text NOT NULL,
    closed_at timestamp with time zone,
    requested_by_id bigint CONSTRAINT products_withdrawalrequest_asked_by_id_not_null NOT NULL,
    closed_by_id bigint,
    product_id bigint NOT NULL,
    CONSTRAINT enterprises_withdrawal_answered_has_its_day CHECK ((((closed_at IS NULL) AND ((outcome)::text = ''::text)) OR ((closed_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['granted'::character varying, 'refused'::character varying, 'taken_back'::character varying])::text[]))))),
    CONSTRAINT enterprises_withdrawal_refusal_says_why CHECK ((NOT ((answer = ''::text) AND ((outcome)::text = 'refused'::text))))
);

ALTER TABLE public.products_withdrawalrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_withdrawalrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.profiles_enterprise_sectors (
    id bigint NOT NULL,
    enterprise_id bigint NOT NULL,
    sector_id bigint NOT NULL
);

ALTER TABLE public.profiles_enterprise_sectors ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.profiles_enterprise_sectors_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.profiles_locality (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    slug character varying(140) NOT NULL,
    level character varying(16) NOT NULL,
    since date,
    until date,
    source character varying(300) NOT NULL,
    sort_key character varying(400) NOT NULL COLLATE pg_catalog."C",
    parent_id bigint,
    replaced_by_id bigint,
    map_column smallint,
    map_row smallint,
    CONSTRAINT profiles_locality_ends_after_it_begins CHECK (((since IS NULL) OR (until IS NULL) OR (until > since))),
    CONSTRAINT profiles_locality_has_a_whole_place CHECK ((((map_column IS NULL) AND (map_row IS NULL)) OR ((map_column IS NOT NULL) AND (map_column <= 19) AND (map_row IS NOT NULL) AND (map_row <= 19)))),
    CONSTRAINT profiles_locality_level_is_known CHECK (((level)::text = ANY ((ARRAY['province'::character varying, 'district'::character varying, 'commune'::character varying])::text[]))),
    CONSTRAINT profiles_locality_map_column_check CHECK ((map_column >= 0)),
    CONSTRAINT profiles_locality_map_row_check CHECK ((map_row >= 0)),
    CONSTRAINT profiles_locality_points_at_others CHECK (((NOT ((replaced_by_id = id) AND (replaced_by_id IS NOT NULL))) AND (NOT ((parent_id = id) AND (parent_id IS NOT NULL))))),
    CONSTRAINT profiles_locality_replaced_has_an_end CHECK (((replaced_by_id IS NULL) OR (until IS NOT NULL)))
);

ALTER TABLE public.profiles_locality ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.profiles_locality_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.profiles_privatecontact (
    enterprise_id bigint NOT NULL,
    name character varying(120) NOT NULL,
    phone character varying(30) NOT NULL,
    email character varying(254) NOT NULL
);

CREATE TABLE public.profiles_representative (
    id bigint NOT NULL,
    role character varying(16) NOT NULL,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    enterprise_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT profiles_representative_ends_after_it_begins CHECK (((ended_at IS NULL) OR (ended_at >= since))),
    CONSTRAINT profiles_representative_role_is_known CHECK (((role)::text = ANY ((ARRAY['owner'::character varying, 'editor'::character varying])::text[])))
);

ALTER TABLE public.profiles_representative ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.profiles_representative_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.profiles_sector (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL,
    "position" smallint NOT NULL,
    name_en character varying(100) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT profiles_sector_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.profiles_sector ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.profiles_sector_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.promises_promise (
    id bigint NOT NULL,
    due_on date,
    due_words character varying(100) NOT NULL,
    state character varying(16) NOT NULL,
    done_on date,
    quote text NOT NULL,
    title character varying(300) NOT NULL,
    kind character varying(16) NOT NULL,
    said_on date NOT NULL,
    is_public boolean NOT NULL,
    "position" smallint NOT NULL,
    article_id bigint NOT NULL,
    indicator_id bigint,
    owner_id bigint,
    project_id bigint,
    proof_id bigint,
    CONSTRAINT promises_promise_does_not_prove_itself CHECK (((NOT ((proof_id = article_id) AND (proof_id IS NOT NULL))) OR (proof_id IS NULL))),
    CONSTRAINT promises_promise_done_on_means_done CHECK (((done_on IS NULL) OR ((state)::text = 'done'::text))),
    CONSTRAINT promises_promise_has_words CHECK (((NOT (quote = ''::text)) AND (NOT ((title)::text = ''::text)))),
    CONSTRAINT promises_promise_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['assigned'::character varying, 'will_do'::character varying, 'agreed'::character varying, 'strives'::character varying])::text[]))),
    CONSTRAINT promises_promise_position_check CHECK (("position" >= 0)),
    CONSTRAINT promises_promise_state_is_known CHECK (((state)::text = ANY ((ARRAY['unknown'::character varying, 'open'::character varying, 'done'::character varying, 'dropped'::character varying])::text[]))),
    CONSTRAINT promises_promise_state_is_proved CHECK (((NOT ((state)::text = ANY ((ARRAY['open'::character varying, 'done'::character varying, 'dropped'::character varying])::text[]))) OR (proof_id IS NOT NULL)))
);

ALTER TABLE public.promises_promise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.promises_promise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publicforms_usecount (
    id bigint NOT NULL,
    purpose character varying(40) NOT NULL,
    place character varying(64) NOT NULL,
    begins timestamp with time zone NOT NULL,
    ends timestamp with time zone NOT NULL,
    times integer NOT NULL,
    CONSTRAINT publicforms_usecount_times_check CHECK ((times >= 0)),
    CONSTRAINT publicforms_usecount_window_has_a_length CHECK ((ends > begins))
);

ALTER TABLE public.publicforms_usecount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publicforms_usecount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.published_index_publisheditem (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    "group" character varying(16) NOT NULL,
    basis character varying(500) NOT NULL,
    form character varying(16) NOT NULL,
    renewed_within smallint,
    kind character varying(32) NOT NULL,
    address character varying(255) NOT NULL,
    "position" smallint NOT NULL,
    obligation_id bigint,
    page_id bigint,
    section_id bigint,
    CONSTRAINT portal_published_address_is_of_this_site CHECK ((((address)::text = ''::text) OR ((address)::text ~~ '/%'::text))),
    CONSTRAINT portal_published_form_is_known CHECK (((form)::text = ANY ((ARRAY['page'::character varying, 'file'::character varying, 'data'::character varying])::text[]))),
    CONSTRAINT portal_published_group_is_known CHECK ((("group")::text = ANY ((ARRAY['body'::character varying, 'law'::character varying, 'plans'::character varying, 'figures'::character varying, 'services'::character varying, 'news'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT portal_published_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT portal_published_stands_in_one_place CHECK (((((kind)::text = ''::text) AND (section_id IS NULL)) OR (((kind)::text = ''::text) AND (page_id IS NULL)) OR ((page_id IS NULL) AND (section_id IS NULL)))),
    CONSTRAINT portal_published_term_is_some_days CHECK (((renewed_within IS NULL) OR ((renewed_within >= 1) AND (renewed_within <= 3660)))),
    CONSTRAINT published_index_publisheditem_position_check CHECK (("position" >= 0)),
    CONSTRAINT published_index_publisheditem_renewed_within_check CHECK ((renewed_within >= 0))
);

ALTER TABLE public.published_index_publisheditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.published_index_publisheditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_attachment (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    file character varying(200) NOT NULL,
    is_original boolean NOT NULL,
    size bigint NOT NULL,
    content_type character varying(100) NOT NULL,
    pages integer,
    seconds integer,
    "position" smallint NOT NULL,
    publication_id bigint NOT NULL,
    captions text NOT NULL,
    height integer,
    still_id bigint,
    transcript text NOT NULL,
    width integer,
    CONSTRAINT publishing_attachment_height_check CHECK ((height >= 0)),
    CONSTRAINT publishing_attachment_pages_check CHECK ((pages >= 0)),
    CONSTRAINT publishing_attachment_position_check CHECK (("position" >= 0)),
    CONSTRAINT publishing_attachment_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT publishing_attachment_size_check CHECK ((size >= 0)),
    CONSTRAINT publishing_attachment_width_check CHECK ((width >= 0))
);

ALTER TABLE public.publishing_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_attachmentversion (
    id bigint NOT NULL,
    attachment_key bigint NOT NULL,
    number integer NOT NULL,
    file character varying(200) NOT NULL,
    size bigint NOT NULL,
    content_type character varying(100) NOT NULL,
    pages integer,
    replaced_at timestamp with time zone NOT NULL,
    publication_id bigint NOT NULL,
    CONSTRAINT publishing_attachment_version_has_a_file CHECK (((number >= 1) AND (NOT ((file)::text = ''::text)))),
    CONSTRAINT publishing_attachmentversion_attachment_key_check CHECK ((attachment_key >= 0)),
    CONSTRAINT publishing_attachmentversion_number_check CHECK ((number >= 0)),
    CONSTRAINT publishing_attachmentversion_pages_check CHECK ((pages >= 0)),
    CONSTRAINT publishing_attachmentversion_size_check CHECK ((size >= 0))
);

ALTER TABLE public.publishing_attachmentversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_attachmentversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_bundle (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    note text NOT NULL,
    publish_at timestamp with time zone,
    state character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closed_by_id bigint,
    created_by_id bigint,
    scheduled_by_id bigint,
    CONSTRAINT publishing_bundle_closed_has_time CHECK ((((closed_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'scheduled'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['open'::character varying, 'scheduled'::character varying])::text[]))) AND (closed_at IS NOT NULL)))),
    CONSTRAINT publishing_bundle_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT publishing_bundle_scheduled_has_moment CHECK (((NOT ((state)::text = 'scheduled'::text)) OR ((publish_at IS NOT NULL) AND (scheduled_by_id IS NOT NULL)))),
    CONSTRAINT publishing_bundle_state_is_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'scheduled'::character varying, 'released'::character varying, 'cancelled'::character varying])::text[])))
);

ALTER TABLE public.publishing_bundle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_bundle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_bundlemember (
    id bigint NOT NULL,
    is_open boolean NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint,
    bundle_id bigint NOT NULL,
    publication_id bigint NOT NULL
);

ALTER TABLE public.publishing_bundlemember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_bundlemember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_changedecision (
    id bigint NOT NULL,
    field character varying(64) NOT NULL,
    accepted boolean NOT NULL,
    comment text CONSTRAINT publishing_changedecision_word_not_null NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    change_set_id bigint NOT NULL,
    CONSTRAINT publishing_changedecision_refused_with_a_word CHECK ((accepted OR (NOT (comment = ''::text))))
);

ALTER TABLE public.publishing_changedecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_changedecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_changeset (
    id bigint NOT NULL,
    base_number integer NOT NULL,
    state character varying(16) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    comment text CONSTRAINT publishing_changeset_word_not_null NOT NULL,
    decided_number integer,
    seen_at timestamp with time zone,
    decided_by_id bigint,
    opened_by_id bigint,
    seen_by_id bigint,
    publication_id bigint NOT NULL,
    publish_at timestamp with time zone,
    CONSTRAINT publishing_changeset_base_number_check CHECK ((base_number >= 0)),
    CONSTRAINT publishing_changeset_decided_has_time CHECK ((((decided_at IS NULL) AND ((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'changes_asked'::character varying, 'approved'::character varying])::text[]))) OR ((decided_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['published'::character varying, 'discarded'::character varying])::text[]))))),
    CONSTRAINT publishing_changeset_decided_number_check CHECK ((decided_number >= 0)),
    CONSTRAINT publishing_changeset_seen_by_somebody CHECK ((((seen_at IS NULL) AND (seen_by_id IS NULL)) OR ((seen_at IS NOT NULL) AND (seen_by_id IS NOT NULL)))),
    CONSTRAINT publishing_changeset_state_is_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'changes_asked'::character varying, 'approved'::character varying, 'published'::character varying, 'discarded'::character varying])::text[])))
);

ALTER TABLE public.publishing_changeset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_changeset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_correction (
    id bigint NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    earlier_number integer,
    number integer NOT NULL,
    hides_earlier boolean NOT NULL,
    publication_id bigint NOT NULL,
    CONSTRAINT publishing_correction_earlier_number_check CHECK ((earlier_number >= 0)),
    CONSTRAINT publishing_correction_is_later_than_what_it_corrects CHECK (((earlier_number IS NULL) OR (earlier_number < number))),
    CONSTRAINT publishing_correction_number_check CHECK ((number >= 0)),
    CONSTRAINT publishing_correction_says_what_was_wrong CHECK ((NOT (text = ''::text)))
);

ALTER TABLE public.publishing_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_englishversion (
    publication_ptr_id bigint NOT NULL,
    translator_note character varying(300) NOT NULL,
    original_digest character varying(32) NOT NULL
);

CREATE TABLE public.publishing_externaladdress (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    url character varying(2000) NOT NULL,
    state character varying(16) NOT NULL,
    failures smallint NOT NULL,
    status smallint,
    reason character varying(300) NOT NULL,
    moved_to character varying(2000) NOT NULL,
    checked_at timestamp with time zone,
    next_check_at timestamp with time zone NOT NULL,
    is_listed boolean DEFAULT false NOT NULL,
    CONSTRAINT publishing_externaladdress_failures_check CHECK ((failures >= 0)),
    CONSTRAINT publishing_externaladdress_state_is_known CHECK (((state)::text = ANY ((ARRAY['new'::character varying, 'alive'::character varying, 'failing'::character varying, 'dead'::character varying])::text[]))),
    CONSTRAINT publishing_externaladdress_status_check CHECK ((status >= 0))
);

ALTER TABLE public.publishing_externaladdress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_externaladdress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_feature (
    id bigint NOT NULL,
    words character varying(160) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    "position" smallint NOT NULL,
    page_id bigint NOT NULL,
    CONSTRAINT publishing_feature_ends_soon CHECK (((ends_on >= starts_on) AND (ends_on <= (starts_on + '92 days'::interval)))),
    CONSTRAINT publishing_feature_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.publishing_feature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_feature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_forcedpublication (
    id bigint NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    by_id bigint NOT NULL,
    publication_id bigint NOT NULL,
    read_by_id bigint,
    CONSTRAINT portal_forced_has_a_reason CHECK ((NOT (reason = ''::text))),
    CONSTRAINT portal_forced_is_read_by_another CHECK ((NOT ((read_by_id = by_id) AND (read_by_id IS NOT NULL))))
);

ALTER TABLE public.publishing_forcedpublication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_forcedpublication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_link (
    id bigint NOT NULL,
    is_pending boolean NOT NULL,
    address character varying(2000) NOT NULL,
    words character varying(300) NOT NULL,
    external_id bigint,
    source_id bigint NOT NULL,
    target_id bigint,
    CONSTRAINT publishing_link_has_one_target CHECK (((target_id IS NULL) OR (external_id IS NULL)))
);

ALTER TABLE public.publishing_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_publication (
    id bigint NOT NULL,
    correction text NOT NULL,
    hides_earlier boolean NOT NULL,
    corrected_at timestamp with time zone,
    kind character varying(32) NOT NULL,
    path character varying(255) NOT NULL,
    slug character varying(120) NOT NULL,
    title character varying(300) NOT NULL,
    summary text NOT NULL,
    body text NOT NULL,
    cover_alt character varying(300) NOT NULL,
    cover_decorative boolean NOT NULL,
    language character varying(2) NOT NULL,
    is_translated boolean DEFAULT false NOT NULL,
    state character varying(16) NOT NULL,
    published_at timestamp with time zone,
    expires_at timestamp with time zone,
    lapses_at timestamp with time zone,
    is_sample boolean NOT NULL,
    sort_key character varying(400) NOT NULL COLLATE pg_catalog."C",
    folded_title text DEFAULT ''::text NOT NULL,
    search_vector tsvector NOT NULL,
    revision_number integer NOT NULL,
    live_number integer,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    cover_id bigint,
    created_by_id bigint,
    parent_page_id bigint,
    translation_of_id bigint,
    updated_by_id bigint,
    section_id bigint,
    CONSTRAINT publishing_publication_cover_is_described CHECK (((cover_id IS NULL) OR cover_decorative OR (NOT ((cover_alt)::text = ''::text)))),
    CONSTRAINT publishing_publication_english_is_of_a_page CHECK (((NOT ((kind)::text = 'english'::text)) OR (((language)::text = 'en'::text) AND (translation_of_id IS NOT NULL)))),
    CONSTRAINT publishing_publication_expires_after_it_appears CHECK (((expires_at IS NULL) OR (published_at IS NULL) OR (expires_at > published_at))),
    CONSTRAINT publishing_publication_has_a_kind CHECK ((NOT ((kind)::text = ''::text))),
    CONSTRAINT publishing_publication_has_a_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT publishing_publication_is_not_its_own_parent CHECK ((NOT ((parent_page_id = id) AND (parent_page_id IS NOT NULL)))),
    CONSTRAINT publishing_publication_live_number_check CHECK ((live_number >= 0)),
    CONSTRAINT publishing_publication_path_is_an_address CHECK (((path)::text ~ '^/([a-z0-9-]+/)+$'::text)),
    CONSTRAINT publishing_publication_published_has_date CHECK ((NOT ((published_at IS NULL) AND ((state)::text = 'published'::text)))),
    CONSTRAINT publishing_publication_revision_number_check CHECK ((revision_number >= 0)),
    CONSTRAINT publishing_publication_state_is_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'changes_asked'::character varying, 'approved'::character varying, 'published'::character varying, 'withdrawn'::character varying, 'binned'::character varying])::text[]))),
    CONSTRAINT publishing_publication_translates_another CHECK ((NOT ((translation_of_id = id) AND (translation_of_id IS NOT NULL))))
);

ALTER TABLE public.publishing_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_publication_topics (
    id bigint NOT NULL,
    publication_id bigint NOT NULL,
    topic_id bigint NOT NULL
);

ALTER TABLE public.publishing_publication_topics ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_publication_topics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_quotenotice (
    id bigint NOT NULL,
    reference character varying(200) NOT NULL,
    name character varying(600) NOT NULL,
    unit character varying(60) NOT NULL,
    old character varying(60) NOT NULL,
    new character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    correction_id bigint,
    figure_page_id bigint NOT NULL,
    publication_id bigint NOT NULL
);

ALTER TABLE public.publishing_quotenotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_quotenotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_redirect (
    id bigint NOT NULL,
    old_path character varying(255) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    publication_id bigint,
    section_id bigint,
    CONSTRAINT publishing_redirect_has_one_target CHECK ((((publication_id IS NULL) AND (section_id IS NOT NULL)) OR ((publication_id IS NOT NULL) AND (section_id IS NULL))))
);

ALTER TABLE public.publishing_redirect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_redirect_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_remark (
    id bigint NOT NULL,
    number integer NOT NULL,
    field character varying(64) NOT NULL,
    quote character varying(1000) NOT NULL,
    text text NOT NULL,
    blocks boolean NOT NULL,
    state character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    moved_at timestamp with time zone,
    by_id bigint NOT NULL,
    change_set_id bigint,
    moved_by_id bigint,
    publication_id bigint NOT NULL,
    CONSTRAINT publishing_remark_moved_has_time CHECK ((((state)::text = 'open'::text) OR (moved_at IS NOT NULL))),
    CONSTRAINT publishing_remark_number_check CHECK ((number >= 0)),
    CONSTRAINT publishing_remark_says_something CHECK ((NOT (text = ''::text))),
    CONSTRAINT publishing_remark_state_is_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'fixed'::character varying, 'closed'::character varying])::text[])))
);

ALTER TABLE public.publishing_remark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_remark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_revision (
    id bigint NOT NULL,
    number integer NOT NULL,
    data jsonb NOT NULL,
    is_step boolean NOT NULL,
    note character varying(300) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    change_set_id bigint,
    created_by_id bigint,
    publication_id bigint NOT NULL,
    CONSTRAINT publishing_revision_counts_from_one CHECK ((number >= 1)),
    CONSTRAINT publishing_revision_number_check CHECK ((number >= 0))
);

ALTER TABLE public.publishing_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_revision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_section (
    id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL,
    path character varying(255) NOT NULL,
    description text NOT NULL,
    "position" smallint NOT NULL,
    name_en character varying(100) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT publishing_section_path_is_an_address CHECK (((path)::text ~ '^/([a-z0-9-]+/)+$'::text)),
    CONSTRAINT publishing_section_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.publishing_section ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_section_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_section_limited_users (
    id bigint NOT NULL,
    section_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.publishing_section_limited_users ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_section_limited_users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_topic (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL,
    description text NOT NULL,
    sort_key character varying(200) NOT NULL COLLATE pg_catalog."C",
    name_en character varying(100) DEFAULT ''::character varying NOT NULL
);

ALTER TABLE public.publishing_topic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publishing_transition (
    id bigint NOT NULL,
    from_state character varying(16) NOT NULL,
    to_state character varying(16) NOT NULL,
    comment text CONSTRAINT publishing_transition_word_not_null NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    change_set_id bigint,
    publication_id bigint NOT NULL,
    promised_on date
);

ALTER TABLE public.publishing_transition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publishing_transition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.questions_answer (
    publication_ptr_id bigint NOT NULL,
    question text NOT NULL,
    asked_on date,
    answered_by character varying(150) NOT NULL,
    CONSTRAINT questions_answer_has_a_question CHECK ((NOT (question = ''::text)))
);

CREATE TABLE public.questions_question (
    id bigint NOT NULL,
    text text NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(200) NOT NULL,
    phone character varying(30) NOT NULL,
    stamp uuid NOT NULL,
    received_at timestamp with time zone NOT NULL,
    year smallint NOT NULL,
    due_on date NOT NULL,
    state character varying(16) NOT NULL,
    reply text NOT NULL,
    forwarded_to character varying(200) NOT NULL,
    closed_at timestamp with time zone,
    reminded_on date,
    erased_at timestamp with time zone,
    assignee_id bigint,
    closed_by_id bigint,
    published_as_id bigint,
    section_id bigint,
    language character varying(2) NOT NULL,
    phoned_at timestamp with time zone,
    phoned_by_id bigint,
    CONSTRAINT questions_question_asks_and_can_be_answered CHECK (((erased_at IS NOT NULL) OR ((NOT (text = ''::text)) AND ((NOT ((email)::text = ''::text)) OR ((phone)::text ~ '^0[0-9]{9,10}$'::text))))),
    CONSTRAINT questions_question_assigned_to_somebody CHECK ((NOT ((assignee_id IS NULL) AND ((state)::text = 'assigned'::text)))),
    CONSTRAINT questions_question_closed_has_a_moment CHECK ((((closed_at IS NULL) AND ((state)::text = ANY ((ARRAY['received'::character varying, 'assigned'::character varying])::text[]))) OR ((closed_at >= received_at) AND ((state)::text = ANY ((ARRAY['answered'::character varying, 'refused'::character varying, 'forwarded'::character varying, 'withdrawn'::character varying])::text[]))))),
    CONSTRAINT questions_question_closed_with_a_word CHECK ((NOT ((erased_at IS NULL) AND (reply = ''::text) AND ((state)::text = ANY ((ARRAY['answered'::character varying, 'refused'::character varying, 'forwarded'::character varying])::text[]))))),
    CONSTRAINT questions_question_erased_keeps_nothing CHECK (((erased_at IS NULL) OR (((email)::text = ''::text) AND ((name)::text = ''::text) AND ((phone)::text = ''::text) AND (reply = ''::text) AND ((state)::text = ANY ((ARRAY['answered'::character varying, 'refused'::character varying, 'forwarded'::character varying, 'withdrawn'::character varying])::text[])) AND (text = ''::text)))),
    CONSTRAINT questions_question_forwarded_to_somebody CHECK ((NOT (((forwarded_to)::text = ''::text) AND ((state)::text = 'forwarded'::text)))),
    CONSTRAINT questions_question_phoned_by_somebody CHECK ((((phoned_at IS NULL) AND (phoned_by_id IS NULL)) OR ((phoned_at IS NOT NULL) AND (phoned_by_id IS NOT NULL)))),
    CONSTRAINT questions_question_state_is_known CHECK (((state)::text = ANY ((ARRAY['received'::character varying, 'assigned'::character varying, 'answered'::character varying, 'refused'::character varying, 'forwarded'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT questions_question_year_check CHECK ((year >= 0))
);

ALTER TABLE public.questions_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.questions_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_enterprisereport (
    id bigint NOT NULL,
    year smallint NOT NULL,
    quarter smallint NOT NULL,
    version smallint NOT NULL,
    state character varying(16) NOT NULL,
    revenue bigint,
    subscribers_fixed bigint,
    subscribers_postpaid bigint,
    subscribers_prepaid bigint,
    subscribers_internet bigint,
    stations bigint,
    post_offices bigint,
    investment_planned bigint,
    investment_made bigint,
    points_raised text NOT NULL,
    explanations jsonb NOT NULL,
    correction_reason character varying(500) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    saved_at timestamp with time zone,
    sent_at timestamp with time zone,
    seen_at timestamp with time zone,
    decided_at timestamp with time zone,
    comment text CONSTRAINT reports_enterprisereport_word_not_null NOT NULL,
    superseded_at timestamp with time zone,
    decided_by_id bigint,
    enterprise_id bigint NOT NULL,
    written_by_id bigint,
    CONSTRAINT enterprises_report_correction_says_why CHECK (((version = 1) OR ((state)::text = 'draft'::text) OR (NOT ((correction_reason)::text = ''::text)))),
    CONSTRAINT enterprises_report_figures_are_counts CHECK ((((revenue IS NULL) OR ((revenue >= 0) AND (revenue <= '1000000000000000'::bigint))) AND ((subscribers_fixed IS NULL) OR ((subscribers_fixed >= 0) AND (subscribers_fixed <= '1000000000000000'::bigint))) AND ((subscribers_postpaid IS NULL) OR ((subscribers_postpaid >= 0) AND (subscribers_postpaid <= '1000000000000000'::bigint))) AND ((subscribers_prepaid IS NULL) OR ((subscribers_prepaid >= 0) AND (subscribers_prepaid <= '1000000000000000'::bigint))) AND ((subscribers_internet IS NULL) OR ((subscribers_internet >= 0) AND (subscribers_internet <= '1000000000000000'::bigint))) AND ((stations IS NULL) OR ((stations >= 0) AND (stations <= '1000000000000000'::bigint))) AND ((post_offices IS NULL) OR ((post_offices >= 0) AND (post_offices <= '1000000000000000'::bigint))) AND ((investment_planned IS NULL) OR ((investment_planned >= 0) AND (investment_planned <= '1000000000000000'::bigint))) AND ((investment_made IS NULL) OR ((investment_made >= 0) AND (investment_made <= '1000000000000000'::bigint))))),
    CONSTRAINT enterprises_report_held_for_a_time CHECK (((superseded_at IS NULL) OR (((state)::text = 'approved'::text) AND (superseded_at >= decided_at)))),
    CONSTRAINT enterprises_report_is_asked_again_with_a_word CHECK (((NOT ((state)::text = 'returned'::text)) OR (NOT (comment = ''::text)))),
    CONSTRAINT enterprises_report_is_of_a_period CHECK (((quarter <= 4) AND (year >= 2000) AND (year <= 2100))),
    CONSTRAINT enterprises_report_state_is_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'sent'::character varying, 'returned'::character varying, 'approved'::character varying])::text[]))),
    CONSTRAINT enterprises_report_was_decided_by_somebody CHECK (((NOT ((state)::text = ANY ((ARRAY['approved'::character varying, 'returned'::character varying])::text[]))) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT enterprises_report_was_sent CHECK ((((state)::text = 'draft'::text) OR (sent_at IS NOT NULL))),
    CONSTRAINT reports_enterprisereport_quarter_check CHECK ((quarter >= 0)),
    CONSTRAINT reports_enterprisereport_version_check CHECK ((version >= 0)),
    CONSTRAINT reports_enterprisereport_year_check CHECK ((year >= 0))
);

ALTER TABLE public.reports_enterprisereport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_enterprisereport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_releasedsum (
    id bigint NOT NULL,
    measure character varying(32) NOT NULL,
    year smallint NOT NULL,
    quarter smallint NOT NULL,
    total bigint NOT NULL,
    reported integer NOT NULL,
    released_at timestamp with time zone NOT NULL,
    released_by_id bigint,
    CONSTRAINT enterprises_sum_is_of_something CHECK ((total > 0)),
    CONSTRAINT enterprises_sum_measure_is_known CHECK (((measure)::text = ANY ((ARRAY['revenue'::character varying, 'telephones'::character varying, 'mobile'::character varying, 'subscribers_fixed'::character varying, 'subscribers_postpaid'::character varying, 'subscribers_prepaid'::character varying, 'subscribers_internet'::character varying, 'stations'::character varying, 'post_offices'::character varying, 'investment_planned'::character varying, 'investment_made'::character varying])::text[]))),
    CONSTRAINT reports_releasedsum_quarter_check CHECK ((quarter >= 0)),
    CONSTRAINT reports_releasedsum_reported_check CHECK ((reported >= 0)),
    CONSTRAINT reports_releasedsum_year_check CHECK ((year >= 0))
);

ALTER TABLE public.reports_releasedsum ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_releasedsum_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_releasedsum_reports (
    id bigint NOT NULL,
    releasedsum_id bigint NOT NULL,
    enterprisereport_id bigint NOT NULL
);

ALTER TABLE public.reports_releasedsum_reports ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_releasedsum_reports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_reportingduty (
    id bigint NOT NULL,
    since date NOT NULL,
    until date,
    note character varying(300) NOT NULL,
    enterprise_id bigint NOT NULL,
    CONSTRAINT enterprises_duty_ends_after_it_begins CHECK (((until IS NULL) OR (until > since)))
);

ALTER TABLE public.reports_reportingduty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_reportingduty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports_reportreminder (
    id bigint NOT NULL,
    year smallint NOT NULL,
    quarter smallint NOT NULL,
    days smallint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    enterprise_id bigint NOT NULL,
    CONSTRAINT reports_reportreminder_quarter_check CHECK ((quarter >= 0)),
    CONSTRAINT reports_reportreminder_year_check CHECK ((year >= 0))
);

ALTER TABLE public.reports_reportreminder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_reportreminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.scanning_scannedfile (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    virus character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    signatures character varying(40) NOT NULL,
    CONSTRAINT scanning_file_names_its_virus CHECK (((((state)::text = 'infected'::text) OR ((virus)::text = ''::text)) AND (1 = (
CASE
    WHEN ((state)::text = 'infected'::text) THEN 1
    ELSE 0
END +
CASE
    WHEN ((virus)::text = ''::text) THEN 1
    ELSE 0
END)))),
    CONSTRAINT scanning_file_state_is_known CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'clean'::character varying, 'infected'::character varying])::text[])))
);

ALTER TABLE public.scanning_scannedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scanning_scannedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.search_abbreviation (
    id bigint NOT NULL,
    short character varying(30) NOT NULL,
    long character varying(150) NOT NULL
);

ALTER TABLE public.search_abbreviation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_abbreviation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.search_filetext (
    file character varying(200) NOT NULL,
    text text NOT NULL,
    search_vector tsvector NOT NULL,
    read_at timestamp with time zone NOT NULL,
    CONSTRAINT search_filetext_is_of_a_file CHECK ((NOT ((file)::text = ''::text)))
);

CREATE TABLE public.search_pickedresult (
    id bigint NOT NULL,
    words character varying(150) NOT NULL,
    "position" smallint NOT NULL,
    ends_on date,
    key character varying(200) NOT NULL,
    page_id bigint NOT NULL,
    CONSTRAINT portal_pick_has_words CHECK ((NOT ((key)::text = ''::text))),
    CONSTRAINT search_pickedresult_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.search_pickedresult ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_pickedresult_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.search_searchterm (
    words character varying(40) NOT NULL COLLATE pg_catalog."C",
    pages integer NOT NULL,
    shown character varying(40) NOT NULL,
    near text[],
    CONSTRAINT portal_term_stands_somewhere CHECK (((NOT ((words)::text = ''::text)) AND (pages >= 1))),
    CONSTRAINT search_searchterm_pages_check CHECK ((pages >= 0))
);

CREATE TABLE public.search_unfoundsearch (
    id bigint NOT NULL,
    words character varying(80) NOT NULL,
    day date NOT NULL,
    times integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    handled_at timestamp with time zone,
    answer character varying(16) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT portal_unfound_answer_is_known CHECK (((answer)::text = ANY ((ARRAY[''::character varying, 'corrected'::character varying, 'most_words'::character varying, 'titles'::character varying])::text[]))),
    CONSTRAINT portal_unfound_was_searched CHECK (((NOT ((words)::text = ''::text)) AND (times >= 1))),
    CONSTRAINT search_unfoundsearch_times_check CHECK ((times >= 0))
);

ALTER TABLE public.search_unfoundsearch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_unfoundsearch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.servicepoints_servicepoint (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    kind character varying(16) NOT NULL,
    address character varying(200) NOT NULL,
    hours character varying(150) NOT NULL,
    is_shown boolean NOT NULL,
    is_sample boolean NOT NULL,
    locality_id bigint NOT NULL,
    CONSTRAINT servicepoints_servicepoint_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['post_office'::character varying, 'village_post'::character varying, 'internet'::character varying, 'wifi'::character varying])::text[])))
);

ALTER TABLE public.servicepoints_servicepoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.servicepoints_servicepoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sheets_sheetupload (
    id bigint NOT NULL,
    target character varying(100) NOT NULL,
    name character varying(200) NOT NULL,
    content bytea NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.sheets_sheetupload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sheets_sheetupload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);

ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);

ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.subscriptions_follower (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    secret character varying(22) NOT NULL,
    refusals smallint NOT NULL,
    since timestamp with time zone NOT NULL,
    bounced_days smallint NOT NULL,
    last_bounced_on date,
    CONSTRAINT subscriptions_follower_bounced_days_check CHECK ((bounced_days >= 0)),
    CONSTRAINT subscriptions_follower_has_an_address CHECK (((NOT ((email)::text = ''::text)) AND (NOT ((secret)::text = ''::text)))),
    CONSTRAINT subscriptions_follower_refusals_check CHECK ((refusals >= 0))
);

ALTER TABLE public.subscriptions_follower ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.subscriptions_follower_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.subscriptions_subscription (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key character varying(200) NOT NULL,
    frequency character varying(10) NOT NULL,
    requested_at timestamp with time zone CONSTRAINT subscriptions_subscription_asked_at_not_null NOT NULL,
    confirmed_at timestamp with time zone,
    notified_until timestamp with time zone CONSTRAINT subscriptions_subscription_told_until_not_null NOT NULL,
    mark character varying(200) NOT NULL,
    follower_id bigint NOT NULL,
    CONSTRAINT subscriptions_subscription_frequency_is_known CHECK (((frequency)::text = ANY ((ARRAY['at_once'::character varying, 'daily'::character varying, 'weekly'::character varying])::text[]))),
    CONSTRAINT subscriptions_subscription_is_of_a_kind CHECK ((NOT ((kind)::text = ''::text)))
);

ALTER TABLE public.subscriptions_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.subscriptions_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tasks_unsentletter (
    id bigint NOT NULL,
    address character varying(254) NOT NULL,
    subject character varying(500) NOT NULL,
    gave_up_at timestamp with time zone NOT NULL,
    task_path character varying(255) NOT NULL,
    arguments jsonb NOT NULL,
    reason character varying(500) DEFAULT ''::character varying NOT NULL
);

ALTER TABLE public.tasks_unsentletter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_unsentletter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.uploads_enterpriseupload (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    size bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    enterprise_id bigint NOT NULL,
    CONSTRAINT uploads_enterpriseupload_size_check CHECK ((size >= 0))
);

ALTER TABLE public.uploads_enterpriseupload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.uploads_enterpriseupload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.uploads_uploadquota (
    id bigint NOT NULL,
    megabytes integer NOT NULL,
    files integer NOT NULL,
    reason character varying(300) NOT NULL,
    enterprise_id bigint NOT NULL,
    CONSTRAINT uploads_quota_is_some CHECK ((((files >= 1) AND (files <= 100000)) AND ((megabytes >= 1) AND (megabytes <= 100000)))),
    CONSTRAINT uploads_quota_says_why CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT uploads_uploadquota_files_check CHECK ((files >= 0)),
    CONSTRAINT uploads_uploadquota_megabytes_check CHECK ((megabytes >= 0))
);

ALTER TABLE public.uploads_uploadquota ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.uploads_uploadquota_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_annualplan (
    quote text NOT NULL,
    publication_ptr_id bigint NOT NULL,
    year smallint NOT NULL,
    evidence_id bigint,
    CONSTRAINT work_annualplan_is_not_its_own_source CHECK ((NOT ((evidence_id = publication_ptr_id) AND (evidence_id IS NOT NULL)))),
    CONSTRAINT work_annualplan_quote_has_a_source CHECK (((quote = ''::text) OR (evidence_id IS NOT NULL))),
    CONSTRAINT work_annualplan_year_check CHECK ((year >= 0)),
    CONSTRAINT work_annualplan_year_is_a_year CHECK (((year >= 1900) AND (year <= 2200)))
);

CREATE TABLE public.work_application (
    id bigint NOT NULL,
    applied_on date CONSTRAINT work_application_asked_on_not_null NOT NULL,
    text text NOT NULL,
    outcome character varying(16) NOT NULL,
    decided_on date,
    comment text CONSTRAINT work_application_word_not_null NOT NULL,
    enterprise_id bigint NOT NULL,
    call_id bigint NOT NULL,
    CONSTRAINT work_application_decided_has_a_day CHECK ((((outcome)::text = ANY ((ARRAY['waiting'::character varying, 'taken_back'::character varying])::text[])) OR (decided_on IS NOT NULL))),
    CONSTRAINT work_application_refused_says_why CHECK (((NOT ((outcome)::text = 'refused'::text)) OR (NOT (comment = ''::text))))
);

ALTER TABLE public.work_application ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_budgetline (
    id bigint NOT NULL,
    quote text NOT NULL,
    year smallint NOT NULL,
    money_from character varying(16) NOT NULL,
    planned numeric(15,3),
    spent numeric(15,3),
    evidence_id bigint,
    project_id bigint NOT NULL,
    CONSTRAINT work_budgetline_is_not_negative CHECK ((((planned IS NULL) OR (planned >= (0)::numeric)) AND ((spent IS NULL) OR (spent >= (0)::numeric)))),
    CONSTRAINT work_budgetline_quote_has_a_source CHECK (((quote = ''::text) OR (evidence_id IS NOT NULL))),
    CONSTRAINT work_budgetline_source_is_known CHECK (((money_from)::text = ANY ((ARRAY['central'::character varying, 'local'::character varying, 'enterprise'::character varying, 'loan'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT work_budgetline_year_check CHECK ((year >= 0)),
    CONSTRAINT work_budgetline_year_is_a_year CHECK (((year >= 1900) AND (year <= 2200)))
);

ALTER TABLE public.work_budgetline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_budgetline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_milestone (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    weight smallint NOT NULL,
    planned_on date NOT NULL,
    replanned_on date,
    actual_on date,
    "position" smallint NOT NULL,
    follows_id bigint,
    project_id bigint NOT NULL,
    CONSTRAINT work_milestone_does_not_follow_itself CHECK (((follows_id IS NULL) OR (NOT ((follows_id = id) AND (follows_id IS NOT NULL))))),
    CONSTRAINT work_milestone_has_a_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT work_milestone_position_check CHECK (("position" >= 0)),
    CONSTRAINT work_milestone_weighs_something CHECK ((weight >= 1)),
    CONSTRAINT work_milestone_weight_check CHECK ((weight >= 0))
);

ALTER TABLE public.work_milestone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_milestone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_milestonemove (
    id bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    reason character varying(300) NOT NULL,
    moved_at timestamp with time zone NOT NULL,
    milestone_id bigint NOT NULL,
    moved_by_id bigint,
    project_id bigint NOT NULL,
    CONSTRAINT work_milestonemove_has_a_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT work_milestonemove_moves CHECK ((NOT (from_day = to_day)))
);

ALTER TABLE public.work_milestonemove ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_milestonemove_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_participation (
    id bigint NOT NULL,
    quote text NOT NULL,
    role character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    quantity numeric(15,3),
    quantity_unit character varying(60) NOT NULL,
    website character varying(300) NOT NULL,
    starts_on date,
    ends_on date,
    "position" smallint NOT NULL,
    enterprise_id bigint,
    evidence_id bigint,
    organisation_id bigint,
    project_id bigint NOT NULL,
    CONSTRAINT work_participation_ends_after_it_starts CHECK (((starts_on IS NULL) OR (ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT work_participation_is_of_one CHECK ((((enterprise_id IS NOT NULL) AND (organisation_id IS NULL)) OR ((enterprise_id IS NULL) AND (organisation_id IS NOT NULL)))),
    CONSTRAINT work_participation_position_check CHECK (("position" >= 0)),
    CONSTRAINT work_participation_quantity_has_a_unit CHECK (((quantity IS NULL) OR ((quantity >= (0)::numeric) AND (NOT ((quantity_unit)::text = ''::text))))),
    CONSTRAINT work_participation_quote_has_a_source CHECK (((quote = ''::text) OR (evidence_id IS NOT NULL))),
    CONSTRAINT work_participation_website_is_on_the_web CHECK ((((website)::text = ''::text) OR ((website)::text ~ '^https?://'::text)))
);

ALTER TABLE public.work_participation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_participation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_progressnote (
    id bigint NOT NULL,
    noted_on date NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    percent numeric(5,2),
    reason character varying(300) NOT NULL,
    proof_id bigint,
    project_id bigint NOT NULL,
    CONSTRAINT work_progressnote_percent_is_one CHECK (((percent IS NULL) OR ((percent >= (0)::numeric) AND (percent <= (100)::numeric)))),
    CONSTRAINT work_progressnote_typed_percent_is_proved CHECK (((percent IS NULL) OR ((NOT ((reason)::text = ''::text)) AND (proof_id IS NOT NULL))))
);

ALTER TABLE public.work_progressnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_progressnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_project (
    quote text NOT NULL,
    decision_number character varying(100) NOT NULL,
    decided_on date,
    publication_ptr_id bigint NOT NULL,
    nature character varying(16) NOT NULL,
    aim text NOT NULL,
    starts_on date,
    ends_on date,
    place character varying(200) NOT NULL,
    weight smallint NOT NULL,
    stage character varying(16) NOT NULL,
    evidence_id bigint,
    issuer_id bigint,
    owner_id bigint,
    plan_id bigint,
    sponsor_id bigint,
    CONSTRAINT work_project_ends_after_it_starts CHECK (((starts_on IS NULL) OR (ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT work_project_is_not_its_own_source CHECK ((NOT ((evidence_id = publication_ptr_id) AND (evidence_id IS NOT NULL)))),
    CONSTRAINT work_project_nature_is_known CHECK (((nature)::text = ANY ((ARRAY['project'::character varying, 'programme'::character varying])::text[]))),
    CONSTRAINT work_project_quote_has_a_source CHECK (((quote = ''::text) OR (evidence_id IS NOT NULL))),
    CONSTRAINT work_project_stage_is_known CHECK (((stage)::text = ANY ((ARRAY['unknown'::character varying, 'planned'::character varying, 'preparing'::character varying, 'running'::character varying, 'finished'::character varying, 'suspended'::character varying, 'stopped'::character varying])::text[]))),
    CONSTRAINT work_project_weighs_something CHECK ((weight >= 1)),
    CONSTRAINT work_project_weight_check CHECK ((weight >= 0))
);

CREATE TABLE public.work_supportcall (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    conditions text NOT NULL,
    papers text NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    project_id bigint NOT NULL,
    CONSTRAINT work_supportcall_closes_after_it_opens CHECK ((closes_on >= opens_on))
);

ALTER TABLE public.work_supportcall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_supportcall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.work_task (
    id bigint NOT NULL,
    quote text NOT NULL,
    due_on date,
    due_words character varying(100) NOT NULL,
    state character varying(16) NOT NULL,
    done_on date,
    title character varying(300) NOT NULL,
    "position" smallint NOT NULL,
    evidence_id bigint,
    owner_id bigint,
    plan_id bigint NOT NULL,
    project_id bigint,
    CONSTRAINT work_task_done_on_means_done CHECK (((done_on IS NULL) OR ((state)::text = 'done'::text))),
    CONSTRAINT work_task_has_a_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT work_task_position_check CHECK (("position" >= 0)),
    CONSTRAINT work_task_quote_has_a_source CHECK (((quote = ''::text) OR (evidence_id IS NOT NULL))),
    CONSTRAINT work_task_state_is_known CHECK (((state)::text = ANY ((ARRAY['unknown'::character varying, 'open'::character varying, 'done'::character varying, 'dropped'::character varying])::text[])))
);

ALTER TABLE public.work_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.work_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

INSERT INTO public.auth_group VALUES
	(1, 'Người soạn tin'),
	(2, 'Biên tập viên'),
	(3, 'Người duyệt'),
	(4, 'Người đại diện doanh nghiệp');

INSERT INTO public.auth_group_permissions VALUES
	(1, 1, 1),
	(2, 2, 1),
	(3, 2, 2),
	(4, 3, 1),
	(5, 3, 2),
	(6, 3, 3);

INSERT INTO public.auth_permission VALUES
	(1, 'Writes and submits publications', 1, 'write_publication'),
	(2, 'Edits the publications of others', 1, 'edit_publication'),
	(3, 'Reviews, publishes, schedules and withdraws publications', 1, 'publish_publication'),
	(4, 'Can add user', 3, 'add_user'),
	(5, 'Can change user', 3, 'change_user'),
	(6, 'Can delete user', 3, 'delete_user'),
	(7, 'Can view user', 3, 'view_user'),
	(8, 'Can add second sign-in step', 2, 'add_secondstep'),
	(9, 'Can change second sign-in step', 2, 'change_secondstep'),
	(10, 'Can delete second sign-in step', 2, 'delete_secondstep'),
	(11, 'Can view second sign-in step', 2, 'view_secondstep'),
	(12, 'Can add unsent letter', 8, 'add_unsentletter'),
	(13, 'Can change unsent letter', 8, 'change_unsentletter'),
	(14, 'Can delete unsent letter', 8, 'delete_unsentletter'),
	(15, 'Can view unsent letter', 8, 'view_unsentletter'),
	(16, 'Can add background task', 7, 'add_backgroundtask'),
	(17, 'Can change background task', 7, 'change_backgroundtask'),
	(18, 'Can delete background task', 7, 'delete_backgroundtask'),
	(19, 'Can view background task', 7, 'view_backgroundtask'),
	(20, 'Can add generation', 10, 'add_generation'),
	(21, 'Can change generation', 10, 'change_generation'),
	(22, 'Can delete generation', 10, 'delete_generation'),
	(23, 'Can view generation', 10, 'view_generation'),
	(24, 'Can add cache entry', 9, 'add_cacheentry'),
	(25, 'Can change cache entry', 9, 'change_cacheentry'),
	(26, 'Can delete cache entry', 9, 'delete_cacheentry'),
	(27, 'Can view cache entry', 9, 'view_cacheentry'),
	(28, 'Can add picture', 11, 'add_picture'),
	(29, 'Can change picture', 11, 'change_picture'),
	(30, 'Can delete picture', 11, 'delete_picture'),
	(31, 'Can view picture', 11, 'view_picture'),
	(32, 'Can add publication', 1, 'add_publication'),
	(33, 'Can change publication', 1, 'change_publication'),
	(34, 'Can delete publication', 1, 'delete_publication'),
	(35, 'Can view publication', 1, 'view_publication'),
	(36, 'Can add topic', 30, 'add_topic'),
	(37, 'Can change topic', 30, 'change_topic'),
	(38, 'Can delete topic', 30, 'delete_topic'),
	(39, 'Can view topic', 30, 'view_topic'),
	(40, 'Can add bundle', 15, 'add_bundle'),
	(41, 'Can change bundle', 15, 'change_bundle'),
	(42, 'Can delete bundle', 15, 'delete_bundle'),
	(43, 'Can view bundle', 15, 'view_bundle'),
	(44, 'Can add change', 18, 'add_changeset'),
	(45, 'Can change change', 18, 'change_changeset'),
	(46, 'Can delete change', 18, 'delete_changeset'),
	(47, 'Can view change', 18, 'view_changeset'),
	(48, 'Can add decision on a field', 17, 'add_changedecision'),
	(49, 'Can change decision on a field', 17, 'change_changedecision'),
	(50, 'Can delete decision on a field', 17, 'delete_changedecision'),
	(51, 'Can view decision on a field', 17, 'view_changedecision'),
	(52, 'Can add English version', 20, 'add_englishversion'),
	(53, 'Can change English version', 20, 'change_englishversion'),
	(54, 'Can delete English version', 20, 'delete_englishversion'),
	(55, 'Can view English version', 20, 'view_englishversion'),
	(56, 'Can add correction', 19, 'add_correction'),
	(57, 'Can change correction', 19, 'change_correction'),
	(58, 'Can delete correction', 19, 'delete_correction'),
	(59, 'Can view correction', 19, 'view_correction'),
	(60, 'Can add member of a bundle', 16, 'add_bundlemember'),
	(61, 'Can change member of a bundle', 16, 'change_bundlemember'),
	(62, 'Can delete member of a bundle', 16, 'delete_bundlemember'),
	(63, 'Can view member of a bundle', 16, 'view_bundlemember'),
	(64, 'Can add attachment', 13, 'add_attachment'),
	(65, 'Can change attachment', 13, 'change_attachment'),
	(66, 'Can delete attachment', 13, 'delete_attachment'),
	(67, 'Can view attachment', 13, 'view_attachment'),
	(68, 'Can add external address', 21, 'add_externaladdress'),
	(69, 'Can change external address', 21, 'change_externaladdress'),
	(70, 'Can delete external address', 21, 'delete_externaladdress'),
	(71, 'Can view external address', 21, 'view_externaladdress'),
	(72, 'Can add featured page', 22, 'add_feature'),
	(73, 'Can change featured page', 22, 'change_feature'),
	(74, 'Can delete featured page', 22, 'delete_feature'),
	(75, 'Can view featured page', 22, 'view_feature'),
	(76, 'Can add forced publication', 23, 'add_forcedpublication'),
	(77, 'Can change forced publication', 23, 'change_forcedpublication'),
	(78, 'Can delete forced publication', 23, 'delete_forcedpublication'),
	(79, 'Can view forced publication', 23, 'view_forcedpublication'),
	(80, 'Can add link', 24, 'add_link'),
	(81, 'Can change link', 24, 'change_link'),
	(82, 'Can delete link', 24, 'delete_link'),
	(83, 'Can view link', 24, 'view_link'),
	(84, 'Can add page that quotes a corrected figure', 25, 'add_quotenotice'),
	(85, 'Can change page that quotes a corrected figure', 25, 'change_quotenotice'),
	(86, 'Can delete page that quotes a corrected figure', 25, 'delete_quotenotice'),
	(87, 'Can view page that quotes a corrected figure', 25, 'view_quotenotice'),
	(88, 'Can add revision', 28, 'add_revision'),
	(89, 'Can change revision', 28, 'change_revision'),
	(90, 'Can delete revision', 28, 'delete_revision'),
	(91, 'Can view revision', 28, 'view_revision'),
	(92, 'Can add section', 29, 'add_section'),
	(93, 'Can change section', 29, 'change_section'),
	(94, 'Can delete section', 29, 'delete_section'),
	(95, 'Can view section', 29, 'view_section'),
	(96, 'Can add redirect', 26, 'add_redirect'),
	(97, 'Can change redirect', 26, 'change_redirect'),
	(98, 'Can delete redirect', 26, 'delete_redirect'),
	(99, 'Can view redirect', 26, 'view_redirect'),
	(100, 'Can add transition', 31, 'add_transition'),
	(101, 'Can change transition', 31, 'change_transition'),
	(102, 'Can delete transition', 31, 'delete_transition'),
	(103, 'Can view transition', 31, 'view_transition'),
	(104, 'Can add remark', 27, 'add_remark'),
	(105, 'Can change remark', 27, 'change_remark'),
	(106, 'Can delete remark', 27, 'delete_remark'),
	(107, 'Can view remark', 27, 'view_remark'),
	(108, 'Can add sheet not yet taken in', 32, 'add_sheetupload'),
	(109, 'Can change sheet not yet taken in', 32, 'change_sheetupload'),
	(110, 'Can delete sheet not yet taken in', 32, 'delete_sheetupload'),
	(111, 'Can view sheet not yet taken in', 32, 'view_sheetupload'),
	(112, 'Can add organisation', 33, 'add_organisation'),
	(113, 'Can change organisation', 33, 'change_organisation'),
	(114, 'Can delete organisation', 33, 'delete_organisation'),
	(115, 'Can view organisation', 33, 'view_organisation'),
	(116, 'Can add succession of organisations', 34, 'add_succession'),
	(117, 'Can change succession of organisations', 34, 'change_succession'),
	(118, 'Can delete succession of organisations', 34, 'delete_succession'),
	(119, 'Can view succession of organisations', 34, 'view_succession'),
	(120, 'Can add publication obligation', 36, 'add_obligation'),
	(121, 'Can change publication obligation', 36, 'change_obligation'),
	(122, 'Can delete publication obligation', 36, 'delete_obligation'),
	(123, 'Can view publication obligation', 36, 'view_obligation'),
	(124, 'Can add holiday or made-up working day', 37, 'add_specialday'),
	(125, 'Can change holiday or made-up working day', 37, 'change_specialday'),
	(126, 'Can delete holiday or made-up working day', 37, 'delete_specialday'),
	(127, 'Can view holiday or made-up working day', 37, 'view_specialday'),
	(128, 'Can add publication deadline', 35, 'add_duty'),
	(129, 'Can change publication deadline', 35, 'change_duty'),
	(130, 'Can delete publication deadline', 35, 'delete_duty'),
	(131, 'Can view publication deadline', 35, 'view_duty'),
	(132, 'Can add responsibility for a page', 38, 'add_ownership'),
	(133, 'Can change responsibility for a page', 38, 'change_ownership'),
	(134, 'Can delete responsibility for a page', 38, 'delete_ownership'),
	(135, 'Can view responsibility for a page', 38, 'view_ownership'),
	(136, 'Can add preview link', 42, 'add_previewlink'),
	(137, 'Can change preview link', 42, 'change_previewlink'),
	(138, 'Can delete preview link', 42, 'delete_previewlink'),
	(139, 'Can view preview link', 42, 'view_previewlink'),
	(140, 'Can add answer to a preview', 41, 'add_previewanswer'),
	(141, 'Can change answer to a preview', 41, 'change_previewanswer'),
	(142, 'Can delete answer to a preview', 41, 'delete_previewanswer'),
	(143, 'Can view answer to a preview', 41, 'view_previewanswer'),
	(144, 'Can add text not yet saved', 39, 'add_autosave'),
	(145, 'Can change text not yet saved', 39, 'change_autosave'),
	(146, 'Can delete text not yet saved', 39, 'delete_autosave'),
	(147, 'Can view text not yet saved', 39, 'view_autosave'),
	(148, 'Can add presence', 40, 'add_presence'),
	(149, 'Can change presence', 40, 'change_presence'),
	(150, 'Can delete presence', 40, 'delete_presence'),
	(151, 'Can view presence', 40, 'view_presence'),
	(152, 'Can add job for many pages', 44, 'add_bulkjob'),
	(153, 'Can change job for many pages', 44, 'change_bulkjob'),
	(154, 'Can delete job for many pages', 44, 'delete_bulkjob'),
	(155, 'Can view job for many pages', 44, 'view_bulkjob'),
	(156, 'Can add page of a job', 43, 'add_bulkitem'),
	(157, 'Can change page of a job', 43, 'change_bulkitem'),
	(158, 'Can delete page of a job', 43, 'delete_bulkitem'),
	(159, 'Can view page of a job', 43, 'view_bulkitem'),
	(160, 'Can add abbreviation', 45, 'add_abbreviation'),
	(161, 'Can change abbreviation', 45, 'change_abbreviation'),
	(162, 'Can delete abbreviation', 45, 'delete_abbreviation'),
	(163, 'Can view abbreviation', 45, 'view_abbreviation'),
	(164, 'Can add word of the site', 48, 'add_searchterm'),
	(165, 'Can change word of the site', 48, 'change_searchterm'),
	(166, 'Can delete word of the site', 48, 'delete_searchterm'),
	(167, 'Can view word of the site', 48, 'view_searchterm'),
	(168, 'Can add search that found nothing', 49, 'add_unfoundsearch'),
	(169, 'Can change search that found nothing', 49, 'change_unfoundsearch'),
	(170, 'Can delete search that found nothing', 49, 'delete_unfoundsearch'),
	(171, 'Can view search that found nothing', 49, 'view_unfoundsearch'),
	(172, 'Can add picked result', 47, 'add_pickedresult'),
	(173, 'Can change picked result', 47, 'change_pickedresult'),
	(174, 'Can delete picked result', 47, 'delete_pickedresult'),
	(175, 'Can view picked result', 47, 'view_pickedresult'),
	(176, 'Can add step that was told of', 51, 'add_notifiedstep'),
	(177, 'Can change step that was told of', 51, 'change_notifiedstep'),
	(178, 'Can delete step that was told of', 51, 'delete_notifiedstep'),
	(179, 'Can view step that was told of', 51, 'view_notifiedstep'),
	(180, 'Can add choice of letters', 50, 'add_letterchoice'),
	(181, 'Can change choice of letters', 50, 'change_letterchoice'),
	(182, 'Can delete choice of letters', 50, 'delete_letterchoice'),
	(183, 'Can view choice of letters', 50, 'view_letterchoice'),
	(184, 'Can add consultation on a draft', 53, 'add_consultation'),
	(185, 'Can change consultation on a draft', 53, 'change_consultation'),
	(186, 'Can delete consultation on a draft', 53, 'delete_consultation'),
	(187, 'Can view consultation on a draft', 53, 'view_consultation'),
	(188, 'Can add comment on a draft', 54, 'add_consultationcomment'),
	(189, 'Can change comment on a draft', 54, 'change_consultationcomment'),
	(190, 'Can delete comment on a draft', 54, 'delete_consultationcomment'),
	(191, 'Can view comment on a draft', 54, 'view_consultationcomment'),
	(192, 'Can add address not found', 55, 'add_missingaddress'),
	(193, 'Can change address not found', 55, 'change_missingaddress'),
	(194, 'Can delete address not found', 55, 'delete_missingaddress'),
	(195, 'Can view address not found', 55, 'view_missingaddress'),
	(196, 'Can add address of the portal before', 56, 'add_oldaddress'),
	(197, 'Can change address of the portal before', 56, 'change_oldaddress'),
	(198, 'Can delete address of the portal before', 56, 'delete_oldaddress'),
	(199, 'Can view address of the portal before', 56, 'view_oldaddress'),
	(200, 'Can add notice at a withdrawn page', 57, 'add_withdrawalnotice'),
	(201, 'Can change notice at a withdrawn page', 57, 'change_withdrawalnotice'),
	(202, 'Can delete notice at a withdrawn page', 57, 'delete_withdrawalnotice'),
	(203, 'Can view notice at a withdrawn page', 57, 'view_withdrawalnotice'),
	(204, 'Can add look of the site', 58, 'add_branding'),
	(205, 'Can change look of the site', 58, 'change_branding'),
	(206, 'Can delete look of the site', 58, 'delete_branding'),
	(207, 'Can view look of the site', 58, 'view_branding'),
	(208, 'Can add word of the menu', 59, 'add_menuword'),
	(209, 'Can change word of the menu', 59, 'change_menuword'),
	(210, 'Can delete word of the menu', 59, 'delete_menuword'),
	(211, 'Can view word of the menu', 59, 'view_menuword'),
	(212, 'Can add About page', 61, 'add_page'),
	(213, 'Can change About page', 61, 'change_page'),
	(214, 'Can delete About page', 61, 'delete_page'),
	(215, 'Can view About page', 61, 'view_page'),
	(216, 'Can add link to public services', 64, 'add_servicelink'),
	(217, 'Can change link to public services', 64, 'change_servicelink'),
	(218, 'Can delete link to public services', 64, 'delete_servicelink'),
	(219, 'Can view link to public services', 64, 'view_servicelink'),
	(220, 'Can add unit of the department', 65, 'add_unit'),
	(221, 'Can change unit of the department', 65, 'change_unit'),
	(222, 'Can delete unit of the department', 65, 'delete_unit'),
	(223, 'Can view unit of the department', 65, 'view_unit'),
	(224, 'Can add post in the department', 62, 'add_post'),
	(225, 'Can change post in the department', 62, 'change_post'),
	(226, 'Can delete post in the department', 62, 'delete_post'),
	(227, 'Can view post in the department', 62, 'view_post'),
	(228, 'Can add week of the working calendar', 67, 'add_workweek'),
	(229, 'Can change week of the working calendar', 67, 'change_workweek'),
	(230, 'Can delete week of the working calendar', 67, 'delete_workweek'),
	(231, 'Can view week of the working calendar', 67, 'view_workweek'),
	(232, 'Can add entry of the working calendar', 66, 'add_workitem'),
	(233, 'Can change entry of the working calendar', 66, 'change_workitem'),
	(234, 'Can delete entry of the working calendar', 66, 'delete_workitem'),
	(235, 'Can view entry of the working calendar', 66, 'view_workitem'),
	(236, 'Can add facts of the department', 60, 'add_department'),
	(237, 'Can change facts of the department', 60, 'change_department'),
	(238, 'Can delete facts of the department', 60, 'delete_department'),
	(239, 'Can view facts of the department', 60, 'view_department'),
	(240, 'Can add reception of citizens', 63, 'add_receptiontime'),
	(241, 'Can change reception of citizens', 63, 'change_receptiontime'),
	(242, 'Can delete reception of citizens', 63, 'delete_receptiontime'),
	(243, 'Can view reception of citizens', 63, 'view_receptiontime'),
	(244, 'Can add answered question', 70, 'add_answer'),
	(245, 'Can change answered question', 70, 'change_answer'),
	(246, 'Can delete answered question', 70, 'delete_answer'),
	(247, 'Can view answered question', 70, 'view_answer'),
	(248, 'Can add item of the index of published information', 72, 'add_publisheditem'),
	(249, 'Can change item of the index of published information', 72, 'change_publisheditem'),
	(250, 'Can delete item of the index of published information', 72, 'delete_publisheditem'),
	(251, 'Can view item of the index of published information', 72, 'view_publisheditem'),
	(252, 'Can add backup or rehearsal', 79, 'add_backuprun'),
	(253, 'Can change backup or rehearsal', 79, 'change_backuprun'),
	(254, 'Can delete backup or rehearsal', 79, 'delete_backuprun'),
	(255, 'Can view backup or rehearsal', 79, 'view_backuprun'),
	(256, 'Can add open alert', 82, 'add_openalert'),
	(257, 'Can change open alert', 82, 'change_openalert'),
	(258, 'Can delete open alert', 82, 'delete_openalert'),
	(259, 'Can view open alert', 82, 'view_openalert'),
	(260, 'Can add disk reading', 80, 'add_diskreading'),
	(261, 'Can change disk reading', 80, 'change_diskreading'),
	(262, 'Can delete disk reading', 80, 'delete_diskreading'),
	(263, 'Can view disk reading', 80, 'view_diskreading'),
	(264, 'Can add examination', 81, 'add_examination'),
	(265, 'Can change examination', 81, 'change_examination'),
	(266, 'Can delete examination', 81, 'delete_examination'),
	(267, 'Can view examination', 81, 'view_examination'),
	(268, 'Can add enterprise', 83, 'add_enterprise'),
	(269, 'Can change enterprise', 83, 'change_enterprise'),
	(270, 'Can delete enterprise', 83, 'delete_enterprise'),
	(271, 'Can view enterprise', 83, 'view_enterprise'),
	(272, 'Can add sector', 87, 'add_sector'),
	(273, 'Can change sector', 87, 'change_sector'),
	(274, 'Can delete sector', 87, 'delete_sector'),
	(275, 'Can view sector', 87, 'view_sector'),
	(276, 'Can add private contact', 85, 'add_privatecontact'),
	(277, 'Can change private contact', 85, 'change_privatecontact'),
	(278, 'Can delete private contact', 85, 'delete_privatecontact'),
	(279, 'Can view private contact', 85, 'view_privatecontact'),
	(280, 'Can add locality', 84, 'add_locality'),
	(281, 'Can change locality', 84, 'change_locality'),
	(282, 'Can delete locality', 84, 'delete_locality'),
	(283, 'Can view locality', 84, 'view_locality'),
	(284, 'Can add representative', 86, 'add_representative'),
	(285, 'Can change representative', 86, 'change_representative'),
	(286, 'Can delete representative', 86, 'delete_representative'),
	(287, 'Can view representative', 86, 'view_representative'),
	(288, 'Can add invitation', 88, 'add_invitation'),
	(289, 'Can change invitation', 88, 'change_invitation'),
	(290, 'Can delete invitation', 88, 'delete_invitation'),
	(291, 'Can view invitation', 88, 'view_invitation'),
	(292, 'Can add request to join', 89, 'add_joinrequest'),
	(293, 'Can change request to join', 89, 'change_joinrequest'),
	(294, 'Can delete request to join', 89, 'delete_joinrequest'),
	(295, 'Can view request to join', 89, 'view_joinrequest'),
	(296, 'Can add quota of an enterprise', 91, 'add_uploadquota'),
	(297, 'Can change quota of an enterprise', 91, 'change_uploadquota'),
	(298, 'Can delete quota of an enterprise', 91, 'delete_uploadquota'),
	(299, 'Can view quota of an enterprise', 91, 'view_uploadquota'),
	(300, 'Can add confirmation of a profile', 92, 'add_confirmation'),
	(301, 'Can change confirmation of a profile', 92, 'change_confirmation'),
	(302, 'Can delete confirmation of a profile', 92, 'delete_confirmation'),
	(303, 'Can view confirmation of a profile', 92, 'view_confirmation'),
	(304, 'Can add product', 93, 'add_product'),
	(305, 'Can change product', 93, 'change_product'),
	(306, 'Can delete product', 93, 'delete_product'),
	(307, 'Can view product', 93, 'view_product'),
	(308, 'Can add request to take a product off', 94, 'add_withdrawalrequest'),
	(309, 'Can change request to take a product off', 94, 'change_withdrawalrequest'),
	(310, 'Can delete request to take a product off', 94, 'delete_withdrawalrequest'),
	(311, 'Can view request to take a product off', 94, 'view_withdrawalrequest'),
	(312, 'Can add event', 96, 'add_event'),
	(313, 'Can change event', 96, 'change_event'),
	(314, 'Can delete event', 96, 'delete_event'),
	(315, 'Can view event', 96, 'view_event'),
	(316, 'Can add event announcement', 97, 'add_eventannouncement'),
	(317, 'Can change event announcement', 97, 'change_eventannouncement'),
	(318, 'Can delete event announcement', 97, 'delete_eventannouncement'),
	(319, 'Can view event announcement', 97, 'view_eventannouncement'),
	(320, 'Can add series of events', 98, 'add_eventseries'),
	(321, 'Can change series of events', 98, 'change_eventseries'),
	(322, 'Can delete series of events', 98, 'delete_eventseries'),
	(323, 'Can view series of events', 98, 'view_eventseries'),
	(324, 'Can add registration', 99, 'add_registration'),
	(325, 'Can change registration', 99, 'change_registration'),
	(326, 'Can delete registration', 99, 'delete_registration'),
	(327, 'Can view registration', 99, 'view_registration'),
	(328, 'Can add presentation slot', 100, 'add_slot'),
	(329, 'Can change presentation slot', 100, 'change_slot'),
	(330, 'Can delete presentation slot', 100, 'delete_slot'),
	(331, 'Can view presentation slot', 100, 'view_slot'),
	(332, 'Can add request for a slot', 101, 'add_slotrequest'),
	(333, 'Can change request for a slot', 101, 'change_slotrequest'),
	(334, 'Can delete request for a slot', 101, 'delete_slotrequest'),
	(335, 'Can view request for a slot', 101, 'view_slotrequest'),
	(336, 'Can add point of the agenda', 95, 'add_agendaitem'),
	(337, 'Can change point of the agenda', 95, 'change_agendaitem'),
	(338, 'Can delete point of the agenda', 95, 'delete_agendaitem'),
	(339, 'Can view point of the agenda', 95, 'view_agendaitem'),
	(340, 'Can add infrastructure listing', 103, 'add_infrastructurelisting'),
	(341, 'Can change infrastructure listing', 103, 'change_infrastructurelisting'),
	(342, 'Can delete infrastructure listing', 103, 'delete_infrastructurelisting'),
	(343, 'Can view infrastructure listing', 103, 'view_infrastructurelisting'),
	(344, 'Can add contact of a listing', 105, 'add_listingcontact'),
	(345, 'Can change contact of a listing', 105, 'change_listingcontact'),
	(346, 'Can delete contact of a listing', 105, 'delete_listingcontact'),
	(347, 'Can view contact of a listing', 105, 'view_listingcontact'),
	(348, 'Can add expiry reminder', 102, 'add_expiryreminder'),
	(349, 'Can change expiry reminder', 102, 'change_expiryreminder'),
	(350, 'Can delete expiry reminder', 102, 'delete_expiryreminder'),
	(351, 'Can view expiry reminder', 102, 'view_expiryreminder'),
	(352, 'Can add match of offer and request', 104, 'add_infrastructurematch'),
	(353, 'Can change match of offer and request', 104, 'change_infrastructurematch'),
	(354, 'Can delete match of offer and request', 104, 'delete_infrastructurematch'),
	(355, 'Can view match of offer and request', 104, 'view_infrastructurematch'),
	(356, 'Can add service point', 106, 'add_servicepoint'),
	(357, 'Can change service point', 106, 'change_servicepoint'),
	(358, 'Can delete service point', 106, 'delete_servicepoint'),
	(359, 'Can view service point', 106, 'view_servicepoint'),
	(360, 'Can add post in the association', 108, 'add_associationpost'),
	(361, 'Can change post in the association', 108, 'change_associationpost'),
	(362, 'Can delete post in the association', 108, 'delete_associationpost'),
	(363, 'Can view post in the association', 108, 'view_associationpost'),
	(364, 'Can add personal member of the association', 110, 'add_personalmember'),
	(365, 'Can change personal member of the association', 110, 'change_personalmember'),
	(366, 'Can delete personal member of the association', 110, 'delete_personalmember'),
	(367, 'Can view personal member of the association', 110, 'view_personalmember'),
	(368, 'Can add informatics association', 107, 'add_association'),
	(369, 'Can change informatics association', 107, 'change_association'),
	(370, 'Can delete informatics association', 107, 'delete_association'),
	(371, 'Can view informatics association', 107, 'view_association'),
	(372, 'Can add membership in the association', 109, 'add_membership'),
	(373, 'Can change membership in the association', 109, 'change_membership'),
	(374, 'Can delete membership in the association', 109, 'delete_membership'),
	(375, 'Can view membership in the association', 109, 'view_membership'),
	(376, 'Can add report of an enterprise', 111, 'add_enterprisereport'),
	(377, 'Can change report of an enterprise', 111, 'change_enterprisereport'),
	(378, 'Can delete report of an enterprise', 111, 'delete_enterprisereport'),
	(379, 'Can view report of an enterprise', 111, 'view_enterprisereport'),
	(380, 'Can add sum that was told', 112, 'add_releasedsum'),
	(381, 'Can change sum that was told', 112, 'change_releasedsum'),
	(382, 'Can delete sum that was told', 112, 'delete_releasedsum'),
	(383, 'Can view sum that was told', 112, 'view_releasedsum'),
	(384, 'Can add duty to report', 113, 'add_reportingduty'),
	(385, 'Can change duty to report', 113, 'change_reportingduty'),
	(386, 'Can delete duty to report', 113, 'delete_reportingduty'),
	(387, 'Can view duty to report', 113, 'view_reportingduty'),
	(388, 'Can add reminder of a report', 114, 'add_reportreminder'),
	(389, 'Can change reminder of a report', 114, 'change_reportreminder'),
	(390, 'Can delete reminder of a report', 114, 'delete_reportreminder'),
	(391, 'Can view reminder of a report', 114, 'view_reportreminder'),
	(392, 'Can add obstacle raised', 115, 'add_actionitem'),
	(393, 'Can change obstacle raised', 115, 'change_actionitem'),
	(394, 'Can delete obstacle raised', 115, 'delete_actionitem'),
	(395, 'Can view obstacle raised', 115, 'view_actionitem'),
	(396, 'Can add directory entry', 116, 'add_directoryentry'),
	(397, 'Can change directory entry', 116, 'change_directoryentry'),
	(398, 'Can delete directory entry', 116, 'delete_directoryentry'),
	(399, 'Can view directory entry', 116, 'view_directoryentry'),
	(400, 'Can add indicator', 117, 'add_indicator'),
	(401, 'Can change indicator', 117, 'change_indicator'),
	(402, 'Can delete indicator', 117, 'delete_indicator'),
	(403, 'Can view indicator', 117, 'view_indicator'),
	(404, 'Can add series of figures', 119, 'add_series'),
	(405, 'Can change series of figures', 119, 'change_series'),
	(406, 'Can delete series of figures', 119, 'delete_series'),
	(407, 'Can view series of figures', 119, 'view_series'),
	(408, 'Can add observation', 118, 'add_observation'),
	(409, 'Can change observation', 118, 'change_observation'),
	(410, 'Can delete observation', 118, 'delete_observation'),
	(411, 'Can view observation', 118, 'view_observation'),
	(412, 'Can add target', 120, 'add_target'),
	(413, 'Can change target', 120, 'change_target'),
	(414, 'Can delete target', 120, 'delete_target'),
	(415, 'Can view target', 120, 'view_target'),
	(416, 'Can add master plan', 122, 'add_masterplan'),
	(417, 'Can change master plan', 122, 'change_masterplan'),
	(418, 'Can delete master plan', 122, 'delete_masterplan'),
	(419, 'Can view master plan', 122, 'view_masterplan'),
	(420, 'Can add goal', 121, 'add_goal'),
	(421, 'Can change goal', 121, 'change_goal'),
	(422, 'Can delete goal', 121, 'delete_goal'),
	(423, 'Can view goal', 121, 'view_goal'),
	(424, 'Can add programme of work', 123, 'add_annualplan'),
	(425, 'Can change programme of work', 123, 'change_annualplan'),
	(426, 'Can delete programme of work', 123, 'delete_annualplan'),
	(427, 'Can view programme of work', 123, 'view_annualplan'),
	(428, 'Can add milestone', 126, 'add_milestone'),
	(429, 'Can change milestone', 126, 'change_milestone'),
	(430, 'Can delete milestone', 126, 'delete_milestone'),
	(431, 'Can view milestone', 126, 'view_milestone'),
	(432, 'Can add project or programme', 130, 'add_project'),
	(433, 'Can change project or programme', 130, 'change_project'),
	(434, 'Can delete project or programme', 130, 'delete_project'),
	(435, 'Can view project or programme', 130, 'view_project'),
	(436, 'Can add progress note', 129, 'add_progressnote'),
	(437, 'Can change progress note', 129, 'change_progressnote'),
	(438, 'Can delete progress note', 129, 'delete_progressnote'),
	(439, 'Can view progress note', 129, 'view_progressnote'),
	(440, 'Can add participation', 128, 'add_participation'),
	(441, 'Can change participation', 128, 'change_participation'),
	(442, 'Can delete participation', 128, 'delete_participation'),
	(443, 'Can view participation', 128, 'view_participation'),
	(444, 'Can add moved milestone', 127, 'add_milestonemove'),
	(445, 'Can change moved milestone', 127, 'change_milestonemove'),
	(446, 'Can delete moved milestone', 127, 'delete_milestonemove'),
	(447, 'Can view moved milestone', 127, 'view_milestonemove'),
	(448, 'Can add budget line', 125, 'add_budgetline'),
	(449, 'Can change budget line', 125, 'change_budgetline'),
	(450, 'Can delete budget line', 125, 'delete_budgetline'),
	(451, 'Can view budget line', 125, 'view_budgetline'),
	(452, 'Can add call for support', 131, 'add_supportcall'),
	(453, 'Can change call for support', 131, 'change_supportcall'),
	(454, 'Can delete call for support', 131, 'delete_supportcall'),
	(455, 'Can view call for support', 131, 'view_supportcall'),
	(456, 'Can add application for support', 124, 'add_application'),
	(457, 'Can change application for support', 124, 'change_application'),
	(458, 'Can delete application for support', 124, 'delete_application'),
	(459, 'Can view application for support', 124, 'view_application'),
	(460, 'Can add task', 132, 'add_task'),
	(461, 'Can change task', 132, 'change_task'),
	(462, 'Can delete task', 132, 'delete_task'),
	(463, 'Can view task', 132, 'view_task'),
	(464, 'Can add promise', 133, 'add_promise'),
	(465, 'Can change promise', 133, 'change_promise'),
	(466, 'Can delete promise', 133, 'delete_promise'),
	(467, 'Can view promise', 133, 'view_promise'),
	(468, 'Can add kind of document', 134, 'add_documentkind'),
	(469, 'Can change kind of document', 134, 'change_documentkind'),
	(470, 'Can delete kind of document', 134, 'delete_documentkind'),
	(471, 'Can view kind of document', 134, 'view_documentkind'),
	(472, 'Can add official document', 136, 'add_officialdocument'),
	(473, 'Can change official document', 136, 'change_officialdocument'),
	(474, 'Can delete official document', 136, 'delete_officialdocument'),
	(475, 'Can view official document', 136, 'view_officialdocument'),
	(476, 'Can add relation to another document', 135, 'add_documentrelation'),
	(477, 'Can change relation to another document', 135, 'change_documentrelation'),
	(478, 'Can delete relation to another document', 135, 'delete_documentrelation'),
	(479, 'Can view relation to another document', 135, 'view_documentrelation'),
	(480, 'Can add notice', 137, 'add_notice'),
	(481, 'Can change notice', 137, 'change_notice'),
	(482, 'Can delete notice', 137, 'delete_notice'),
	(483, 'Can view notice', 137, 'view_notice'),
	(484, 'Can add procedure', 138, 'add_procedure'),
	(485, 'Can change procedure', 138, 'change_procedure'),
	(486, 'Can delete procedure', 138, 'delete_procedure'),
	(487, 'Can view procedure', 138, 'view_procedure'),
	(488, 'Can add paper to hand in', 139, 'add_procedurepaper'),
	(489, 'Can change paper to hand in', 139, 'change_procedurepaper'),
	(490, 'Can delete paper to hand in', 139, 'delete_procedurepaper'),
	(491, 'Can view paper to hand in', 139, 'view_procedurepaper'),
	(492, 'Can add step of the procedure', 140, 'add_procedurestep'),
	(493, 'Can change step of the procedure', 140, 'change_procedurestep'),
	(494, 'Can delete step of the procedure', 140, 'delete_procedurestep'),
	(495, 'Can view step of the procedure', 140, 'view_procedurestep'),
	(496, 'Can add author', 142, 'add_author'),
	(497, 'Can change author', 142, 'change_author'),
	(498, 'Can delete author', 142, 'delete_author'),
	(499, 'Can view author', 142, 'view_author'),
	(500, 'Can add source', 144, 'add_source'),
	(501, 'Can change source', 144, 'change_source'),
	(502, 'Can delete source', 144, 'delete_source'),
	(503, 'Can view source', 144, 'view_source'),
	(504, 'Can add article', 141, 'add_article'),
	(505, 'Can change article', 141, 'change_article'),
	(506, 'Can delete article', 141, 'delete_article'),
	(507, 'Can view article', 141, 'view_article'),
	(508, 'Can add picture below the text', 143, 'add_gallerypicture'),
	(509, 'Can change picture below the text', 143, 'change_gallerypicture'),
	(510, 'Can delete picture below the text', 143, 'delete_gallerypicture'),
	(511, 'Can view picture below the text', 143, 'view_gallerypicture'),
	(512, 'Can add log entry', 145, 'add_logentry'),
	(513, 'Can change log entry', 145, 'change_logentry'),
	(514, 'Can delete log entry', 145, 'delete_logentry'),
	(515, 'Can view log entry', 145, 'view_logentry'),
	(516, 'Can add permission', 147, 'add_permission'),
	(517, 'Can change permission', 147, 'change_permission'),
	(518, 'Can delete permission', 147, 'delete_permission'),
	(519, 'Can view permission', 147, 'view_permission'),
	(520, 'Can add group', 146, 'add_group'),
	(521, 'Can change group', 146, 'change_group'),
	(522, 'Can delete group', 146, 'delete_group'),
	(523, 'Can view group', 146, 'view_group'),
	(524, 'Can add content type', 148, 'add_contenttype'),
	(525, 'Can change content type', 148, 'change_contenttype'),
	(526, 'Can delete content type', 148, 'delete_contenttype'),
	(527, 'Can view content type', 148, 'view_contenttype'),
	(528, 'Can add session', 149, 'add_session'),
	(529, 'Can change session', 149, 'change_session'),
	(530, 'Can delete session', 149, 'delete_session'),
	(531, 'Can view session', 149, 'view_session'),
	(532, 'Can add email address', 150, 'add_emailaddress'),
	(533, 'Can change email address', 150, 'change_emailaddress'),
	(534, 'Can delete email address', 150, 'delete_emailaddress'),
	(535, 'Can view email address', 150, 'view_emailaddress'),
	(536, 'Can add email confirmation', 151, 'add_emailconfirmation'),
	(537, 'Can change email confirmation', 151, 'change_emailconfirmation'),
	(538, 'Can delete email confirmation', 151, 'delete_emailconfirmation'),
	(539, 'Can view email confirmation', 151, 'view_emailconfirmation'),
	(540, 'Can add authenticator', 152, 'add_authenticator'),
	(541, 'Can change authenticator', 152, 'change_authenticator'),
	(542, 'Can delete authenticator', 152, 'delete_authenticator'),
	(543, 'Can view authenticator', 152, 'view_authenticator'),
	(544, 'Can add social account', 153, 'add_socialaccount'),
	(545, 'Can change social account', 153, 'change_socialaccount'),
	(546, 'Can delete social account', 153, 'delete_socialaccount'),
	(547, 'Can view social account', 153, 'view_socialaccount'),
	(548, 'Can add social application', 154, 'add_socialapp'),
	(549, 'Can change social application', 154, 'change_socialapp'),
	(550, 'Can delete social application', 154, 'delete_socialapp'),
	(551, 'Can view social application', 154, 'view_socialapp'),
	(552, 'Can add social application token', 155, 'add_socialtoken'),
	(553, 'Can change social application token', 155, 'change_socialtoken'),
	(554, 'Can delete social application token', 155, 'delete_socialtoken'),
	(555, 'Can view social application token', 155, 'view_socialtoken'),
	(556, 'Can add Task Result', 156, 'add_dbtaskresult'),
	(557, 'Can change Task Result', 156, 'change_dbtaskresult'),
	(558, 'Can delete Task Result', 156, 'delete_dbtaskresult'),
	(559, 'Can view Task Result', 156, 'view_dbtaskresult');

INSERT INTO public.django_content_type VALUES
	(1, 'publishing', 'publication'),
	(2, 'accounts', 'secondstep'),
	(3, 'accounts', 'user'),
	(4, 'accounts', 'usersession'),
	(5, 'audit', 'attempt'),
	(6, 'audit', 'auditentry'),
	(7, 'tasks', 'backgroundtask'),
	(8, 'tasks', 'unsentletter'),
	(9, 'pagecache', 'cacheentry'),
	(10, 'pagecache', 'generation'),
	(11, 'pictures', 'picture'),
	(12, 'scanning', 'scannedfile'),
	(13, 'publishing', 'attachment'),
	(14, 'publishing', 'attachmentversion'),
	(15, 'publishing', 'bundle'),
	(16, 'publishing', 'bundlemember'),
	(17, 'publishing', 'changedecision'),
	(18, 'publishing', 'changeset'),
	(19, 'publishing', 'correction'),
	(20, 'publishing', 'englishversion'),
	(21, 'publishing', 'externaladdress'),
	(22, 'publishing', 'feature'),
	(23, 'publishing', 'forcedpublication'),
	(24, 'publishing', 'link'),
	(25, 'publishing', 'quotenotice'),
	(26, 'publishing', 'redirect'),
	(27, 'publishing', 'remark'),
	(28, 'publishing', 'revision'),
	(29, 'publishing', 'section'),
	(30, 'publishing', 'topic'),
	(31, 'publishing', 'transition'),
	(32, 'sheets', 'sheetupload'),
	(33, 'organisations', 'organisation'),
	(34, 'organisations', 'succession'),
	(35, 'obligations', 'duty'),
	(36, 'obligations', 'obligation'),
	(37, 'obligations', 'specialday'),
	(38, 'ownership', 'ownership'),
	(39, 'editing', 'autosave'),
	(40, 'editing', 'presence'),
	(41, 'editing', 'previewanswer'),
	(42, 'editing', 'previewlink'),
	(43, 'bulk', 'bulkitem'),
	(44, 'bulk', 'bulkjob'),
	(45, 'search', 'abbreviation'),
	(46, 'search', 'filetext'),
	(47, 'search', 'pickedresult'),
	(48, 'search', 'searchterm'),
	(49, 'search', 'unfoundsearch'),
	(50, 'newsroom', 'letterchoice'),
	(51, 'newsroom', 'notifiedstep'),
	(52, 'publicforms', 'usecount'),
	(53, 'consultations', 'consultation'),
	(54, 'consultations', 'consultationcomment'),
	(55, 'addresses', 'missingaddress'),
	(56, 'addresses', 'oldaddress'),
	(57, 'addresses', 'withdrawalnotice'),
	(58, 'branding', 'branding'),
	(59, 'branding', 'menuword'),
	(60, 'department', 'department'),
	(61, 'department', 'page'),
	(62, 'department', 'post'),
	(63, 'department', 'receptiontime'),
	(64, 'department', 'servicelink'),
	(65, 'department', 'unit'),
	(66, 'department', 'workitem'),
	(67, 'department', 'workweek'),
	(68, 'feedback', 'feedbackword'),
	(69, 'feedback', 'pagefeedback'),
	(70, 'questions', 'answer'),
	(71, 'questions', 'question'),
	(72, 'published_index', 'publisheditem'),
	(73, 'emergency', 'dutycontact'),
	(74, 'emergency', 'emergency'),
	(75, 'emergency', 'emergencynotice'),
	(76, 'emergency', 'lifeline'),
	(77, 'subscriptions', 'follower'),
	(78, 'subscriptions', 'subscription'),
	(79, 'backups', 'backuprun'),
	(80, 'health', 'diskreading'),
	(81, 'health', 'examination'),
	(82, 'health', 'openalert'),
	(83, 'profiles', 'enterprise'),
	(84, 'profiles', 'locality'),
	(85, 'profiles', 'privatecontact'),
	(86, 'profiles', 'representative'),
	(87, 'profiles', 'sector'),
	(88, 'people', 'invitation'),
	(89, 'people', 'joinrequest'),
	(90, 'uploads', 'enterpriseupload'),
	(91, 'uploads', 'uploadquota'),
	(92, 'freshness', 'confirmation'),
	(93, 'products', 'product'),
	(94, 'products', 'withdrawalrequest'),
	(95, 'events', 'agendaitem'),
	(96, 'events', 'event'),
	(97, 'events', 'eventannouncement'),
	(98, 'events', 'eventseries'),
	(99, 'events', 'registration'),
	(100, 'events', 'slot'),
	(101, 'events', 'slotrequest'),
	(102, 'infrastructure', 'expiryreminder'),
	(103, 'infrastructure', 'infrastructurelisting'),
	(104, 'infrastructure', 'infrastructurematch'),
	(105, 'infrastructure', 'listingcontact'),
	(106, 'servicepoints', 'servicepoint'),
	(107, 'association', 'association'),
	(108, 'association', 'associationpost'),
	(109, 'association', 'membership'),
	(110, 'association', 'personalmember'),
	(111, 'reports', 'enterprisereport'),
	(112, 'reports', 'releasedsum'),
	(113, 'reports', 'reportingduty'),
	(114, 'reports', 'reportreminder'),
	(115, 'briefings', 'actionitem'),
	(116, 'directory', 'directoryentry'),
	(117, 'indicators', 'indicator'),
	(118, 'indicators', 'observation'),
	(119, 'indicators', 'series'),
	(120, 'indicators', 'target'),
	(121, 'plans', 'goal'),
	(122, 'plans', 'masterplan'),
	(123, 'work', 'annualplan'),
	(124, 'work', 'application'),
	(125, 'work', 'budgetline'),
	(126, 'work', 'milestone'),
	(127, 'work', 'milestonemove'),
	(128, 'work', 'participation'),
	(129, 'work', 'progressnote'),
	(130, 'work', 'project'),
	(131, 'work', 'supportcall'),
	(132, 'work', 'task'),
	(133, 'promises', 'promise'),
	(134, 'documents', 'documentkind'),
	(135, 'documents', 'documentrelation'),
	(136, 'documents', 'officialdocument'),
	(137, 'notices', 'notice'),
	(138, 'procedures', 'procedure'),
	(139, 'procedures', 'procedurepaper'),
	(140, 'procedures', 'procedurestep'),
	(141, 'articles', 'article'),
	(142, 'articles', 'author'),
	(143, 'articles', 'gallerypicture'),
	(144, 'articles', 'source'),
	(145, 'admin', 'logentry'),
	(146, 'auth', 'group'),
	(147, 'auth', 'permission'),
	(148, 'contenttypes', 'contenttype'),
	(149, 'sessions', 'session'),
	(150, 'account', 'emailaddress'),
	(151, 'account', 'emailconfirmation'),
	(152, 'mfa', 'authenticator'),
	(153, 'socialaccount', 'socialaccount'),
	(154, 'socialaccount', 'socialapp'),
	(155, 'socialaccount', 'socialtoken'),
	(156, 'django_tasks_database', 'dbtaskresult');

INSERT INTO public.documents_documentkind VALUES
	(1, 'Nghị quyết', 'NQ', 1, 'Resolution'),
	(2, 'Quyết định', 'QĐ', 2, 'Decision'),
	(3, 'Chỉ thị', 'CT', 3, 'Directive'),
	(4, 'Quy chế', 'QC', 4, 'Statute'),
	(5, 'Quy định', 'QyĐ', 5, 'Rules'),
	(6, 'Thông báo', 'TB', 6, 'Announcement'),
	(7, 'Hướng dẫn', 'HD', 7, 'Guidance'),
	(8, 'Chương trình', 'CTr', 8, 'Programme'),
	(9, 'Kế hoạch', 'KH', 9, 'Plan'),
	(10, 'Báo cáo', 'BC', 10, 'Report'),
	(11, 'Tờ trình', 'TTr', 11, 'Submission'),
	(12, 'Công văn', '', 12, 'Official letter');

INSERT INTO public.emergency_lifeline VALUES
	(1, 'Điện thoại di động', 'unknown', '', 'Nhắn tin thay cho gọi: tin nhắn đi được cả khi sóng yếu, và tự đi khi có sóng trở lại. Giữ pin: giảm độ sáng, tắt Wi-Fi và dữ liệu di động lúc không dùng. Trang này đã mở thì mất mạng vẫn đọc được.', 'Mobile phones', 'Send text messages rather than call: they get through a weak signal. Save the battery: dim the screen, switch Wi-Fi and mobile data off. This page stays readable once it is open.', 1, now()),
	(2, 'Internet và điện thoại ở nhà', 'unknown', '', 'Thiết bị ở nhà cần điện: mất điện thì Internet, và điện thoại bàn chạy qua nó, mất theo. Cắm bộ phát vào pin dự phòng nếu có.', 'Internet and telephone at home', 'The equipment at home needs power: without it the Internet, and a telephone that runs over it, are gone. Use a power bank if you have one.', 2, now()),
	(3, 'Radio, truyền thanh', 'unknown', '', 'Radio chạy pin và radio trên xe vẫn nghe được khi mất điện, mất mạng. Nghe cả loa truyền thanh của xã, phường.', 'Radio and loudspeakers', 'A radio with batteries, or in a car, works without power and network. Listen to the loudspeakers of the commune or ward, too.', 3, now()),
	(4, 'Điện', 'unknown', '', 'Ngắt cầu dao trước khi nước vào nhà. Tránh xa cột, dây điện đổ và chỗ nước ngập có dây điện. Không chạy máy nổ trong nhà kín.', 'Power', 'Switch the mains off before water comes in. Keep away from fallen poles and wires, and from water around them. Never run a generator in a closed room.', 4, now()),
	(5, 'Không gọi được cho ai', 'unknown', '', 'Tới trụ sở xã, phường, công an hay trạm y tế gần nhất, nếu đi được an toàn, để nhờ báo hộ. Hẹn trước với người nhà chỗ gặp và giờ bật máy.', 'When you reach nobody', 'Go to the nearest office of the commune or ward, police or health station, if it is safe, and ask them to pass the word. Agree with your family where to meet and when to switch phones on.', 5, now());

INSERT INTO public.obligations_obligation VALUES
	(1, 'Văn bản do Sở ban hành', 2, 'decided', '', NULL, NULL),
	(2, 'Văn bản của cấp trên', 10, 'decided', '', NULL, NULL),
	(3, 'Quy hoạch, kế hoạch', 10, 'decided', '', NULL, NULL),
	(4, 'Dự án', 10, 'decided', '', NULL, NULL),
	(5, 'Văn bản hướng dẫn', 15, 'decided', '', NULL, NULL),
	(6, 'Trả lời câu hỏi, kiến nghị', 15, 'decided', '', NULL, NULL),
	(7, 'Kết quả nghiên cứu', 20, 'decided', '', NULL, NULL);

INSERT INTO public.obligations_specialday VALUES
	(1, '2007-01-01', 'Tết Dương lịch', 'holiday', true, ''),
	(2, '2007-04-30', 'Ngày Chiến thắng', 'holiday', true, ''),
	(3, '2007-05-01', 'Ngày Quốc tế lao động', 'holiday', true, ''),
	(4, '2007-09-02', 'Quốc khánh', 'holiday', true, ''),
	(5, '2026-02-16', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(6, '2026-02-17', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(7, '2026-02-18', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(8, '2026-02-19', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(9, '2026-02-20', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(10, '2026-04-26', 'Giỗ Tổ Hùng Vương', 'hung_kings', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(11, '2026-04-27', 'Giỗ Tổ Hùng Vương (nghỉ bù)', 'hung_kings', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(12, '2027-02-05', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(13, '2027-02-06', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(14, '2027-02-07', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(15, '2027-02-08', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(16, '2027-02-09', 'Tết Nguyên đán', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(17, '2027-02-10', 'Tết Nguyên đán (nghỉ bù)', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(18, '2027-02-11', 'Tết Nguyên đán (nghỉ bù)', 'tet', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.'),
	(19, '2027-04-16', 'Giỗ Tổ Hùng Vương', 'hung_kings', false, 'Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo chính thức.');

INSERT INTO public.pagecache_generation VALUES
	(1, 0, now());

INSERT INTO public.search_abbreviation VALUES
	(1, 'ATTT', 'an toàn thông tin'),
	(2, 'BCH', 'ban chấp hành'),
	(3, 'BCVT', 'bưu chính viễn thông'),
	(4, 'BQL', 'ban quản lý'),
	(5, 'CBCC', 'cán bộ công chức'),
	(6, 'CCHC', 'cải cách hành chính'),
	(7, 'CNTT', 'công nghệ thông tin'),
	(8, 'CNTT-TT', 'công nghệ thông tin và truyền thông'),
	(9, 'CSDL', 'cơ sở dữ liệu'),
	(10, 'ĐTVT', 'điện tử viễn thông'),
	(11, 'DNNN', 'doanh nghiệp nhà nước'),
	(12, 'GD-ĐT', 'giáo dục đào tạo'),
	(13, 'HĐND', 'hội đồng nhân dân'),
	(14, 'HTX', 'hợp tác xã'),
	(15, 'KHCN', 'khoa học công nghệ'),
	(16, 'KT-XH', 'kinh tế xã hội'),
	(17, 'KV', 'khu vực'),
	(18, 'MTTQ', 'mặt trận tổ quốc'),
	(19, 'NSNN', 'ngân sách nhà nước'),
	(20, 'PCBL', 'phòng chống bão lụt'),
	(21, 'QLNN', 'quản lý nhà nước'),
	(22, 'QPPL', 'quy phạm pháp luật'),
	(23, 'TNHH', 'trách nhiệm hữu hạn'),
	(24, 'TT-Huế', 'Thừa Thiên Huế'),
	(25, 'TTHC', 'thủ tục hành chính'),
	(26, 'UBMTTQ', 'ủy ban mặt trận tổ quốc'),
	(27, 'UBND', 'ủy ban nhân dân'),
	(28, 'VBQPPL', 'văn bản quy phạm pháp luật');

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_user_groups_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_user_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_user_user_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_usersession_id_seq', 1, false);

SELECT pg_catalog.setval('public.addresses_missingaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.addresses_oldaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.addresses_withdrawalnotice_id_seq', 1, false);

SELECT pg_catalog.setval('public.articles_author_id_seq', 1, false);

SELECT pg_catalog.setval('public.articles_gallerypicture_id_seq', 1, false);

SELECT pg_catalog.setval('public.articles_source_id_seq', 1, false);

SELECT pg_catalog.setval('public.association_association_id_seq', 1, false);

SELECT pg_catalog.setval('public.association_associationpost_id_seq', 1, false);

SELECT pg_catalog.setval('public.association_membership_id_seq', 1, false);

SELECT pg_catalog.setval('public.association_personalmember_id_seq', 1, false);

SELECT pg_catalog.setval('public.audit_attempt_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_id_seq', 4, true);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 6, true);

SELECT pg_catalog.setval('public.auth_permission_id_seq', 559, true);

SELECT pg_catalog.setval('public.backups_backuprun_id_seq', 1, false);

SELECT pg_catalog.setval('public.branding_branding_id_seq', 1, false);

SELECT pg_catalog.setval('public.branding_menuword_id_seq', 1, false);

SELECT pg_catalog.setval('public.briefings_actionitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.bulk_bulkitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.bulk_bulkjob_id_seq', 1, false);

SELECT pg_catalog.setval('public.consultations_consultationcomment_id_seq', 1, false);

SELECT pg_catalog.setval('public.department_department_id_seq', 1, false);

SELECT pg_catalog.setval('public.department_post_id_seq', 1, false);

SELECT pg_catalog.setval('public.department_receptiontime_id_seq', 1, false);

SELECT pg_catalog.setval('public.department_servicelink_id_seq', 1, false);

SELECT pg_catalog.setval('public.department_unit_id_seq', 1, false);

SELECT pg_catalog.setval('public.department_workitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.department_workweek_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_content_type_id_seq', 156, true);


SELECT pg_catalog.setval('public.documents_documentkind_id_seq', 12, true);

SELECT pg_catalog.setval('public.documents_documentrelation_id_seq', 1, false);

SELECT pg_catalog.setval('public.editing_autosave_id_seq', 1, false);

SELECT pg_catalog.setval('public.editing_presence_id_seq', 1, false);

SELECT pg_catalog.setval('public.editing_previewanswer_id_seq', 1, false);

SELECT pg_catalog.setval('public.editing_previewlink_id_seq', 1, false);

SELECT pg_catalog.setval('public.emergency_dutycontact_id_seq', 1, false);

SELECT pg_catalog.setval('public.emergency_emergency_id_seq', 1, false);

SELECT pg_catalog.setval('public.emergency_emergencynotice_id_seq', 1, false);

SELECT pg_catalog.setval('public.emergency_lifeline_id_seq', 5, true);

SELECT pg_catalog.setval('public.events_agendaitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_eventseries_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_registration_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_slot_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_slotrequest_id_seq', 1, false);

SELECT pg_catalog.setval('public.feedback_feedbackword_id_seq', 1, false);

SELECT pg_catalog.setval('public.feedback_pagefeedback_id_seq', 1, false);

SELECT pg_catalog.setval('public.freshness_confirmation_id_seq', 1, false);

SELECT pg_catalog.setval('public.health_diskreading_id_seq', 1, false);

SELECT pg_catalog.setval('public.health_examination_id_seq', 1, false);

SELECT pg_catalog.setval('public.indicators_observation_id_seq', 1, false);

SELECT pg_catalog.setval('public.indicators_series_id_seq', 1, false);

SELECT pg_catalog.setval('public.indicators_target_id_seq', 1, false);

SELECT pg_catalog.setval('public.infrastructure_expiryreminder_id_seq', 1, false);

SELECT pg_catalog.setval('public.infrastructure_infrastructurematch_id_seq', 1, false);

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);

SELECT pg_catalog.setval('public.obligations_duty_id_seq', 1, false);

SELECT pg_catalog.setval('public.obligations_obligation_id_seq', 7, true);

SELECT pg_catalog.setval('public.obligations_specialday_id_seq', 19, true);

SELECT pg_catalog.setval('public.organisations_organisation_id_seq', 1, false);

SELECT pg_catalog.setval('public.organisations_succession_id_seq', 1, false);

SELECT pg_catalog.setval('public.ownership_ownership_id_seq', 1, false);

SELECT pg_catalog.setval('public.pagecache_generation_id_seq', 1, false);

SELECT pg_catalog.setval('public.people_invitation_id_seq', 1, false);

SELECT pg_catalog.setval('public.people_joinrequest_id_seq', 1, false);

SELECT pg_catalog.setval('public.pictures_picture_id_seq', 1, false);

SELECT pg_catalog.setval('public.plans_goal_id_seq', 1, false);

SELECT pg_catalog.setval('public.procedures_procedurepaper_id_seq', 1, false);

SELECT pg_catalog.setval('public.procedures_procedurestep_id_seq', 1, false);

SELECT pg_catalog.setval('public.products_withdrawalrequest_id_seq', 1, false);

SELECT pg_catalog.setval('public.profiles_enterprise_sectors_id_seq', 1, false);

SELECT pg_catalog.setval('public.profiles_locality_id_seq', 1, false);

SELECT pg_catalog.setval('public.profiles_representative_id_seq', 1, false);

SELECT pg_catalog.setval('public.profiles_sector_id_seq', 1, false);

SELECT pg_catalog.setval('public.promises_promise_id_seq', 1, false);

SELECT pg_catalog.setval('public.publicforms_usecount_id_seq', 1, false);

SELECT pg_catalog.setval('public.published_index_publisheditem_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_attachment_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_attachmentversion_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_bundle_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_bundlemember_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_changedecision_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_changeset_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_correction_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_externaladdress_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_feature_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_forcedpublication_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_link_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_publication_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_publication_topics_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_quotenotice_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_redirect_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_remark_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_revision_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_section_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_section_limited_users_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_topic_id_seq', 1, false);

SELECT pg_catalog.setval('public.publishing_transition_id_seq', 1, false);

SELECT pg_catalog.setval('public.questions_question_id_seq', 1, false);

SELECT pg_catalog.setval('public.reports_enterprisereport_id_seq', 1, false);

SELECT pg_catalog.setval('public.reports_releasedsum_id_seq', 1, false);

SELECT pg_catalog.setval('public.reports_releasedsum_reports_id_seq', 1, false);

SELECT pg_catalog.setval('public.reports_reportingduty_id_seq', 1, false);

SELECT pg_catalog.setval('public.reports_reportreminder_id_seq', 1, false);

SELECT pg_catalog.setval('public.scanning_scannedfile_id_seq', 1, false);

SELECT pg_catalog.setval('public.search_abbreviation_id_seq', 28, true);

SELECT pg_catalog.setval('public.search_pickedresult_id_seq', 1, false);

SELECT pg_catalog.setval('public.search_unfoundsearch_id_seq', 1, false);

SELECT pg_catalog.setval('public.servicepoints_servicepoint_id_seq', 1, false);

SELECT pg_catalog.setval('public.sheets_sheetupload_id_seq', 1, false);

SELECT pg_catalog.setval('public.socialaccount_socialaccount_id_seq', 1, false);

SELECT pg_catalog.setval('public.socialaccount_socialapp_id_seq', 1, false);

SELECT pg_catalog.setval('public.socialaccount_socialtoken_id_seq', 1, false);

SELECT pg_catalog.setval('public.subscriptions_follower_id_seq', 1, false);

SELECT pg_catalog.setval('public.subscriptions_subscription_id_seq', 1, false);

SELECT pg_catalog.setval('public.tasks_unsentletter_id_seq', 1, false);

SELECT pg_catalog.setval('public.uploads_enterpriseupload_id_seq', 1, false);

SELECT pg_catalog.setval('public.uploads_uploadquota_id_seq', 1, false);

SELECT pg_catalog.setval('public.work_application_id_seq', 1, false);

SELECT pg_catalog.setval('public.work_budgetline_id_seq', 1, false);

SELECT pg_catalog.setval('public.work_milestone_id_seq', 1, false);

SELECT pg_catalog.setval('public.work_milestonemove_id_seq', 1, false);

SELECT pg_catalog.setval('public.work_participation_id_seq', 1, false);

SELECT pg_catalog.setval('public.work_progressnote_id_seq', 1, false);

SELECT pg_catalog.setval('public.work_supportcall_id_seq', 1, false);

SELECT pg_catalog.setval('public.work_task_id_seq', 1, false);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_group_id_59c0b32f_uniq UNIQUE (user_id, group_id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq UNIQUE (user_id, permission_id);

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_username_key UNIQUE (username);

ALTER TABLE ONLY public.accounts_usersession
    ADD CONSTRAINT accounts_usersession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_usersession
    ADD CONSTRAINT accounts_usersession_session_id_key UNIQUE (session_id);

ALTER TABLE ONLY public.addresses_missingaddress
    ADD CONSTRAINT addresses_missingaddress_address_key UNIQUE (address);

ALTER TABLE ONLY public.addresses_missingaddress
    ADD CONSTRAINT addresses_missingaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.addresses_oldaddress
    ADD CONSTRAINT addresses_oldaddress_address_key UNIQUE (address);

ALTER TABLE ONLY public.addresses_oldaddress
    ADD CONSTRAINT addresses_oldaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.addresses_withdrawalnotice
    ADD CONSTRAINT addresses_withdrawalnotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.addresses_withdrawalnotice
    ADD CONSTRAINT addresses_withdrawalnotice_publication_id_key UNIQUE (publication_id);

ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.articles_author
    ADD CONSTRAINT articles_author_name_key UNIQUE (name);

ALTER TABLE ONLY public.articles_author
    ADD CONSTRAINT articles_author_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.articles_gallerypicture
    ADD CONSTRAINT articles_gallerypicture_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.articles_source
    ADD CONSTRAINT articles_source_name_key UNIQUE (name);

ALTER TABLE ONLY public.articles_source
    ADD CONSTRAINT articles_source_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.association_association
    ADD CONSTRAINT association_association_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.association_associationpost
    ADD CONSTRAINT association_associationpost_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.association_membership
    ADD CONSTRAINT association_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.association_personalmember
    ADD CONSTRAINT association_personalmember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_attempt
    ADD CONSTRAINT audit_attempt_one_an_hour UNIQUE (hour, key);

ALTER TABLE ONLY public.audit_attempt
    ADD CONSTRAINT audit_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_auditentry
    ADD CONSTRAINT audit_auditentry_hash_key UNIQUE (hash);

ALTER TABLE ONLY public.audit_auditentry
    ADD CONSTRAINT audit_auditentry_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.audit_auditentry
    ADD CONSTRAINT audit_auditentry_previous_hash_key UNIQUE (previous_hash);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.backups_backuprun
    ADD CONSTRAINT backups_backuprun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.branding_branding
    ADD CONSTRAINT branding_branding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.branding_menuword
    ADD CONSTRAINT branding_menuword_one_for_each_place UNIQUE (branding_id, place);

ALTER TABLE ONLY public.branding_menuword
    ADD CONSTRAINT branding_menuword_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.briefings_actionitem
    ADD CONSTRAINT briefings_actionitem_form_key_key UNIQUE (form_key);

ALTER TABLE ONLY public.briefings_actionitem
    ADD CONSTRAINT briefings_actionitem_number_once_a_year UNIQUE (year, number);

ALTER TABLE ONLY public.briefings_actionitem
    ADD CONSTRAINT briefings_actionitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bulk_bulkitem
    ADD CONSTRAINT bulk_bulkitem_once_per_job UNIQUE (job_id, publication_id);

ALTER TABLE ONLY public.bulk_bulkitem
    ADD CONSTRAINT bulk_bulkitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bulk_bulkjob
    ADD CONSTRAINT bulk_bulkjob_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consultations_consultation
    ADD CONSTRAINT consultations_consultation_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.consultations_consultationcomment
    ADD CONSTRAINT consultations_consultationcomment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consultations_consultationcomment
    ADD CONSTRAINT consultations_consultationcomment_stamp_key UNIQUE (stamp);

ALTER TABLE ONLY public.department_department
    ADD CONSTRAINT department_department_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.department_page
    ADD CONSTRAINT department_page_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.department_post
    ADD CONSTRAINT department_post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.department_receptiontime
    ADD CONSTRAINT department_receptiontime_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.department_servicelink
    ADD CONSTRAINT department_servicelink_name_key UNIQUE (name);

ALTER TABLE ONLY public.department_servicelink
    ADD CONSTRAINT department_servicelink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.department_unit
    ADD CONSTRAINT department_unit_name_key UNIQUE (name);

ALTER TABLE ONLY public.department_unit
    ADD CONSTRAINT department_unit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.department_workitem
    ADD CONSTRAINT department_workitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.department_workweek
    ADD CONSTRAINT department_workweek_monday_key UNIQUE (monday);

ALTER TABLE ONLY public.department_workweek
    ADD CONSTRAINT department_workweek_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_directoryentry
    ADD CONSTRAINT directory_directoryentry_pkey PRIMARY KEY (enterprise_id);

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.django_tasks_database_dbtaskresult
    ADD CONSTRAINT django_tasks_database_dbtaskresult_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_documentkind
    ADD CONSTRAINT documents_documentkind_name_key UNIQUE (name);

ALTER TABLE ONLY public.documents_documentkind
    ADD CONSTRAINT documents_documentkind_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_documentrelation
    ADD CONSTRAINT documents_documentrelation_once UNIQUE (source_id, tie, target_id);

ALTER TABLE ONLY public.documents_documentrelation
    ADD CONSTRAINT documents_documentrelation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_officialdocument
    ADD CONSTRAINT documents_officialdocument_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.editing_autosave
    ADD CONSTRAINT editing_autosave_one_per_opening UNIQUE NULLS NOT DISTINCT (user_id, kind, publication_id, opening);

ALTER TABLE ONLY public.editing_autosave
    ADD CONSTRAINT editing_autosave_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.editing_presence
    ADD CONSTRAINT editing_presence_one_per_person_and_page UNIQUE (publication_id, user_id);

ALTER TABLE ONLY public.editing_presence
    ADD CONSTRAINT editing_presence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.editing_previewanswer
    ADD CONSTRAINT editing_previewanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.editing_previewlink
    ADD CONSTRAINT editing_previewlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.editing_previewlink
    ADD CONSTRAINT editing_previewlink_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.emergency_dutycontact
    ADD CONSTRAINT emergency_dutycontact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.emergency_emergency
    ADD CONSTRAINT emergency_emergency_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.emergency_emergencynotice
    ADD CONSTRAINT emergency_emergencynotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.emergency_lifeline
    ADD CONSTRAINT emergency_lifeline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_reportreminder
    ADD CONSTRAINT enterprises_reminder_goes_out_once UNIQUE (enterprise_id, year, quarter, days);

ALTER TABLE ONLY public.reports_enterprisereport
    ADD CONSTRAINT enterprises_report_versions_differ UNIQUE (enterprise_id, year, quarter, version);

ALTER TABLE ONLY public.events_agendaitem
    ADD CONSTRAINT events_agendaitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.events_eventannouncement
    ADD CONSTRAINT events_eventannouncement_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.events_eventseries
    ADD CONSTRAINT events_eventseries_name_key UNIQUE (name);

ALTER TABLE ONLY public.events_eventseries
    ADD CONSTRAINT events_eventseries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_eventseries
    ADD CONSTRAINT events_eventseries_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_slot
    ADD CONSTRAINT events_slot_and_its_event UNIQUE (id, event_id);

ALTER TABLE ONLY public.events_slot
    ADD CONSTRAINT events_slot_one_at_a_time UNIQUE (event_id, starts_at) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slot
    ADD CONSTRAINT events_slot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_slotrequest
    ADD CONSTRAINT events_slotrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_feedbackword
    ADD CONSTRAINT feedback_feedbackword_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_feedbackword
    ADD CONSTRAINT feedback_feedbackword_stamp_key UNIQUE (stamp);

ALTER TABLE ONLY public.feedback_pagefeedback
    ADD CONSTRAINT feedback_pagefeedback_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_pagefeedback
    ADD CONSTRAINT feedback_pagefeedback_publication_id_key UNIQUE (publication_id);

ALTER TABLE ONLY public.freshness_confirmation
    ADD CONSTRAINT freshness_confirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.health_diskreading
    ADD CONSTRAINT health_diskreading_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.health_examination
    ADD CONSTRAINT health_examination_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.health_openalert
    ADD CONSTRAINT health_openalert_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.indicators_observation
    ADD CONSTRAINT indicators_observation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_series
    ADD CONSTRAINT indicators_series_and_its_indicator UNIQUE (id, indicator_id);

ALTER TABLE ONLY public.indicators_series
    ADD CONSTRAINT indicators_series_names_differ UNIQUE (indicator_id, name);

ALTER TABLE ONLY public.indicators_series
    ADD CONSTRAINT indicators_series_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_target
    ADD CONSTRAINT indicators_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.infrastructure_expiryreminder
    ADD CONSTRAINT infrastructure_expiryreminder_once UNIQUE (listing_id, ends_at);

ALTER TABLE ONLY public.infrastructure_expiryreminder
    ADD CONSTRAINT infrastructure_expiryreminder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.infrastructure_infrastructurelisting
    ADD CONSTRAINT infrastructure_infrastructurelisting_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.infrastructure_infrastructurematch
    ADD CONSTRAINT infrastructure_infrastructurematch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.infrastructure_listingcontact
    ADD CONSTRAINT infrastructure_listingcontact_form_key_key UNIQUE (form_key);

ALTER TABLE ONLY public.infrastructure_listingcontact
    ADD CONSTRAINT infrastructure_listingcontact_pkey PRIMARY KEY (listing_id);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_officialdocument
    ADD CONSTRAINT news_document_once UNIQUE (issuer_id, number, issued_on);

ALTER TABLE ONLY public.newsroom_letterchoice
    ADD CONSTRAINT newsroom_letterchoice_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.newsroom_notifiedstep
    ADD CONSTRAINT newsroom_notifiedstep_pkey PRIMARY KEY (transition_id);

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.obligations_duty
    ADD CONSTRAINT obligations_duty_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.obligations_duty
    ADD CONSTRAINT obligations_duty_publication_id_key UNIQUE (publication_id);

ALTER TABLE ONLY public.obligations_obligation
    ADD CONSTRAINT obligations_obligation_one_of_a_name_and_day UNIQUE NULLS NOT DISTINCT (name, in_force_from);

ALTER TABLE ONLY public.obligations_obligation
    ADD CONSTRAINT obligations_obligation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.obligations_specialday
    ADD CONSTRAINT obligations_specialday_day_key UNIQUE (day);

ALTER TABLE ONLY public.obligations_specialday
    ADD CONSTRAINT obligations_specialday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisations_organisation
    ADD CONSTRAINT organisations_organisation_name_key UNIQUE (name);

ALTER TABLE ONLY public.organisations_organisation
    ADD CONSTRAINT organisations_organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisations_succession
    ADD CONSTRAINT organisations_succession_former_id_key UNIQUE (former_id);

ALTER TABLE ONLY public.organisations_succession
    ADD CONSTRAINT organisations_succession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ownership_ownership
    ADD CONSTRAINT ownership_ownership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ownership_ownership
    ADD CONSTRAINT ownership_ownership_publication_id_key UNIQUE (publication_id);

ALTER TABLE ONLY public.pagecache_cacheentry
    ADD CONSTRAINT pagecache_cacheentry_pkey PRIMARY KEY (cache_key);

ALTER TABLE ONLY public.pagecache_generation
    ADD CONSTRAINT pagecache_generation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.people_joinrequest
    ADD CONSTRAINT people_joinrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_joinrequest
    ADD CONSTRAINT people_joinrequest_stamp_key UNIQUE (stamp);

ALTER TABLE ONLY public.pictures_picture
    ADD CONSTRAINT pictures_picture_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pictures_picture
    ADD CONSTRAINT pictures_picture_sha256_key UNIQUE (sha256);

ALTER TABLE ONLY public.plans_goal
    ADD CONSTRAINT plans_goal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.plans_masterplan
    ADD CONSTRAINT plans_masterplan_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.search_pickedresult
    ADD CONSTRAINT portal_pick_once UNIQUE (key, page_id);

ALTER TABLE ONLY public.search_unfoundsearch
    ADD CONSTRAINT portal_unfound_once_a_day UNIQUE (day, words);

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.procedures_procedurepaper
    ADD CONSTRAINT procedures_procedurepaper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_procedurestep
    ADD CONSTRAINT procedures_procedurestep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.products_product
    ADD CONSTRAINT products_product_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.products_withdrawalrequest
    ADD CONSTRAINT products_withdrawalrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.profiles_enterprise
    ADD CONSTRAINT profiles_enterprise_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.profiles_enterprise_sectors
    ADD CONSTRAINT profiles_enterprise_sect_enterprise_id_sector_id_aab801f1_uniq UNIQUE (enterprise_id, sector_id);

ALTER TABLE ONLY public.profiles_enterprise_sectors
    ADD CONSTRAINT profiles_enterprise_sectors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.profiles_enterprise
    ADD CONSTRAINT profiles_enterprise_tax_code_key UNIQUE (tax_code);

ALTER TABLE ONLY public.profiles_locality
    ADD CONSTRAINT profiles_locality_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.profiles_locality
    ADD CONSTRAINT profiles_locality_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.profiles_privatecontact
    ADD CONSTRAINT profiles_privatecontact_pkey PRIMARY KEY (enterprise_id);

ALTER TABLE ONLY public.profiles_representative
    ADD CONSTRAINT profiles_representative_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.profiles_sector
    ADD CONSTRAINT profiles_sector_name_key UNIQUE (name);

ALTER TABLE ONLY public.profiles_sector
    ADD CONSTRAINT profiles_sector_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.profiles_sector
    ADD CONSTRAINT profiles_sector_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.work_budgetline
    ADD CONSTRAINT projects_one_budgetline_per_year_and_source UNIQUE (project_id, year, money_from);

ALTER TABLE ONLY public.indicators_target
    ADD CONSTRAINT projects_one_target_per_indicator_and_year UNIQUE NULLS NOT DISTINCT (indicator_id, series_id, year);

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publicforms_usecount
    ADD CONSTRAINT publicforms_usecount_one_a_window UNIQUE (purpose, place, begins);

ALTER TABLE ONLY public.publicforms_usecount
    ADD CONSTRAINT publicforms_usecount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.published_index_publisheditem
    ADD CONSTRAINT published_index_publisheditem_name_key UNIQUE (name);

ALTER TABLE ONLY public.published_index_publisheditem
    ADD CONSTRAINT published_index_publisheditem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_attachment
    ADD CONSTRAINT publishing_attachment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_attachmentversion
    ADD CONSTRAINT publishing_attachment_version_numbers UNIQUE (attachment_key, number);

ALTER TABLE ONLY public.publishing_attachmentversion
    ADD CONSTRAINT publishing_attachmentversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_bundle
    ADD CONSTRAINT publishing_bundle_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_bundlemember
    ADD CONSTRAINT publishing_bundlemember_once_in_a_bundle UNIQUE (bundle_id, publication_id);

ALTER TABLE ONLY public.publishing_bundlemember
    ADD CONSTRAINT publishing_bundlemember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_changedecision
    ADD CONSTRAINT publishing_changedecision_one_per_field UNIQUE (change_set_id, field);

ALTER TABLE ONLY public.publishing_changedecision
    ADD CONSTRAINT publishing_changedecision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_changeset
    ADD CONSTRAINT publishing_changeset_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_correction
    ADD CONSTRAINT publishing_correction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_englishversion
    ADD CONSTRAINT publishing_englishversion_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.publishing_externaladdress
    ADD CONSTRAINT publishing_externaladdress_key_key UNIQUE (key);

ALTER TABLE ONLY public.publishing_externaladdress
    ADD CONSTRAINT publishing_externaladdress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_feature
    ADD CONSTRAINT publishing_feature_once UNIQUE (page_id, starts_on);

ALTER TABLE ONLY public.publishing_feature
    ADD CONSTRAINT publishing_feature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_forcedpublication
    ADD CONSTRAINT publishing_forcedpublication_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_link
    ADD CONSTRAINT publishing_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_publication
    ADD CONSTRAINT publishing_publication_path_key UNIQUE (path);

ALTER TABLE ONLY public.publishing_publication
    ADD CONSTRAINT publishing_publication_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_publication_topics
    ADD CONSTRAINT publishing_publication_t_publication_id_topic_id_43e74f31_uniq UNIQUE (publication_id, topic_id);

ALTER TABLE ONLY public.publishing_publication_topics
    ADD CONSTRAINT publishing_publication_topics_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_quotenotice
    ADD CONSTRAINT publishing_quotenotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_redirect
    ADD CONSTRAINT publishing_redirect_old_path_key UNIQUE (old_path);

ALTER TABLE ONLY public.publishing_redirect
    ADD CONSTRAINT publishing_redirect_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_remark
    ADD CONSTRAINT publishing_remark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_revision
    ADD CONSTRAINT publishing_revision_numbers_are_unique UNIQUE (publication_id, number);

ALTER TABLE ONLY public.publishing_revision
    ADD CONSTRAINT publishing_revision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_section_limited_users
    ADD CONSTRAINT publishing_section_limit_section_id_user_id_c03dc4ba_uniq UNIQUE (section_id, user_id);

ALTER TABLE ONLY public.publishing_section_limited_users
    ADD CONSTRAINT publishing_section_limited_users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_section
    ADD CONSTRAINT publishing_section_one_slug_per_kind UNIQUE (kind, slug);

ALTER TABLE ONLY public.publishing_section
    ADD CONSTRAINT publishing_section_path_key UNIQUE (path);

ALTER TABLE ONLY public.publishing_section
    ADD CONSTRAINT publishing_section_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_topic
    ADD CONSTRAINT publishing_topic_name_key UNIQUE (name);

ALTER TABLE ONLY public.publishing_topic
    ADD CONSTRAINT publishing_topic_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publishing_topic
    ADD CONSTRAINT publishing_topic_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.publishing_transition
    ADD CONSTRAINT publishing_transition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.questions_answer
    ADD CONSTRAINT questions_answer_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.questions_question
    ADD CONSTRAINT questions_question_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.questions_question
    ADD CONSTRAINT questions_question_published_as_id_key UNIQUE (published_as_id);

ALTER TABLE ONLY public.questions_question
    ADD CONSTRAINT questions_question_stamp_key UNIQUE (stamp);

ALTER TABLE ONLY public.reports_enterprisereport
    ADD CONSTRAINT reports_enterprisereport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_releasedsum
    ADD CONSTRAINT reports_releasedsum_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_releasedsum_reports
    ADD CONSTRAINT reports_releasedsum_repo_releasedsum_id_enterpris_0c9fc093_uniq UNIQUE (releasedsum_id, enterprisereport_id);

ALTER TABLE ONLY public.reports_releasedsum_reports
    ADD CONSTRAINT reports_releasedsum_reports_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_reportingduty
    ADD CONSTRAINT reports_reportingduty_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reports_reportreminder
    ADD CONSTRAINT reports_reportreminder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.scanning_scannedfile
    ADD CONSTRAINT scanning_scannedfile_key_key UNIQUE (key);

ALTER TABLE ONLY public.scanning_scannedfile
    ADD CONSTRAINT scanning_scannedfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.search_abbreviation
    ADD CONSTRAINT search_abbreviation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.search_abbreviation
    ADD CONSTRAINT search_abbreviation_short_key UNIQUE (short);

ALTER TABLE ONLY public.search_filetext
    ADD CONSTRAINT search_filetext_pkey PRIMARY KEY (file);

ALTER TABLE ONLY public.search_pickedresult
    ADD CONSTRAINT search_pickedresult_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.search_searchterm
    ADD CONSTRAINT search_searchterm_pkey PRIMARY KEY (words);

ALTER TABLE ONLY public.search_unfoundsearch
    ADD CONSTRAINT search_unfoundsearch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.servicepoints_servicepoint
    ADD CONSTRAINT servicepoints_servicepoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.servicepoints_servicepoint
    ADD CONSTRAINT servicepoints_servicepoint_stands_once UNIQUE (locality_id, kind, name);

ALTER TABLE ONLY public.sheets_sheetupload
    ADD CONSTRAINT sheets_sheetupload_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);

ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.subscriptions_follower
    ADD CONSTRAINT subscriptions_follower_email_key UNIQUE (email);

ALTER TABLE ONLY public.subscriptions_follower
    ADD CONSTRAINT subscriptions_follower_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscription_once UNIQUE (follower_id, kind, key);

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscription_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tasks_unsentletter
    ADD CONSTRAINT tasks_unsentletter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.uploads_enterpriseupload
    ADD CONSTRAINT uploads_enterpriseupload_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.uploads_enterpriseupload
    ADD CONSTRAINT uploads_file_counts_once UNIQUE (enterprise_id, name);

ALTER TABLE ONLY public.uploads_uploadquota
    ADD CONSTRAINT uploads_uploadquota_enterprise_id_key UNIQUE (enterprise_id);

ALTER TABLE ONLY public.uploads_uploadquota
    ADD CONSTRAINT uploads_uploadquota_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_annualplan
    ADD CONSTRAINT work_annualplan_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.work_annualplan
    ADD CONSTRAINT work_annualplan_year_key UNIQUE (year);

ALTER TABLE ONLY public.work_application
    ADD CONSTRAINT work_application_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_budgetline
    ADD CONSTRAINT work_budgetline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_milestone
    ADD CONSTRAINT work_milestone_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_milestonemove
    ADD CONSTRAINT work_milestonemove_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_participation
    ADD CONSTRAINT work_participation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_progressnote
    ADD CONSTRAINT work_progressnote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_project
    ADD CONSTRAINT work_project_pkey PRIMARY KEY (publication_ptr_id);

ALTER TABLE ONLY public.work_supportcall
    ADD CONSTRAINT work_supportcall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_pkey PRIMARY KEY (id);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_user_groups_group_id_bd11a704 ON public.accounts_user_groups USING btree (group_id);

CREATE INDEX accounts_user_groups_user_id_52b62117 ON public.accounts_user_groups USING btree (user_id);

CREATE UNIQUE INDEX accounts_user_one_account_per_email ON public.accounts_user USING btree (email) WHERE (NOT ((email)::text = ''::text));

CREATE INDEX accounts_user_user_permissions_permission_id_113bb443 ON public.accounts_user_user_permissions USING btree (permission_id);

CREATE INDEX accounts_user_user_permissions_user_id_e4f0a161 ON public.accounts_user_user_permissions USING btree (user_id);

CREATE INDEX accounts_user_username_6088629e_like ON public.accounts_user USING btree (username varchar_pattern_ops);

CREATE INDEX accounts_usersession_session_id_421ab3d6_like ON public.accounts_usersession USING btree (session_id varchar_pattern_ops);

CREATE INDEX accounts_usersession_user_id_567c9519 ON public.accounts_usersession USING btree (user_id);

CREATE INDEX addresses_missingaddress_address_1cc61c95_like ON public.addresses_missingaddress USING btree (address varchar_pattern_ops);

CREATE INDEX addresses_oldaddress_address_86689d05_like ON public.addresses_oldaddress USING btree (address varchar_pattern_ops);

CREATE INDEX addresses_oldaddress_publication_id_9543df6e ON public.addresses_oldaddress USING btree (publication_id);

CREATE INDEX addresses_oldaddress_target ON public.addresses_oldaddress USING btree (target varchar_pattern_ops);

CREATE INDEX addresses_withdrawalnotice_successor_id_33d4eea5 ON public.addresses_withdrawalnotice USING btree (successor_id);

CREATE INDEX articles_article_author_id_059aea7d ON public.articles_article USING btree (author_id);

CREATE INDEX articles_article_source_id_9a8869ea ON public.articles_article USING btree (source_id);

CREATE INDEX articles_author_name_c0c67ae8_like ON public.articles_author USING btree (name varchar_pattern_ops);

CREATE INDEX articles_gallerypicture_article_id_62d14944 ON public.articles_gallerypicture USING btree (article_id);

CREATE INDEX articles_gallerypicture_picture_id_56635e63 ON public.articles_gallerypicture USING btree (picture_id);

CREATE INDEX articles_source_name_3af69ad3_like ON public.articles_source USING btree (name varchar_pattern_ops);

CREATE INDEX association_association_evidence_id_36bffed6 ON public.association_association USING btree (evidence_id);

CREATE INDEX association_association_statute_id_8c2ff522 ON public.association_association USING btree (statute_id);

CREATE UNIQUE INDEX association_associationpost_one_chair ON public.association_associationpost USING btree (office) WHERE (((office)::text = '1-chair'::text) AND (until IS NULL));

CREATE INDEX association_membership_enterprise_id_0b69ab80 ON public.association_membership USING btree (enterprise_id);

CREATE UNIQUE INDEX association_membership_one_at_a_time ON public.association_membership USING btree (enterprise_id) WHERE (left_on IS NULL);

CREATE INDEX audit_attempt_actor_id_8a7cf0a3 ON public.audit_attempt USING btree (actor_id);

CREATE INDEX audit_attempt_subject_id_e77d28c6 ON public.audit_attempt USING btree (subject_id);

CREATE INDEX audit_auditentry_actor_id_8ab278be ON public.audit_auditentry USING btree (actor_id);

CREATE INDEX audit_auditentry_hash_718ebbcd_like ON public.audit_auditentry USING btree (hash varchar_pattern_ops);

CREATE INDEX audit_auditentry_of_a_day ON public.audit_auditentry USING btree (at);

CREATE INDEX audit_auditentry_of_an_action ON public.audit_auditentry USING btree (action, number);

CREATE INDEX audit_auditentry_previous_hash_d60411bd_like ON public.audit_auditentry USING btree (previous_hash varchar_pattern_ops);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX backups_backuprun_at_c1f55588 ON public.backups_backuprun USING btree (at);

CREATE INDEX branding_branding_logo_id_d1401357 ON public.branding_branding USING btree (logo_id);

CREATE INDEX branding_branding_seal_id_beb6af7a ON public.branding_branding USING btree (seal_id);

CREATE INDEX branding_menuword_branding_id_643059d9 ON public.branding_menuword USING btree (branding_id);

CREATE INDEX briefings_actionitem_enterprise_id_4f210423 ON public.briefings_actionitem USING btree (enterprise_id);

CREATE INDEX briefings_actionitem_event_id_608fc948 ON public.briefings_actionitem USING btree (event_id);

CREATE INDEX briefings_actionitem_organisation_id_c82fac92 ON public.briefings_actionitem USING btree (organisation_id);

CREATE INDEX briefings_actionitem_raised_by_id_d29ea9e8 ON public.briefings_actionitem USING btree (raised_by_id);

CREATE INDEX bulk_bulkitem_job_id_4ba0a2c3 ON public.bulk_bulkitem USING btree (job_id);

CREATE INDEX bulk_bulkitem_next ON public.bulk_bulkitem USING btree (job_id, outcome, "position");

CREATE INDEX bulk_bulkitem_publication_id_4e562d32 ON public.bulk_bulkitem USING btree (publication_id);

CREATE INDEX bulk_bulkjob_of_a_person ON public.bulk_bulkjob USING btree (user_id, created_at DESC);

CREATE INDEX bulk_bulkjob_section_id_5bfbad52 ON public.bulk_bulkjob USING btree (section_id);

CREATE INDEX bulk_bulkjob_topic_id_7e21c604 ON public.bulk_bulkjob USING btree (topic_id);

CREATE INDEX bulk_bulkjob_user_id_cf0afc38 ON public.bulk_bulkjob USING btree (user_id);

CREATE INDEX consultations_closing ON public.consultations_consultation USING btree (closes_on DESC, publication_ptr_id DESC);

CREATE INDEX consultations_consultation_asker_id_32fc8474 ON public.consultations_consultation USING btree (asker_id);

CREATE INDEX consultations_consultation_issued_id_dd67e83d ON public.consultations_consultation USING btree (issued_id);

CREATE INDEX consultations_consultationcomment_consultation_id_253e5e01 ON public.consultations_consultationcomment USING btree (consultation_id);

CREATE INDEX consultations_consultationcomment_decided_by_id_055deb22 ON public.consultations_consultationcomment USING btree (decided_by_id);

CREATE INDEX consultations_consultationcomment_phoned_by_id_7e992441 ON public.consultations_consultationcomment USING btree (phoned_by_id);

CREATE INDEX department_department_basis_id_622297fc ON public.department_department USING btree (basis_id);

CREATE INDEX department_department_responsible_id_c8fb50c6 ON public.department_department USING btree (responsible_id);

CREATE UNIQUE INDEX department_post_one_spokesperson ON public.department_post USING btree (is_spokesperson) WHERE is_spokesperson;

CREATE INDEX department_post_source_id_36bd233c ON public.department_post USING btree (source_id);

CREATE INDEX department_post_unit_id_a6a223b0 ON public.department_post USING btree (unit_id);

CREATE INDEX department_receptiontime_post_id_783984f4 ON public.department_receptiontime USING btree (post_id);

CREATE INDEX department_servicelink_name_e6c9483b_like ON public.department_servicelink USING btree (name varchar_pattern_ops);

CREATE INDEX department_unit_name_ebfddd49_like ON public.department_unit USING btree (name varchar_pattern_ops);

CREATE INDEX department_unit_parent_id_ec0fbc1d ON public.department_unit USING btree (parent_id);

CREATE INDEX department_workitem_post_id_083c25f7 ON public.department_workitem USING btree (post_id);

CREATE INDEX department_workitem_week_id_8ad5e405 ON public.department_workitem USING btree (week_id);

CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);

CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX django_task_backend_071754_idx ON public.django_tasks_database_dbtaskresult USING btree (backend_name);

CREATE INDEX django_task_queue_n_99c321_idx ON public.django_tasks_database_dbtaskresult USING btree (queue_name);

CREATE INDEX documents_documentkind_name_8105edf5_like ON public.documents_documentkind USING btree (name varchar_pattern_ops);

CREATE INDEX documents_documentrelation_source_id_e4ef741b ON public.documents_documentrelation USING btree (source_id);

CREATE INDEX documents_documentrelation_target_id_89d9cf4b ON public.documents_documentrelation USING btree (target_id);

CREATE INDEX documents_officialdocument_document_kind_id_90ead2a7 ON public.documents_officialdocument USING btree (document_kind_id);

CREATE INDEX documents_officialdocument_issuer_id_f9aeb72a ON public.documents_officialdocument USING btree (issuer_id);

CREATE INDEX editing_autosave_publication_id_40d82320 ON public.editing_autosave USING btree (publication_id);

CREATE INDEX editing_autosave_saved_at_3e48320c ON public.editing_autosave USING btree (saved_at);

CREATE INDEX editing_autosave_user_id_f5191fee ON public.editing_autosave USING btree (user_id);

CREATE INDEX editing_presence_publication_id_f19ffe96 ON public.editing_presence USING btree (publication_id);

CREATE INDEX editing_presence_seen_at_7b946479 ON public.editing_presence USING btree (seen_at);

CREATE INDEX editing_presence_user_id_80d4f673 ON public.editing_presence USING btree (user_id);

CREATE INDEX editing_previewanswer_link_id_92b71e87 ON public.editing_previewanswer USING btree (link_id);

CREATE INDEX editing_previewlink_created_by_id_9877e365 ON public.editing_previewlink USING btree (created_by_id);

CREATE INDEX editing_previewlink_publication_id_4424bf89 ON public.editing_previewlink USING btree (publication_id);

CREATE INDEX editing_previewlink_token_hash_cf7075bd_like ON public.editing_previewlink USING btree (token_hash varchar_pattern_ops);

CREATE INDEX emergency_emergency_asked_by_id_c330098f ON public.emergency_emergency USING btree (requested_by_id);

CREATE INDEX emergency_emergency_confirmed_by_id_9c421b8a ON public.emergency_emergency USING btree (confirmed_by_id);

CREATE INDEX emergency_emergency_end_asked_by_id_e53ca4b1 ON public.emergency_emergency USING btree (end_requested_by_id);

CREATE INDEX emergency_emergency_ended_by_id_03bf9831 ON public.emergency_emergency USING btree (ended_by_id);

CREATE UNIQUE INDEX emergency_emergency_one_waits ON public.emergency_emergency USING btree (from_command) WHERE ((confirmed_at IS NULL) AND (ended_at IS NULL));

CREATE INDEX emergency_notice_newest ON public.emergency_emergencynotice USING btree (at DESC, id DESC);

CREATE INDEX enterprises_action_open ON public.briefings_actionitem USING btree (due_on, id) WHERE ((progress)::text = ANY ((ARRAY['raised'::character varying, 'open'::character varying])::text[]));

CREATE INDEX enterprises_action_own ON public.briefings_actionitem USING btree (enterprise_id, year DESC, number DESC);

CREATE INDEX enterprises_action_public ON public.briefings_actionitem USING btree (year DESC, number DESC) WHERE is_public;

CREATE INDEX enterprises_conf_newest ON public.freshness_confirmation USING btree (at DESC, id DESC);

CREATE INDEX enterprises_conf_oldest ON public.freshness_confirmation USING btree (at) WHERE is_last;

CREATE UNIQUE INDEX enterprises_duty_one_at_a_time ON public.reports_reportingduty USING btree (enterprise_id) WHERE (until IS NULL);

CREATE INDEX enterprises_entry_facets ON public.directory_directoryentry USING gin (facets, words);

CREATE INDEX enterprises_entry_in_order ON public.directory_directoryentry USING btree (sort_key, enterprise_id) INCLUDE (facets);

CREATE INDEX enterprises_infra_meets ON public.infrastructure_infrastructurelisting USING btree (facility, direction, locality_id);

CREATE INDEX enterprises_join_tax_code ON public.people_joinrequest USING btree (tax_code);

CREATE INDEX enterprises_join_waiting ON public.people_joinrequest USING btree (created_at) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX enterprises_reg_in_turn ON public.events_registration USING btree (event_id, registered_at, id) WHERE (NOT ((seat)::text = 'given_up'::text));

CREATE INDEX enterprises_rep_current ON public.profiles_representative USING btree (enterprise_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX enterprises_report_one_holds ON public.reports_enterprisereport USING btree (enterprise_id, year, quarter) WHERE (((state)::text = 'approved'::text) AND (superseded_at IS NULL));

CREATE UNIQUE INDEX enterprises_report_one_is_open ON public.reports_enterprisereport USING btree (enterprise_id, year, quarter) WHERE ((state)::text = ANY ((ARRAY['draft'::character varying, 'returned'::character varying, 'sent'::character varying])::text[]));

CREATE INDEX enterprises_report_period ON public.reports_enterprisereport USING btree (year, quarter, state);

CREATE INDEX enterprises_slotreq_own ON public.events_slotrequest USING btree (enterprise_id, requested_at DESC);

CREATE INDEX enterprises_sum_period ON public.reports_releasedsum USING btree (year, quarter, measure);

CREATE UNIQUE INDEX enterprises_withdrawal_one_waits ON public.products_withdrawalrequest USING btree (product_id) WHERE (closed_at IS NULL);

CREATE INDEX enterprises_withdrawal_waiting ON public.products_withdrawalrequest USING btree (requested_at) WHERE (closed_at IS NULL);

CREATE INDEX events_agendaitem_event_id_28d22c52 ON public.events_agendaitem USING btree (event_id);

CREATE INDEX events_event_series ON public.events_event USING btree (series_id, starts_at, publication_ptr_id);

CREATE INDEX events_event_series_id_6cde1f96 ON public.events_event USING btree (series_id);

CREATE INDEX events_event_time ON public.events_event USING btree (starts_at, publication_ptr_id);

CREATE INDEX events_eventseries_name_ad14c230_like ON public.events_eventseries USING btree (name varchar_pattern_ops);

CREATE INDEX events_eventseries_slug_04e6e0e3_like ON public.events_eventseries USING btree (slug varchar_pattern_ops);

CREATE UNIQUE INDEX events_registration_each_person_once ON public.events_registration USING btree (event_id, enterprise_id, name_key) WHERE (NOT ((seat)::text = 'given_up'::text));

CREATE INDEX events_registration_enterprise_id_69ac6c8f ON public.events_registration USING btree (enterprise_id);

CREATE INDEX events_registration_event_id_75b6f198 ON public.events_registration USING btree (event_id);

CREATE INDEX events_registration_registered_by_id_17a3e97a ON public.events_registration USING btree (registered_by_id);

CREATE INDEX events_slot_event_id_9e246d79 ON public.events_slot USING btree (event_id);

CREATE INDEX events_slotrequest_answered_by_id_eddac54b ON public.events_slotrequest USING btree (answered_by_id);

CREATE INDEX events_slotrequest_asked_by_id_ce22cea5 ON public.events_slotrequest USING btree (requested_by_id);

CREATE INDEX events_slotrequest_enterprise_id_39c27701 ON public.events_slotrequest USING btree (enterprise_id);

CREATE INDEX events_slotrequest_event_id_6ed4ffb1 ON public.events_slotrequest USING btree (event_id);

CREATE UNIQUE INDEX events_slotrequest_one_granted ON public.events_slotrequest USING btree (slot_id) WHERE ((answer)::text = 'granted'::text);

CREATE UNIQUE INDEX events_slotrequest_one_open ON public.events_slotrequest USING btree (event_id, enterprise_id) WHERE ((answer)::text = ANY ((ARRAY['asked'::character varying, 'granted'::character varying])::text[]));

CREATE INDEX events_slotrequest_product_id_6fb2cb9c ON public.events_slotrequest USING btree (product_id);

CREATE INDEX events_slotrequest_slot_id_82d9101c ON public.events_slotrequest USING btree (slot_id);

CREATE INDEX feedback_feedbackword_feedback_id_d0efc570 ON public.feedback_feedbackword USING btree (feedback_id);

CREATE INDEX feedback_feedbackword_read_by_id_b5cfb9b2 ON public.feedback_feedbackword USING btree (read_by_id);

CREATE INDEX feedback_page_newest ON public.feedback_pagefeedback USING btree (last_at DESC, id DESC);

CREATE INDEX feedback_word_unread ON public.feedback_feedbackword USING btree (given_at) WHERE (read_at IS NULL);

CREATE INDEX freshness_confirmation_by_id_427b182f ON public.freshness_confirmation USING btree (by_id);

CREATE INDEX freshness_confirmation_enterprise_id_a03b36b6 ON public.freshness_confirmation USING btree (enterprise_id);

CREATE UNIQUE INDEX freshness_confirmation_one_is_the_last ON public.freshness_confirmation USING btree (enterprise_id) WHERE is_last;

CREATE INDEX health_diskreading_at_4a7cb022 ON public.health_diskreading USING btree (at);

CREATE INDEX health_openalert_name_c427f581_like ON public.health_openalert USING btree (name varchar_pattern_ops);

CREATE INDEX indicators_figure_ahead ON public.indicators_observation USING btree (indicator_id, ends_on DESC) WHERE (ends_on > ((recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date);

CREATE INDEX indicators_figure_corrected ON public.indicators_observation USING btree (indicator_id, superseded_at DESC, id DESC) WHERE (superseded_at IS NOT NULL);

CREATE INDEX indicators_observation_evidence_id_4d71af88 ON public.indicators_observation USING btree (evidence_id);

CREATE INDEX indicators_observation_history ON public.indicators_observation USING btree (series_id, ends_on, starts_on, recorded_at);

CREATE INDEX indicators_observation_indicator_id_a297e6a9 ON public.indicators_observation USING btree (indicator_id);

CREATE INDEX indicators_observation_newest ON public.indicators_observation USING btree (indicator_id, ends_on DESC, starts_on DESC, series_id);

CREATE UNIQUE INDEX indicators_observation_one_holds_per_series_and_period ON public.indicators_observation USING btree (series_id, ends_on, starts_on) WHERE (superseded_at IS NULL);

CREATE INDEX indicators_observation_recorded_by_id_98de8fc9 ON public.indicators_observation USING btree (recorded_by_id);

CREATE INDEX indicators_observation_series_id_036e67ac ON public.indicators_observation USING btree (series_id);

CREATE INDEX indicators_series_indicator_id_af38e1a4 ON public.indicators_series USING btree (indicator_id);

CREATE UNIQUE INDEX indicators_series_one_is_main ON public.indicators_series USING btree (indicator_id) WHERE is_main;

CREATE INDEX indicators_series_operator_id_bfb98599 ON public.indicators_series USING btree (operator_id);

CREATE INDEX indicators_series_part_of_id_97077f61 ON public.indicators_series USING btree (part_of_id);

CREATE INDEX indicators_series_report_divisor_id_01d44c6d ON public.indicators_series USING btree (report_divisor_id);

CREATE INDEX indicators_target_evidence_id_6e5ea452 ON public.indicators_target USING btree (evidence_id);

CREATE INDEX indicators_target_indicator_id_a278d38c ON public.indicators_target USING btree (indicator_id);

CREATE INDEX indicators_target_series_id_324d372d ON public.indicators_target USING btree (series_id);

CREATE INDEX infrastructure_expiryreminder_listing_id_5dc29cd6 ON public.infrastructure_expiryreminder USING btree (listing_id);

CREATE INDEX infrastructure_infrastructurelisting_enterprise_id_11e76a53 ON public.infrastructure_infrastructurelisting USING btree (enterprise_id);

CREATE INDEX infrastructure_infrastructurelisting_locality_id_43216413 ON public.infrastructure_infrastructurelisting USING btree (locality_id);

CREATE INDEX infrastructure_infrastructurelisting_organisation_id_07090f33 ON public.infrastructure_infrastructurelisting USING btree (organisation_id);

CREATE INDEX infrastructure_infrastructurematch_noted_by_id_c8d3b142 ON public.infrastructure_infrastructurematch USING btree (noted_by_id);

CREATE INDEX infrastructure_infrastructurematch_offer_id_e902e25a ON public.infrastructure_infrastructurematch USING btree (offer_id);

CREATE UNIQUE INDEX infrastructure_infrastructurematch_once ON public.infrastructure_infrastructurematch USING btree (offer_id, request_id) WHERE (ended_at IS NULL);

CREATE INDEX infrastructure_infrastructurematch_request_id_55d615fb ON public.infrastructure_infrastructurematch USING btree (request_id);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX news_document_issuer ON public.documents_officialdocument USING btree (issuer_id, issued_on DESC, publication_ptr_id DESC);

CREATE INDEX news_document_kind ON public.documents_officialdocument USING btree (document_kind_id, issued_on DESC, publication_ptr_id DESC);

CREATE INDEX news_document_newest ON public.documents_officialdocument USING btree (issued_on DESC, publication_ptr_id DESC);

CREATE INDEX news_document_number ON public.documents_officialdocument USING btree (number_key text_pattern_ops);

CREATE INDEX news_notice_closes ON public.notices_notice USING btree (closes_at) WHERE (closes_at IS NOT NULL);

CREATE INDEX news_notice_newest ON public.notices_notice USING btree (issued_on DESC, publication_ptr_id DESC);

CREATE INDEX news_procedure_code ON public.procedures_procedure USING btree (code);

CREATE UNIQUE INDEX news_procedure_code_once ON public.procedures_procedure USING btree (code) WHERE (NOT ((code)::text = ''::text));

CREATE INDEX notices_notice_result_of_id_86cadf89 ON public.notices_notice USING btree (result_of_id);

CREATE INDEX obligations_duty_due ON public.obligations_duty USING btree (due_on, id);

CREATE INDEX obligations_duty_obligation_id_96860f18 ON public.obligations_duty USING btree (obligation_id);

CREATE INDEX organisations_organisation_name_260d90a1_like ON public.organisations_organisation USING btree (name varchar_pattern_ops);

CREATE INDEX organisations_succession_successor_id_ba71ebb6 ON public.organisations_succession USING btree (successor_id);

CREATE INDEX organisations_succession_today_id_f8279d03 ON public.organisations_succession USING btree (today_id);

CREATE INDEX ownership_ownership_check ON public.ownership_ownership USING btree (check_on, id) WHERE (check_on IS NOT NULL);

CREATE INDEX ownership_ownership_checked_by_id_a17cb4d7 ON public.ownership_ownership USING btree (checked_by_id);

CREATE INDEX ownership_ownership_owner_id_05b3935f ON public.ownership_ownership USING btree (owner_id);

CREATE INDEX pagecache_cacheentry_cache_key_5953b5d5_like ON public.pagecache_cacheentry USING btree (cache_key varchar_pattern_ops);

CREATE INDEX pagecache_cacheentry_expires_8e2e3439 ON public.pagecache_cacheentry USING btree (expires);

CREATE INDEX people_inv_requested_again ON public.people_invitation USING btree (requested_again_at) WHERE ((requested_again_at IS NOT NULL) AND (revoked_at IS NULL) AND (used_at IS NULL));

CREATE INDEX people_invitation_created_by_id_542412ed ON public.people_invitation USING btree (created_by_id);

CREATE INDEX people_invitation_enterprise_id_692f23f3 ON public.people_invitation USING btree (enterprise_id);

CREATE UNIQUE INDEX people_invitation_one_at_a_time ON public.people_invitation USING btree (enterprise_id, email) WHERE ((revoked_at IS NULL) AND (used_at IS NULL));

CREATE INDEX people_invitation_token_hash_6c55913f_like ON public.people_invitation USING btree (token_hash varchar_pattern_ops);

CREATE INDEX people_invitation_used_by_id_86975d9b ON public.people_invitation USING btree (used_by_id);

CREATE INDEX people_joinrequest_decided_by_id_c5ad4749 ON public.people_joinrequest USING btree (decided_by_id);

CREATE INDEX people_joinrequest_enterprise_id_0e1bc9aa ON public.people_joinrequest USING btree (enterprise_id);

CREATE INDEX pictures_picture_created_by_id_300b7b4f ON public.pictures_picture USING btree (created_by_id);

CREATE INDEX pictures_picture_newest ON public.pictures_picture USING btree (created_at DESC, id DESC);

CREATE INDEX pictures_picture_search ON public.pictures_picture USING gin (search_vector);

CREATE INDEX pictures_picture_sha256_4ee7f51e_like ON public.pictures_picture USING btree (sha256 varchar_pattern_ops);

CREATE INDEX pictures_picture_tags ON public.pictures_picture USING gin (tags);

CREATE INDEX plans_goal_evidence_id_6b2cae5c ON public.plans_goal USING btree (evidence_id);

CREATE INDEX plans_goal_indicator_id_6622c97d ON public.plans_goal USING btree (indicator_id);

CREATE INDEX plans_goal_plan_id_62ddc712 ON public.plans_goal USING btree (plan_id);

CREATE INDEX plans_masterplan_amends_id_51c8defb ON public.plans_masterplan USING btree (amends_id);

CREATE INDEX plans_masterplan_evidence_id_7a5ddaa1 ON public.plans_masterplan USING btree (evidence_id);

CREATE INDEX plans_masterplan_issuer_id_bf43587a ON public.plans_masterplan USING btree (issuer_id);

CREATE INDEX plans_masterplan_replaces_id_28c8499b ON public.plans_masterplan USING btree (replaces_id);

CREATE INDEX portal_audit_of_a_record ON public.audit_auditentry USING btree (subject_label, subject_pk);

CREATE INDEX portal_comment_email ON public.consultations_consultationcomment USING btree (email) WHERE (NOT ((email)::text = ''::text));

CREATE INDEX portal_comment_phone ON public.consultations_consultationcomment USING btree (phone) WHERE (NOT ((phone)::text = ''::text));

CREATE INDEX portal_comment_shown ON public.consultations_consultationcomment USING btree (consultation_id, received_at, id) WHERE ((state)::text = 'shown'::text);

CREATE INDEX portal_comment_waiting ON public.consultations_consultationcomment USING btree (received_at, id) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX portal_external_next ON public.publishing_externaladdress USING btree (next_check_at, id);

CREATE INDEX portal_external_state ON public.publishing_externaladdress USING btree (state, id);

CREATE INDEX portal_pub_changed ON public.publishing_publication USING btree (GREATEST(updated_at, published_at) DESC) WHERE ((state)::text = 'published'::text);

CREATE INDEX portal_pub_corrected ON public.publishing_publication USING btree (kind, corrected_at DESC, id DESC) WHERE (corrected_at IS NOT NULL);

CREATE INDEX portal_pub_expiring ON public.publishing_publication USING btree (expires_at DESC) WHERE (expires_at IS NOT NULL);

CREATE INDEX portal_pub_kind_changed ON public.publishing_publication USING btree (kind, updated_at DESC, id DESC);

CREATE INDEX portal_pub_kind_month ON public.publishing_publication USING btree (kind, date_trunc('month'::text, (published_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text)), updated_at DESC) WHERE ((state)::text = 'published'::text);

CREATE INDEX portal_pub_kind_name ON public.publishing_publication USING btree (kind, sort_key, id);

CREATE INDEX portal_pub_kind_newest ON public.publishing_publication USING btree (kind, published_at DESC, id DESC) INCLUDE (expires_at, lapses_at, parent_page_id) WHERE ((state)::text = 'published'::text);

CREATE INDEX portal_pub_lapsing ON public.publishing_publication USING btree (lapses_at DESC) WHERE (lapses_at IS NOT NULL);

CREATE INDEX portal_pub_newest ON public.publishing_publication USING btree (published_at DESC, id DESC) INCLUDE (expires_at, lapses_at, parent_page_id) WHERE ((state)::text = 'published'::text);

CREATE INDEX portal_pub_parent_page ON public.publishing_publication USING btree (parent_page_id) WHERE (parent_page_id IS NOT NULL);

CREATE INDEX portal_pub_search ON public.publishing_publication USING gin (search_vector);

CREATE INDEX portal_pub_section_changed ON public.publishing_publication USING btree (section_id, updated_at DESC) WHERE ((section_id IS NOT NULL) AND ((state)::text = 'published'::text));

CREATE INDEX portal_pub_section_newest ON public.publishing_publication USING btree (section_id, published_at DESC, id DESC) INCLUDE (expires_at, lapses_at, parent_page_id) WHERE ((state)::text = 'published'::text);

CREATE INDEX portal_pub_similar_title ON public.publishing_publication USING gin (folded_title public.gin_trgm_ops) WHERE ((state)::text = 'published'::text);

CREATE INDEX portal_pub_state ON public.publishing_publication USING btree (state, updated_at DESC) WHERE (NOT ((state)::text = 'published'::text));

CREATE INDEX portal_term_near ON public.search_searchterm USING gin (near) WITH (fastupdate=off);

CREATE INDEX procedures_procedurepaper_procedure_id_05cecfef ON public.procedures_procedurepaper USING btree (procedure_id);

CREATE INDEX procedures_procedurestep_procedure_id_74328a05 ON public.procedures_procedurestep USING btree (procedure_id);

CREATE INDEX products_product_enterprise_id_a2814211 ON public.products_product USING btree (enterprise_id);

CREATE INDEX products_withdrawalrequest_asked_by_id_3a1f2f4e ON public.products_withdrawalrequest USING btree (requested_by_id);

CREATE INDEX products_withdrawalrequest_closed_by_id_88c5a050 ON public.products_withdrawalrequest USING btree (closed_by_id);

CREATE INDEX products_withdrawalrequest_product_id_734b44b0 ON public.products_withdrawalrequest USING btree (product_id);

CREATE INDEX profiles_enterprise_locality_id_056e7737 ON public.profiles_enterprise USING btree (locality_id);

CREATE INDEX profiles_enterprise_logo_id_1b5b4062 ON public.profiles_enterprise USING btree (logo_id);

CREATE INDEX profiles_enterprise_sectors_enterprise_id_8aa8c59f ON public.profiles_enterprise_sectors USING btree (enterprise_id);

CREATE INDEX profiles_enterprise_sectors_sector_id_803069f0 ON public.profiles_enterprise_sectors USING btree (sector_id);

CREATE INDEX profiles_enterprise_tax_code_16c8943b_like ON public.profiles_enterprise USING btree (tax_code varchar_pattern_ops);

CREATE INDEX profiles_locality_parent_id_0c760cdc ON public.profiles_locality USING btree (parent_id);

CREATE UNIQUE INDEX profiles_locality_place_is_its_own ON public.profiles_locality USING btree (map_column, map_row) WHERE (until IS NULL);

CREATE INDEX profiles_locality_replaced_by_id_743fe751 ON public.profiles_locality USING btree (replaced_by_id);

CREATE INDEX profiles_locality_slug_a8534d95_like ON public.profiles_locality USING btree (slug varchar_pattern_ops);

CREATE INDEX profiles_representative_enterprise_id_122791cf ON public.profiles_representative USING btree (enterprise_id);

CREATE UNIQUE INDEX profiles_representative_speaks_for_one ON public.profiles_representative USING btree (user_id) WHERE (ended_at IS NULL);

CREATE INDEX profiles_representative_user_id_15df50a1 ON public.profiles_representative USING btree (user_id);

CREATE INDEX profiles_sector_name_49ac73f1_like ON public.profiles_sector USING btree (name varchar_pattern_ops);

CREATE INDEX profiles_sector_slug_c7487d9d_like ON public.profiles_sector USING btree (slug varchar_pattern_ops);

CREATE UNIQUE INDEX projects_one_headline_indicator ON public.indicators_indicator USING btree (is_headline) WHERE is_headline;

CREATE INDEX promises_promise_article ON public.promises_promise USING btree (article_id, "position");

CREATE INDEX promises_promise_article_id_436a8f7b ON public.promises_promise USING btree (article_id);

CREATE INDEX promises_promise_indicator_id_9b370f37 ON public.promises_promise USING btree (indicator_id);

CREATE INDEX promises_promise_owner_id_9fd04f51 ON public.promises_promise USING btree (owner_id);

CREATE INDEX promises_promise_project_id_bdce1dc4 ON public.promises_promise USING btree (project_id);

CREATE INDEX promises_promise_proof_id_12285156 ON public.promises_promise USING btree (proof_id);

CREATE INDEX publicforms_usecount_ends_0c18b7b9 ON public.publicforms_usecount USING btree (ends);

CREATE INDEX published_index_publisheditem_name_611b247e_like ON public.published_index_publisheditem USING btree (name varchar_pattern_ops);

CREATE INDEX published_index_publisheditem_obligation_id_abe0027a ON public.published_index_publisheditem USING btree (obligation_id);

CREATE INDEX published_index_publisheditem_page_id_83f701e5 ON public.published_index_publisheditem USING btree (page_id);

CREATE INDEX published_index_publisheditem_section_id_e5bace77 ON public.published_index_publisheditem USING btree (section_id);

CREATE INDEX publishing_attachment_by_file ON public.publishing_attachment USING btree (file);

CREATE INDEX publishing_attachment_publication_id_71b39b3a ON public.publishing_attachment USING btree (publication_id);

CREATE INDEX publishing_attachment_still_id_eb95b708 ON public.publishing_attachment USING btree (still_id);

CREATE INDEX publishing_attachmentversion_publication_id_c845baa1 ON public.publishing_attachmentversion USING btree (publication_id);

CREATE INDEX publishing_bundle_closed_by_id_1dd44f6e ON public.publishing_bundle USING btree (closed_by_id);

CREATE INDEX publishing_bundle_created_by_id_5304463c ON public.publishing_bundle USING btree (created_by_id);

CREATE INDEX publishing_bundle_due ON public.publishing_bundle USING btree (publish_at) WHERE ((state)::text = 'scheduled'::text);

CREATE INDEX publishing_bundle_open ON public.publishing_bundle USING btree (created_at DESC) WHERE ((state)::text = 'open'::text);

CREATE INDEX publishing_bundle_scheduled_by_id_eb270b31 ON public.publishing_bundle USING btree (scheduled_by_id);

CREATE INDEX publishing_bundlemember_added_by_id_26ebb2f2 ON public.publishing_bundlemember USING btree (added_by_id);

CREATE INDEX publishing_bundlemember_bundle_id_7c3560c2 ON public.publishing_bundlemember USING btree (bundle_id);

CREATE UNIQUE INDEX publishing_bundlemember_in_one_open_bundle ON public.publishing_bundlemember USING btree (publication_id) WHERE is_open;

CREATE INDEX publishing_bundlemember_publication_id_a51d7bc0 ON public.publishing_bundlemember USING btree (publication_id);

CREATE INDEX publishing_changedecision_by_id_057761ec ON public.publishing_changedecision USING btree (by_id);

CREATE INDEX publishing_changedecision_change_set_id_83ee06a7 ON public.publishing_changedecision USING btree (change_set_id);

CREATE INDEX publishing_changeset_decided_by_id_87c9e466 ON public.publishing_changeset USING btree (decided_by_id);

CREATE INDEX publishing_changeset_due ON public.publishing_changeset USING btree (publish_at) WHERE ((publish_at IS NOT NULL) AND ((state)::text = 'approved'::text));

CREATE UNIQUE INDEX publishing_changeset_one_open_per_page ON public.publishing_changeset USING btree (publication_id) WHERE ((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'changes_asked'::character varying, 'approved'::character varying])::text[]));

CREATE INDEX publishing_changeset_opened_by_id_f3b8c347 ON public.publishing_changeset USING btree (opened_by_id);

CREATE INDEX publishing_changeset_publication_id_00b0238e ON public.publishing_changeset USING btree (publication_id);

CREATE INDEX publishing_changeset_seen_by_id_055d122b ON public.publishing_changeset USING btree (seen_by_id);

CREATE INDEX publishing_correction_newest ON public.publishing_correction USING btree (at DESC, id DESC);

CREATE INDEX publishing_correction_publication_id_2915c316 ON public.publishing_correction USING btree (publication_id);

CREATE INDEX publishing_earlier_file ON public.publishing_attachmentversion USING btree (file);

CREATE INDEX publishing_externaladdress_key_47b82f4c_like ON public.publishing_externaladdress USING btree (key varchar_pattern_ops);

CREATE INDEX publishing_feature_page_id_254cb3bc ON public.publishing_feature USING btree (page_id);

CREATE INDEX publishing_forcedpublication_by_id_e944533d ON public.publishing_forcedpublication USING btree (by_id);

CREATE INDEX publishing_forcedpublication_publication_id_2fe67d82 ON public.publishing_forcedpublication USING btree (publication_id);

CREATE INDEX publishing_forcedpublication_read_by_id_1c7f74c4 ON public.publishing_forcedpublication USING btree (read_by_id);

CREATE INDEX publishing_link_external_id_8d67d1eb ON public.publishing_link USING btree (external_id);

CREATE INDEX publishing_link_leads_nowhere ON public.publishing_link USING btree (id) WHERE ((external_id IS NULL) AND (target_id IS NULL));

CREATE INDEX publishing_link_source_id_c30cbf4e ON public.publishing_link USING btree (source_id);

CREATE INDEX publishing_link_target_id_96489888 ON public.publishing_link USING btree (target_id);

CREATE INDEX publishing_publication_cover_id_ad3c9f8b ON public.publishing_publication USING btree (cover_id);

CREATE INDEX publishing_publication_created_by_id_a74521c5 ON public.publishing_publication USING btree (created_by_id);

CREATE UNIQUE INDEX publishing_publication_one_translation_per_language ON public.publishing_publication USING btree (translation_of_id, language) WHERE (translation_of_id IS NOT NULL);

CREATE INDEX publishing_publication_path_0d92f944_like ON public.publishing_publication USING btree (path varchar_pattern_ops);

CREATE INDEX publishing_publication_section_id_7d3ce40f ON public.publishing_publication USING btree (section_id);

CREATE INDEX publishing_publication_slug_e4f80283 ON public.publishing_publication USING btree (slug);

CREATE INDEX publishing_publication_slug_e4f80283_like ON public.publishing_publication USING btree (slug varchar_pattern_ops);

CREATE INDEX publishing_publication_topics_publication_id_3b9d8d2a ON public.publishing_publication_topics USING btree (publication_id);

CREATE INDEX publishing_publication_topics_topic_id_b035afb8 ON public.publishing_publication_topics USING btree (topic_id);

CREATE INDEX publishing_publication_translation_of_id_92641068 ON public.publishing_publication USING btree (translation_of_id);

CREATE INDEX publishing_publication_updated_by_id_07f74bbe ON public.publishing_publication USING btree (updated_by_id);

CREATE INDEX publishing_quotenotice_correction_id_eabfa406 ON public.publishing_quotenotice USING btree (correction_id);

CREATE INDEX publishing_quotenotice_figure_page_id_9af8cdd2 ON public.publishing_quotenotice USING btree (figure_page_id);

CREATE UNIQUE INDEX publishing_quotenotice_one_open_per_quote ON public.publishing_quotenotice USING btree (publication_id, reference) WHERE (closed_at IS NULL);

CREATE INDEX publishing_quotenotice_open ON public.publishing_quotenotice USING btree (at DESC, id DESC) WHERE (closed_at IS NULL);

CREATE INDEX publishing_quotenotice_publication_id_54c1486a ON public.publishing_quotenotice USING btree (publication_id);

CREATE INDEX publishing_redirect_old_path_2848c4da_like ON public.publishing_redirect USING btree (old_path varchar_pattern_ops);

CREATE INDEX publishing_redirect_publication_id_45004c5d ON public.publishing_redirect USING btree (publication_id);

CREATE INDEX publishing_redirect_section_id_e5e4af09 ON public.publishing_redirect USING btree (section_id);

CREATE INDEX publishing_remark_by_id_1c0d9ff7 ON public.publishing_remark USING btree (by_id);

CREATE INDEX publishing_remark_change_set_id_f70087e7 ON public.publishing_remark USING btree (change_set_id);

CREATE INDEX publishing_remark_moved_by_id_cbdb1576 ON public.publishing_remark USING btree (moved_by_id);

CREATE INDEX publishing_remark_publication_id_a0238053 ON public.publishing_remark USING btree (publication_id);

CREATE INDEX publishing_remark_standing ON public.publishing_remark USING btree (publication_id) WHERE (NOT ((state)::text = 'closed'::text));

CREATE INDEX publishing_revision_by_file ON public.publishing_revision USING gin (((data #> ARRAY['parts'::text, 'attachments'::text])) jsonb_path_ops);

CREATE INDEX publishing_revision_change_set_id_7436e3d2 ON public.publishing_revision USING btree (change_set_id);

CREATE INDEX publishing_revision_created_by_id_cb13fa08 ON public.publishing_revision USING btree (created_by_id);

CREATE INDEX publishing_revision_pictures ON public.publishing_revision USING gin (public.portal_pictures_in(data));

CREATE INDEX publishing_revision_publication_id_f04209e5 ON public.publishing_revision USING btree (publication_id);

CREATE INDEX publishing_section_limited_users_section_id_a44f6b6b ON public.publishing_section_limited_users USING btree (section_id);

CREATE INDEX publishing_section_limited_users_user_id_979f53f8 ON public.publishing_section_limited_users USING btree (user_id);

CREATE INDEX publishing_section_path_8a562bc4_like ON public.publishing_section USING btree (path varchar_pattern_ops);

CREATE INDEX publishing_section_slug_82215d3b ON public.publishing_section USING btree (slug);

CREATE INDEX publishing_section_slug_82215d3b_like ON public.publishing_section USING btree (slug varchar_pattern_ops);

CREATE INDEX publishing_topic_name_f358c8b4_like ON public.publishing_topic USING btree (name varchar_pattern_ops);

CREATE INDEX publishing_topic_slug_2a959eae_like ON public.publishing_topic USING btree (slug varchar_pattern_ops);

CREATE INDEX publishing_transition_by_id_b1502aaa ON public.publishing_transition USING btree (by_id);

CREATE INDEX publishing_transition_change_set_id_fd41b3a6 ON public.publishing_transition USING btree (change_set_id);

CREATE INDEX publishing_transition_publication_id_0a15a4be ON public.publishing_transition USING btree (publication_id);

CREATE INDEX questions_question_assignee_id_c12a6b98 ON public.questions_question USING btree (assignee_id);

CREATE INDEX questions_question_closed_by_id_b59b5fa0 ON public.questions_question USING btree (closed_by_id);

CREATE INDEX questions_question_email ON public.questions_question USING btree (email) WHERE (NOT ((email)::text = ''::text));

CREATE INDEX questions_question_listed ON public.questions_question USING btree (closed_at DESC, due_on, id);

CREATE INDEX questions_question_newest ON public.questions_question USING btree (received_at DESC, id DESC);

CREATE INDEX questions_question_open ON public.questions_question USING btree (due_on, id) WHERE ((state)::text = ANY ((ARRAY['received'::character varying, 'assigned'::character varying])::text[]));

CREATE INDEX questions_question_phone ON public.questions_question USING btree (phone) WHERE (NOT ((phone)::text = ''::text));

CREATE INDEX questions_question_phoned_by_id_afac3b85 ON public.questions_question USING btree (phoned_by_id);

CREATE INDEX questions_question_section_id_a31f7a08 ON public.questions_question USING btree (section_id);

CREATE INDEX questions_question_to_erase ON public.questions_question USING btree (closed_at) WHERE ((closed_at IS NOT NULL) AND (erased_at IS NULL));

CREATE INDEX questions_question_to_phone ON public.questions_question USING btree (closed_at) WHERE (((email)::text = ''::text) AND (NOT ((phone)::text = ''::text)) AND (phoned_at IS NULL) AND ((state)::text = ANY ((ARRAY['answered'::character varying, 'refused'::character varying, 'forwarded'::character varying])::text[])));

CREATE INDEX reports_enterprisereport_decided_by_id_30353f0b ON public.reports_enterprisereport USING btree (decided_by_id);

CREATE INDEX reports_enterprisereport_enterprise_id_5fd596ae ON public.reports_enterprisereport USING btree (enterprise_id);

CREATE INDEX reports_enterprisereport_written_by_id_d357f7e0 ON public.reports_enterprisereport USING btree (written_by_id);

CREATE INDEX reports_releasedsum_released_by_id_f8441d40 ON public.reports_releasedsum USING btree (released_by_id);

CREATE INDEX reports_releasedsum_reports_enterprisereport_id_61ba4667 ON public.reports_releasedsum_reports USING btree (enterprisereport_id);

CREATE INDEX reports_releasedsum_reports_releasedsum_id_f0876f65 ON public.reports_releasedsum_reports USING btree (releasedsum_id);

CREATE INDEX reports_reportingduty_enterprise_id_0cb33ef3 ON public.reports_reportingduty USING btree (enterprise_id);

CREATE INDEX reports_reportreminder_enterprise_id_1b5c4ba9 ON public.reports_reportreminder USING btree (enterprise_id);

CREATE INDEX scanning_file_clean_since ON public.scanning_scannedfile USING btree (at) WHERE ((state)::text = 'clean'::text);

CREATE INDEX scanning_file_not_clean ON public.scanning_scannedfile USING btree (at) WHERE (NOT ((state)::text = 'clean'::text));

CREATE INDEX scanning_scannedfile_key_aff02a05_like ON public.scanning_scannedfile USING btree (key varchar_pattern_ops);

CREATE INDEX search_abbreviation_short_a8ba7c79_like ON public.search_abbreviation USING btree (short varchar_pattern_ops);

CREATE INDEX search_filetext_file_b45132ad_like ON public.search_filetext USING btree (file varchar_pattern_ops);

CREATE INDEX search_filetext_words ON public.search_filetext USING gin (search_vector);

CREATE INDEX search_pickedresult_page_id_f924e56d ON public.search_pickedresult USING btree (page_id);

CREATE INDEX search_searchterm_words_2bcce243_like ON public.search_searchterm USING btree (words varchar_pattern_ops);

CREATE INDEX servicepoints_servicepoint_locality_id_f9577d5c ON public.servicepoints_servicepoint USING btree (locality_id);

CREATE INDEX sheets_sheetupload_sent_at_d62df11d ON public.sheets_sheetupload USING btree (sent_at);

CREATE INDEX sheets_sheetupload_user_id_69ef75fa ON public.sheets_sheetupload USING btree (user_id);

CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);

CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);

CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);

CREATE INDEX subscriptions_due ON public.subscriptions_subscription USING btree (frequency, notified_until) WHERE (confirmed_at IS NOT NULL);

CREATE INDEX subscriptions_follower_email_b35111e2_like ON public.subscriptions_follower USING btree (email varchar_pattern_ops);

CREATE INDEX subscriptions_subscription_follower_id_86fe3a4f ON public.subscriptions_subscription USING btree (follower_id);

CREATE INDEX tasks_db_new_ordering_idx ON public.django_tasks_database_dbtaskresult USING btree (status, priority DESC, run_after, enqueued_at) WHERE ((status)::text = 'READY'::text);

CREATE INDEX tasks_unsentletter_gave_up_at_e3837a77 ON public.tasks_unsentletter USING btree (gave_up_at);

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX uploads_enterpriseupload_enterprise_id_24c0b8eb ON public.uploads_enterpriseupload USING btree (enterprise_id);

CREATE INDEX work_annualplan_evidence_id_a595abb8 ON public.work_annualplan USING btree (evidence_id);

CREATE INDEX work_application_call_id_f9827395 ON public.work_application USING btree (call_id);

CREATE INDEX work_application_enterprise_id_32e6fbd4 ON public.work_application USING btree (enterprise_id);

CREATE UNIQUE INDEX work_application_one_open_per_enterprise ON public.work_application USING btree (call_id, enterprise_id) WHERE (NOT ((outcome)::text = ANY ((ARRAY['refused'::character varying, 'taken_back'::character varying])::text[])));

CREATE INDEX work_budgetline_evidence_id_eaf9e6ac ON public.work_budgetline USING btree (evidence_id);

CREATE INDEX work_budgetline_project_id_01792430 ON public.work_budgetline USING btree (project_id);

CREATE INDEX work_milestone_follows_id_0c6871cf ON public.work_milestone USING btree (follows_id);

CREATE INDEX work_milestone_project_id_f5a588d2 ON public.work_milestone USING btree (project_id);

CREATE INDEX work_milestonemove_milestone_id_81ba6fea ON public.work_milestonemove USING btree (milestone_id);

CREATE INDEX work_milestonemove_moved_by_id_b594e54e ON public.work_milestonemove USING btree (moved_by_id);

CREATE INDEX work_milestonemove_project_id_17354d26 ON public.work_milestonemove USING btree (project_id);

CREATE INDEX work_participation_enterprise_id_f65e462b ON public.work_participation USING btree (enterprise_id);

CREATE UNIQUE INDEX work_participation_enterprise_once ON public.work_participation USING btree (project_id, enterprise_id, role) WHERE (enterprise_id IS NOT NULL);

CREATE INDEX work_participation_evidence_id_fc65b6d8 ON public.work_participation USING btree (evidence_id);

CREATE INDEX work_participation_organisation_id_7070d9e1 ON public.work_participation USING btree (organisation_id);

CREATE UNIQUE INDEX work_participation_organisation_once ON public.work_participation USING btree (project_id, organisation_id, role) WHERE (organisation_id IS NOT NULL);

CREATE INDEX work_participation_project_id_d2a828b0 ON public.work_participation USING btree (project_id);

CREATE INDEX work_progressnote_project_id_cdc52512 ON public.work_progressnote USING btree (project_id);

CREATE INDEX work_progressnote_proof_id_2771ff54 ON public.work_progressnote USING btree (proof_id);

CREATE INDEX work_project_evidence_id_cb6169f3 ON public.work_project USING btree (evidence_id);

CREATE INDEX work_project_issuer_id_e1c5a956 ON public.work_project USING btree (issuer_id);

CREATE INDEX work_project_owner_id_84c97f90 ON public.work_project USING btree (owner_id);

CREATE INDEX work_project_plan_id_f35fd90d ON public.work_project USING btree (plan_id);

CREATE INDEX work_project_sponsor_id_d2e78056 ON public.work_project USING btree (sponsor_id);

CREATE INDEX work_supportcall_project_id_1de61655 ON public.work_supportcall USING btree (project_id);

CREATE INDEX work_task_evidence_id_82ba0807 ON public.work_task USING btree (evidence_id);

CREATE INDEX work_task_owner_id_40f60110 ON public.work_task USING btree (owner_id);

CREATE INDEX work_task_plan_id_0f1bba94 ON public.work_task USING btree (plan_id);

CREATE INDEX work_task_project_id_282a3029 ON public.work_task USING btree (project_id);

CREATE TRIGGER enterprises_enter_changed AFTER UPDATE ON public.profiles_enterprise FOR EACH ROW WHEN (((old.locality_id IS DISTINCT FROM new.locality_id) OR ((old.size)::text IS DISTINCT FROM (new.size)::text))) EXECUTE FUNCTION public.enterprises_enter_row('publication_ptr_id');

CREATE TRIGGER enterprises_enter_in_sector AFTER INSERT ON public.profiles_enterprise_sectors REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.enterprises_enter_rows('enterprise_id');

CREATE TRIGGER enterprises_enter_member AFTER INSERT ON public.association_membership REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.enterprises_enter_rows('enterprise_id');

CREATE TRIGGER enterprises_enter_merged AFTER UPDATE ON public.profiles_locality FOR EACH ROW WHEN (((old.parent_id IS DISTINCT FROM new.parent_id) OR (old.replaced_by_id IS DISTINCT FROM new.replaced_by_id))) EXECUTE FUNCTION public.enterprises_enter_units();

CREATE TRIGGER enterprises_enter_new AFTER INSERT ON public.profiles_enterprise REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.enterprises_enter_rows('publication_ptr_id');

CREATE TRIGGER enterprises_enter_no_member AFTER DELETE ON public.association_membership REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.enterprises_enter_rows('enterprise_id');

CREATE TRIGGER enterprises_enter_other_member AFTER UPDATE ON public.association_membership FOR EACH ROW WHEN ((old.enterprise_id <> new.enterprise_id)) EXECUTE FUNCTION public.enterprises_enter_row('enterprise_id');

CREATE TRIGGER enterprises_enter_out_of_sector AFTER DELETE ON public.profiles_enterprise_sectors REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.enterprises_enter_rows('enterprise_id');

CREATE TRIGGER enterprises_enter_page AFTER UPDATE ON public.publishing_publication FOR EACH ROW WHEN ((((new.kind)::text = 'enterprise'::text) AND ((((old.state)::text IS DISTINCT FROM (new.state)::text) OR ((old.sort_key)::text IS DISTINCT FROM (new.sort_key)::text)) OR (old.search_vector IS DISTINCT FROM new.search_vector)))) EXECUTE FUNCTION public.enterprises_enter_row('id');

CREATE TRIGGER enterprises_report_steps BEFORE INSERT OR DELETE OR UPDATE ON public.reports_enterprisereport FOR EACH ROW EXECUTE FUNCTION public.enterprises_check_report();

CREATE TRIGGER enterprises_sum_kept BEFORE DELETE OR UPDATE ON public.reports_releasedsum FOR EACH ROW EXECUTE FUNCTION public.enterprises_keep_sum();

CREATE TRIGGER enterprises_sum_reports_kept BEFORE DELETE OR UPDATE ON public.reports_releasedsum_reports FOR EACH ROW EXECUTE FUNCTION public.enterprises_keep_sum();

CREATE TRIGGER indicators_observation_live BEFORE INSERT OR DELETE OR UPDATE ON public.indicators_observation FOR EACH ROW EXECUTE FUNCTION public.projects_check_live_row('indicator_id');

CREATE TRIGGER pictures_picture_in_use BEFORE DELETE ON public.pictures_picture FOR EACH ROW EXECUTE FUNCTION public.portal_keep_used_pictures();

CREATE TRIGGER portal_audit_rows_stay BEFORE DELETE OR UPDATE ON public.audit_auditentry FOR EACH STATEMENT EXECUTE FUNCTION public.portal_keep_audit_whole();

CREATE TRIGGER portal_audit_table_stays BEFORE TRUNCATE ON public.audit_auditentry FOR EACH STATEMENT EXECUTE FUNCTION public.portal_keep_audit_whole();

CREATE TRIGGER publishing_changeset_step BEFORE UPDATE OF state ON public.publishing_changeset FOR EACH ROW WHEN (((old.state)::text IS DISTINCT FROM (new.state)::text)) EXECUTE FUNCTION public.portal_check_step('change');

CREATE TRIGGER publishing_publication_live_correction BEFORE UPDATE ON public.publishing_publication FOR EACH ROW WHEN ((((old.state)::text = 'published'::text) AND ((new.state)::text = 'published'::text) AND ((old.correction IS DISTINCT FROM new.correction) OR (old.hides_earlier IS DISTINCT FROM new.hides_earlier)))) EXECUTE FUNCTION public.portal_check_live_text();

CREATE TRIGGER publishing_publication_live_text BEFORE UPDATE ON public.publishing_publication FOR EACH ROW WHEN ((((old.state)::text = 'published'::text) AND ((new.state)::text = 'published'::text) AND (((((((old.title)::text IS DISTINCT FROM (new.title)::text) OR (old.summary IS DISTINCT FROM new.summary)) OR (old.body IS DISTINCT FROM new.body)) OR ((old.path)::text IS DISTINCT FROM (new.path)::text)) OR (old.cover_id IS DISTINCT FROM new.cover_id)) OR ((old.cover_alt)::text IS DISTINCT FROM (new.cover_alt)::text)))) EXECUTE FUNCTION public.portal_check_live_text();

CREATE TRIGGER publishing_publication_step BEFORE UPDATE OF state ON public.publishing_publication FOR EACH ROW WHEN (((old.state)::text IS DISTINCT FROM (new.state)::text)) EXECUTE FUNCTION public.portal_check_step('page');

CREATE TRIGGER work_participation_live BEFORE INSERT OR DELETE OR UPDATE ON public.work_participation FOR EACH ROW EXECUTE FUNCTION public.projects_check_live_row('project_id');

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_group_id_bd11a704_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_52b62117_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_permission_id_113bb443_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_user_id_e4f0a161_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_usersession
    ADD CONSTRAINT accounts_usersession_session_id_421ab3d6_fk_django_se FOREIGN KEY (session_id) REFERENCES public.django_session(session_key) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_usersession
    ADD CONSTRAINT accounts_usersession_user_id_567c9519_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.addresses_oldaddress
    ADD CONSTRAINT addresses_oldaddress_publication_id_9543df6e_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.addresses_withdrawalnotice
    ADD CONSTRAINT addresses_withdrawal_publication_id_8a9bdd40_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.addresses_withdrawalnotice
    ADD CONSTRAINT addresses_withdrawal_successor_id_33d4eea5_fk_publishin FOREIGN KEY (successor_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_author_id_059aea7d_fk_articles_author_id FOREIGN KEY (author_id) REFERENCES public.articles_author(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_publication_ptr_id_57d3fe2e_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_source_id_9a8869ea_fk_articles_source_id FOREIGN KEY (source_id) REFERENCES public.articles_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.articles_gallerypicture
    ADD CONSTRAINT articles_gallerypict_article_id_62d14944_fk_articles_ FOREIGN KEY (article_id) REFERENCES public.articles_article(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.articles_gallerypicture
    ADD CONSTRAINT articles_gallerypict_picture_id_56635e63_fk_pictures_ FOREIGN KEY (picture_id) REFERENCES public.pictures_picture(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.association_association
    ADD CONSTRAINT association_associat_evidence_id_36bffed6_fk_publishin FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.association_association
    ADD CONSTRAINT association_associat_statute_id_8c2ff522_fk_publishin FOREIGN KEY (statute_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.association_membership
    ADD CONSTRAINT association_membersh_enterprise_id_0b69ab80_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_attempt
    ADD CONSTRAINT audit_attempt_actor_id_8a7cf0a3_fk_accounts_user_id FOREIGN KEY (actor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_attempt
    ADD CONSTRAINT audit_attempt_subject_id_e77d28c6_fk_accounts_user_id FOREIGN KEY (subject_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_auditentry
    ADD CONSTRAINT audit_auditentry_actor_id_8ab278be_fk_accounts_user_id FOREIGN KEY (actor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.branding_branding
    ADD CONSTRAINT branding_branding_logo_id_d1401357_fk_pictures_picture_id FOREIGN KEY (logo_id) REFERENCES public.pictures_picture(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.branding_branding
    ADD CONSTRAINT branding_branding_seal_id_beb6af7a_fk_pictures_picture_id FOREIGN KEY (seal_id) REFERENCES public.pictures_picture(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.branding_menuword
    ADD CONSTRAINT branding_menuword_branding_id_643059d9_fk_branding_branding_id FOREIGN KEY (branding_id) REFERENCES public.branding_branding(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.briefings_actionitem
    ADD CONSTRAINT briefings_actionitem_enterprise_id_4f210423_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.briefings_actionitem
    ADD CONSTRAINT briefings_actionitem_event_id_608fc948_fk_events_ev FOREIGN KEY (event_id) REFERENCES public.events_event(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.briefings_actionitem
    ADD CONSTRAINT briefings_actionitem_organisation_id_c82fac92_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.briefings_actionitem
    ADD CONSTRAINT briefings_actionitem_raised_by_id_d29ea9e8_fk_accounts_user_id FOREIGN KEY (raised_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bulk_bulkitem
    ADD CONSTRAINT bulk_bulkitem_job_id_4ba0a2c3_fk_bulk_bulkjob_id FOREIGN KEY (job_id) REFERENCES public.bulk_bulkjob(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bulk_bulkitem
    ADD CONSTRAINT bulk_bulkitem_publication_id_4e562d32_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bulk_bulkjob
    ADD CONSTRAINT bulk_bulkjob_section_id_5bfbad52_fk_publishing_section_id FOREIGN KEY (section_id) REFERENCES public.publishing_section(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bulk_bulkjob
    ADD CONSTRAINT bulk_bulkjob_topic_id_7e21c604_fk_publishing_topic_id FOREIGN KEY (topic_id) REFERENCES public.publishing_topic(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bulk_bulkjob
    ADD CONSTRAINT bulk_bulkjob_user_id_cf0afc38_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consultations_consultation
    ADD CONSTRAINT consultations_consul_asker_id_32fc8474_fk_organisat FOREIGN KEY (asker_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consultations_consultationcomment
    ADD CONSTRAINT consultations_consul_consultation_id_253e5e01_fk_consultat FOREIGN KEY (consultation_id) REFERENCES public.consultations_consultation(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consultations_consultationcomment
    ADD CONSTRAINT consultations_consul_decided_by_id_055deb22_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consultations_consultation
    ADD CONSTRAINT consultations_consul_issued_id_dd67e83d_fk_publishin FOREIGN KEY (issued_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consultations_consultationcomment
    ADD CONSTRAINT consultations_consul_phoned_by_id_7e992441_fk_accounts_ FOREIGN KEY (phoned_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consultations_consultation
    ADD CONSTRAINT consultations_consul_publication_ptr_id_79bdd28b_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_department
    ADD CONSTRAINT department_departmen_basis_id_622297fc_fk_publishin FOREIGN KEY (basis_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_department
    ADD CONSTRAINT department_departmen_responsible_id_c8fb50c6_fk_departmen FOREIGN KEY (responsible_id) REFERENCES public.department_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_page
    ADD CONSTRAINT department_page_publication_ptr_id_078692fc_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_post
    ADD CONSTRAINT department_post_source_id_36bd233c_fk_publishing_publication_id FOREIGN KEY (source_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_post
    ADD CONSTRAINT department_post_unit_id_a6a223b0_fk_department_unit_id FOREIGN KEY (unit_id) REFERENCES public.department_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_receptiontime
    ADD CONSTRAINT department_receptiontime_post_id_783984f4_fk_department_post_id FOREIGN KEY (post_id) REFERENCES public.department_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_unit
    ADD CONSTRAINT department_unit_parent_id_ec0fbc1d_fk_department_unit_id FOREIGN KEY (parent_id) REFERENCES public.department_unit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_workitem
    ADD CONSTRAINT department_workitem_post_id_083c25f7_fk_department_post_id FOREIGN KEY (post_id) REFERENCES public.department_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.department_workitem
    ADD CONSTRAINT department_workitem_week_id_8ad5e405_fk_department_workweek_id FOREIGN KEY (week_id) REFERENCES public.department_workweek(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_directoryentry
    ADD CONSTRAINT directory_directoryentry_of_its_enterprise FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_documentrelation
    ADD CONSTRAINT documents_documentre_source_id_e4ef741b_fk_documents FOREIGN KEY (source_id) REFERENCES public.documents_officialdocument(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_documentrelation
    ADD CONSTRAINT documents_documentre_target_id_89d9cf4b_fk_documents FOREIGN KEY (target_id) REFERENCES public.documents_officialdocument(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_officialdocument
    ADD CONSTRAINT documents_officialdo_document_kind_id_90ead2a7_fk_documents FOREIGN KEY (document_kind_id) REFERENCES public.documents_documentkind(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_officialdocument
    ADD CONSTRAINT documents_officialdo_issuer_id_f9aeb72a_fk_organisat FOREIGN KEY (issuer_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_officialdocument
    ADD CONSTRAINT documents_officialdo_publication_ptr_id_ab2bcdf8_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.editing_autosave
    ADD CONSTRAINT editing_autosave_publication_id_40d82320_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.editing_autosave
    ADD CONSTRAINT editing_autosave_user_id_f5191fee_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.editing_presence
    ADD CONSTRAINT editing_presence_publication_id_f19ffe96_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.editing_presence
    ADD CONSTRAINT editing_presence_user_id_80d4f673_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.editing_previewanswer
    ADD CONSTRAINT editing_previewanswe_link_id_92b71e87_fk_editing_p FOREIGN KEY (link_id) REFERENCES public.editing_previewlink(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.editing_previewlink
    ADD CONSTRAINT editing_previewlink_created_by_id_9877e365_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.editing_previewlink
    ADD CONSTRAINT editing_previewlink_publication_id_4424bf89_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.emergency_emergency
    ADD CONSTRAINT emergency_emergency_confirmed_by_id_9c421b8a_fk_accounts_ FOREIGN KEY (confirmed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.emergency_emergency
    ADD CONSTRAINT emergency_emergency_end_requested_by_id_4efdaa01_fk_accounts_ FOREIGN KEY (end_requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.emergency_emergency
    ADD CONSTRAINT emergency_emergency_ended_by_id_03bf9831_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.emergency_emergency
    ADD CONSTRAINT emergency_emergency_requested_by_id_711dd5d0_fk_accounts_ FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_agendaitem
    ADD CONSTRAINT events_agendaitem_event_id_28d22c52_fk_events_ev FOREIGN KEY (event_id) REFERENCES public.events_event(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_publication_ptr_id_d96a4652_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_series_id_6cde1f96_fk_events_eventseries_id FOREIGN KEY (series_id) REFERENCES public.events_eventseries(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventannouncement
    ADD CONSTRAINT events_eventannounce_event_id_4be4885b_fk_events_ev FOREIGN KEY (event_id) REFERENCES public.events_event(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_enterprise_id_69ac6c8f_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_event_id_75b6f198_fk_events_ev FOREIGN KEY (event_id) REFERENCES public.events_event(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_registration
    ADD CONSTRAINT events_registration_registered_by_id_17a3e97a_fk_profiles_ FOREIGN KEY (registered_by_id) REFERENCES public.profiles_representative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slot
    ADD CONSTRAINT events_slot_event_id_9e246d79_fk_events_ev FOREIGN KEY (event_id) REFERENCES public.events_event(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slotrequest
    ADD CONSTRAINT events_slotrequest_answered_by_id_eddac54b_fk_accounts_user_id FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slotrequest
    ADD CONSTRAINT events_slotrequest_enterprise_id_39c27701_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slotrequest
    ADD CONSTRAINT events_slotrequest_event_id_6ed4ffb1_fk_events_ev FOREIGN KEY (event_id) REFERENCES public.events_event(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slotrequest
    ADD CONSTRAINT events_slotrequest_product_id_6fb2cb9c_fk_products_ FOREIGN KEY (product_id) REFERENCES public.products_product(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slotrequest
    ADD CONSTRAINT events_slotrequest_requested_by_id_67181776_fk_profiles_ FOREIGN KEY (requested_by_id) REFERENCES public.profiles_representative(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slotrequest
    ADD CONSTRAINT events_slotrequest_slot_id_82d9101c_fk_events_slot_id FOREIGN KEY (slot_id) REFERENCES public.events_slot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_slotrequest
    ADD CONSTRAINT events_slotrequest_slot_is_of_its_event FOREIGN KEY (slot_id, event_id) REFERENCES public.events_slot(id, event_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.feedback_feedbackword
    ADD CONSTRAINT feedback_feedbackwor_feedback_id_d0efc570_fk_feedback_ FOREIGN KEY (feedback_id) REFERENCES public.feedback_pagefeedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.feedback_feedbackword
    ADD CONSTRAINT feedback_feedbackword_read_by_id_b5cfb9b2_fk_accounts_user_id FOREIGN KEY (read_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.feedback_pagefeedback
    ADD CONSTRAINT feedback_pagefeedbac_publication_id_aa298a71_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.freshness_confirmation
    ADD CONSTRAINT freshness_confirmati_enterprise_id_a03b36b6_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.freshness_confirmation
    ADD CONSTRAINT freshness_confirmation_by_id_427b182f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_publication_ptr_id_40f4503a_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_observation
    ADD CONSTRAINT indicators_observati_evidence_id_4d71af88_fk_publishin FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_observation
    ADD CONSTRAINT indicators_observati_indicator_id_a297e6a9_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_observation
    ADD CONSTRAINT indicators_observati_recorded_by_id_98de8fc9_fk_accounts_ FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_observation
    ADD CONSTRAINT indicators_observati_series_id_036e67ac_fk_indicator FOREIGN KEY (series_id) REFERENCES public.indicators_series(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_observation
    ADD CONSTRAINT indicators_observation_series_is_of_its_indicator FOREIGN KEY (series_id, indicator_id) REFERENCES public.indicators_series(id, indicator_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_series
    ADD CONSTRAINT indicators_series_indicator_id_af38e1a4_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_series
    ADD CONSTRAINT indicators_series_operator_id_bfb98599_fk_profiles_ FOREIGN KEY (operator_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_series
    ADD CONSTRAINT indicators_series_part_of_id_97077f61_fk_indicators_series_id FOREIGN KEY (part_of_id) REFERENCES public.indicators_series(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_series
    ADD CONSTRAINT indicators_series_report_divisor_id_01d44c6d_fk_indicator FOREIGN KEY (report_divisor_id) REFERENCES public.indicators_indicator(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_target
    ADD CONSTRAINT indicators_target_evidence_id_6e5ea452_fk_publishin FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_target
    ADD CONSTRAINT indicators_target_indicator_id_a278d38c_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_target
    ADD CONSTRAINT indicators_target_series_id_324d372d_fk_indicators_series_id FOREIGN KEY (series_id) REFERENCES public.indicators_series(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_target
    ADD CONSTRAINT indicators_target_series_is_of_its_indicator FOREIGN KEY (series_id, indicator_id) REFERENCES public.indicators_series(id, indicator_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_expiryreminder
    ADD CONSTRAINT infrastructure_expir_listing_id_5dc29cd6_fk_infrastru FOREIGN KEY (listing_id) REFERENCES public.infrastructure_infrastructurelisting(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_infrastructurelisting
    ADD CONSTRAINT infrastructure_infra_enterprise_id_11e76a53_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_infrastructurelisting
    ADD CONSTRAINT infrastructure_infra_locality_id_43216413_fk_profiles_ FOREIGN KEY (locality_id) REFERENCES public.profiles_locality(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_infrastructurematch
    ADD CONSTRAINT infrastructure_infra_noted_by_id_c8d3b142_fk_accounts_ FOREIGN KEY (noted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_infrastructurematch
    ADD CONSTRAINT infrastructure_infra_offer_id_e902e25a_fk_infrastru FOREIGN KEY (offer_id) REFERENCES public.infrastructure_infrastructurelisting(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_infrastructurelisting
    ADD CONSTRAINT infrastructure_infra_organisation_id_07090f33_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_infrastructurelisting
    ADD CONSTRAINT infrastructure_infra_publication_ptr_id_ded6ff4b_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_infrastructurematch
    ADD CONSTRAINT infrastructure_infra_request_id_55d615fb_fk_infrastru FOREIGN KEY (request_id) REFERENCES public.infrastructure_infrastructurelisting(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.infrastructure_listingcontact
    ADD CONSTRAINT infrastructure_listi_listing_id_df689132_fk_infrastru FOREIGN KEY (listing_id) REFERENCES public.infrastructure_infrastructurelisting(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.newsroom_letterchoice
    ADD CONSTRAINT newsroom_letterchoice_user_id_58500cfb_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.newsroom_notifiedstep
    ADD CONSTRAINT newsroom_notifiedste_transition_id_f65369ae_fk_publishin FOREIGN KEY (transition_id) REFERENCES public.publishing_transition(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_publication_ptr_id_c62a5759_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_result_of_id_86cadf89_fk_notices_n FOREIGN KEY (result_of_id) REFERENCES public.notices_notice(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.obligations_duty
    ADD CONSTRAINT obligations_duty_obligation_id_96860f18_fk_obligatio FOREIGN KEY (obligation_id) REFERENCES public.obligations_obligation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.obligations_duty
    ADD CONSTRAINT obligations_duty_publication_id_2330b523_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisations_succession
    ADD CONSTRAINT organisations_succes_former_id_5f1d2d2d_fk_organisat FOREIGN KEY (former_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisations_succession
    ADD CONSTRAINT organisations_succes_successor_id_ba71ebb6_fk_organisat FOREIGN KEY (successor_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisations_succession
    ADD CONSTRAINT organisations_succes_today_id_f8279d03_fk_organisat FOREIGN KEY (today_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ownership_ownership
    ADD CONSTRAINT ownership_ownership_checked_by_id_a17cb4d7_fk_accounts_user_id FOREIGN KEY (checked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ownership_ownership
    ADD CONSTRAINT ownership_ownership_owner_id_05b3935f_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ownership_ownership
    ADD CONSTRAINT ownership_ownership_publication_id_780adb0d_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_created_by_id_542412ed_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_enterprise_id_692f23f3_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_used_by_id_86975d9b_fk_accounts_user_id FOREIGN KEY (used_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_joinrequest
    ADD CONSTRAINT people_joinrequest_decided_by_id_c5ad4749_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_joinrequest
    ADD CONSTRAINT people_joinrequest_enterprise_id_0e1bc9aa_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pictures_picture
    ADD CONSTRAINT pictures_picture_created_by_id_300b7b4f_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_goal
    ADD CONSTRAINT plans_goal_evidence_id_6b2cae5c_fk_publishing_publication_id FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_goal
    ADD CONSTRAINT plans_goal_indicator_id_6622c97d_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_goal
    ADD CONSTRAINT plans_goal_plan_id_62ddc712_fk_plans_mas FOREIGN KEY (plan_id) REFERENCES public.plans_masterplan(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_masterplan
    ADD CONSTRAINT plans_masterplan_amends_id_51c8defb_fk_plans_mas FOREIGN KEY (amends_id) REFERENCES public.plans_masterplan(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_masterplan
    ADD CONSTRAINT plans_masterplan_evidence_id_7a5ddaa1_fk_publishin FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_masterplan
    ADD CONSTRAINT plans_masterplan_issuer_id_bf43587a_fk_organisat FOREIGN KEY (issuer_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_masterplan
    ADD CONSTRAINT plans_masterplan_publication_ptr_id_73418958_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.plans_masterplan
    ADD CONSTRAINT plans_masterplan_replaces_id_28c8499b_fk_plans_mas FOREIGN KEY (replaces_id) REFERENCES public.plans_masterplan(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedurepaper
    ADD CONSTRAINT procedures_procedure_procedure_id_05cecfef_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedurestep
    ADD CONSTRAINT procedures_procedure_procedure_id_74328a05_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_publication_ptr_id_b2106626_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.products_product
    ADD CONSTRAINT products_product_enterprise_id_a2814211_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.products_product
    ADD CONSTRAINT products_product_publication_ptr_id_d2d06121_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.products_withdrawalrequest
    ADD CONSTRAINT products_withdrawalr_closed_by_id_88c5a050_fk_accounts_ FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.products_withdrawalrequest
    ADD CONSTRAINT products_withdrawalr_product_id_734b44b0_fk_products_ FOREIGN KEY (product_id) REFERENCES public.products_product(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.products_withdrawalrequest
    ADD CONSTRAINT products_withdrawalr_requested_by_id_caf95ee0_fk_accounts_ FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_enterprise_sectors
    ADD CONSTRAINT profiles_enterprise__enterprise_id_8aa8c59f_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_enterprise_sectors
    ADD CONSTRAINT profiles_enterprise__sector_id_803069f0_fk_profiles_ FOREIGN KEY (sector_id) REFERENCES public.profiles_sector(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_enterprise
    ADD CONSTRAINT profiles_enterprise_locality_id_056e7737_fk_profiles_ FOREIGN KEY (locality_id) REFERENCES public.profiles_locality(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_enterprise
    ADD CONSTRAINT profiles_enterprise_logo_id_1b5b4062_fk_pictures_picture_id FOREIGN KEY (logo_id) REFERENCES public.pictures_picture(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_enterprise
    ADD CONSTRAINT profiles_enterprise_publication_ptr_id_da041dc4_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_locality
    ADD CONSTRAINT profiles_locality_parent_id_0c760cdc_fk_profiles_locality_id FOREIGN KEY (parent_id) REFERENCES public.profiles_locality(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_locality
    ADD CONSTRAINT profiles_locality_replaced_by_id_743fe751_fk_profiles_ FOREIGN KEY (replaced_by_id) REFERENCES public.profiles_locality(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_privatecontact
    ADD CONSTRAINT profiles_privatecont_enterprise_id_44f991f2_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_representative
    ADD CONSTRAINT profiles_representat_enterprise_id_122791cf_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.profiles_representative
    ADD CONSTRAINT profiles_representative_user_id_15df50a1_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_article_id_436a8f7b_fk_publishin FOREIGN KEY (article_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_indicator_id_9b370f37_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_owner_id_9fd04f51_fk_organisat FOREIGN KEY (owner_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_project_id_bdce1dc4_fk_work_proj FOREIGN KEY (project_id) REFERENCES public.work_project(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_proof_id_12285156_fk_publishing_publication_id FOREIGN KEY (proof_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.published_index_publisheditem
    ADD CONSTRAINT published_index_publ_obligation_id_abe0027a_fk_obligatio FOREIGN KEY (obligation_id) REFERENCES public.obligations_obligation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.published_index_publisheditem
    ADD CONSTRAINT published_index_publ_page_id_83f701e5_fk_publishin FOREIGN KEY (page_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.published_index_publisheditem
    ADD CONSTRAINT published_index_publ_section_id_e5bace77_fk_publishin FOREIGN KEY (section_id) REFERENCES public.publishing_section(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_attachment
    ADD CONSTRAINT publishing_attachmen_publication_id_71b39b3a_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_attachmentversion
    ADD CONSTRAINT publishing_attachmen_publication_id_c845baa1_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_attachment
    ADD CONSTRAINT publishing_attachment_still_id_eb95b708_fk_pictures_picture_id FOREIGN KEY (still_id) REFERENCES public.pictures_picture(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_bundle
    ADD CONSTRAINT publishing_bundle_closed_by_id_1dd44f6e_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_bundle
    ADD CONSTRAINT publishing_bundle_created_by_id_5304463c_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_bundle
    ADD CONSTRAINT publishing_bundle_scheduled_by_id_eb270b31_fk_accounts_user_id FOREIGN KEY (scheduled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_bundlemember
    ADD CONSTRAINT publishing_bundlemem_added_by_id_26ebb2f2_fk_accounts_ FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_bundlemember
    ADD CONSTRAINT publishing_bundlemem_bundle_id_7c3560c2_fk_publishin FOREIGN KEY (bundle_id) REFERENCES public.publishing_bundle(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_bundlemember
    ADD CONSTRAINT publishing_bundlemem_publication_id_a51d7bc0_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_changedecision
    ADD CONSTRAINT publishing_changedec_change_set_id_83ee06a7_fk_publishin FOREIGN KEY (change_set_id) REFERENCES public.publishing_changeset(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_changedecision
    ADD CONSTRAINT publishing_changedecision_by_id_057761ec_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_changeset
    ADD CONSTRAINT publishing_changeset_decided_by_id_87c9e466_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_changeset
    ADD CONSTRAINT publishing_changeset_opened_by_id_f3b8c347_fk_accounts_user_id FOREIGN KEY (opened_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_changeset
    ADD CONSTRAINT publishing_changeset_publication_id_00b0238e_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_changeset
    ADD CONSTRAINT publishing_changeset_seen_by_id_055d122b_fk_accounts_user_id FOREIGN KEY (seen_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_correction
    ADD CONSTRAINT publishing_correctio_publication_id_2915c316_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_englishversion
    ADD CONSTRAINT publishing_englishve_publication_ptr_id_68418427_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_feature
    ADD CONSTRAINT publishing_feature_page_id_254cb3bc_fk_publishin FOREIGN KEY (page_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_forcedpublication
    ADD CONSTRAINT publishing_forcedpub_publication_id_2fe67d82_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_forcedpublication
    ADD CONSTRAINT publishing_forcedpub_read_by_id_1c7f74c4_fk_accounts_ FOREIGN KEY (read_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_forcedpublication
    ADD CONSTRAINT publishing_forcedpublication_by_id_e944533d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_link
    ADD CONSTRAINT publishing_link_external_id_8d67d1eb_fk_publishin FOREIGN KEY (external_id) REFERENCES public.publishing_externaladdress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_link
    ADD CONSTRAINT publishing_link_source_id_c30cbf4e_fk_publishing_publication_id FOREIGN KEY (source_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_link
    ADD CONSTRAINT publishing_link_target_id_96489888_fk_publishing_publication_id FOREIGN KEY (target_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_publication
    ADD CONSTRAINT publishing_publicati_created_by_id_a74521c5_fk_accounts_ FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_publication
    ADD CONSTRAINT publishing_publicati_parent_page_id_ea8ed4a2_fk_publishin FOREIGN KEY (parent_page_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_publication_topics
    ADD CONSTRAINT publishing_publicati_publication_id_3b9d8d2a_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_publication
    ADD CONSTRAINT publishing_publicati_section_id_7d3ce40f_fk_publishin FOREIGN KEY (section_id) REFERENCES public.publishing_section(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_publication_topics
    ADD CONSTRAINT publishing_publicati_topic_id_b035afb8_fk_publishin FOREIGN KEY (topic_id) REFERENCES public.publishing_topic(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_publication
    ADD CONSTRAINT publishing_publicati_translation_of_id_92641068_fk_publishin FOREIGN KEY (translation_of_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_publication
    ADD CONSTRAINT publishing_publicati_updated_by_id_07f74bbe_fk_accounts_ FOREIGN KEY (updated_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_publication
    ADD CONSTRAINT publishing_publication_cover_id_ad3c9f8b_fk_pictures_picture_id FOREIGN KEY (cover_id) REFERENCES public.pictures_picture(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_quotenotice
    ADD CONSTRAINT publishing_quotenoti_correction_id_eabfa406_fk_publishin FOREIGN KEY (correction_id) REFERENCES public.publishing_correction(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_quotenotice
    ADD CONSTRAINT publishing_quotenoti_figure_page_id_9af8cdd2_fk_publishin FOREIGN KEY (figure_page_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_quotenotice
    ADD CONSTRAINT publishing_quotenoti_publication_id_54c1486a_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_redirect
    ADD CONSTRAINT publishing_redirect_publication_id_45004c5d_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_redirect
    ADD CONSTRAINT publishing_redirect_section_id_e5e4af09_fk_publishin FOREIGN KEY (section_id) REFERENCES public.publishing_section(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_remark
    ADD CONSTRAINT publishing_remark_by_id_1c0d9ff7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_remark
    ADD CONSTRAINT publishing_remark_change_set_id_f70087e7_fk_publishin FOREIGN KEY (change_set_id) REFERENCES public.publishing_changeset(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_remark
    ADD CONSTRAINT publishing_remark_moved_by_id_cbdb1576_fk_accounts_user_id FOREIGN KEY (moved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_remark
    ADD CONSTRAINT publishing_remark_publication_id_a0238053_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_revision
    ADD CONSTRAINT publishing_revision_change_set_id_7436e3d2_fk_publishin FOREIGN KEY (change_set_id) REFERENCES public.publishing_changeset(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_revision
    ADD CONSTRAINT publishing_revision_created_by_id_cb13fa08_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_revision
    ADD CONSTRAINT publishing_revision_publication_id_f04209e5_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_section_limited_users
    ADD CONSTRAINT publishing_section_l_section_id_a44f6b6b_fk_publishin FOREIGN KEY (section_id) REFERENCES public.publishing_section(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_section_limited_users
    ADD CONSTRAINT publishing_section_l_user_id_979f53f8_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_transition
    ADD CONSTRAINT publishing_transitio_change_set_id_fd41b3a6_fk_publishin FOREIGN KEY (change_set_id) REFERENCES public.publishing_changeset(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_transition
    ADD CONSTRAINT publishing_transitio_publication_id_0a15a4be_fk_publishin FOREIGN KEY (publication_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publishing_transition
    ADD CONSTRAINT publishing_transition_by_id_b1502aaa_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.questions_answer
    ADD CONSTRAINT questions_answer_publication_ptr_id_1a2341cb_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.questions_question
    ADD CONSTRAINT questions_question_assignee_id_c12a6b98_fk_accounts_user_id FOREIGN KEY (assignee_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.questions_question
    ADD CONSTRAINT questions_question_closed_by_id_b59b5fa0_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.questions_question
    ADD CONSTRAINT questions_question_phoned_by_id_afac3b85_fk_accounts_user_id FOREIGN KEY (phoned_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.questions_question
    ADD CONSTRAINT questions_question_published_as_id_e1186f62_fk_questions FOREIGN KEY (published_as_id) REFERENCES public.questions_answer(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.questions_question
    ADD CONSTRAINT questions_question_section_id_a31f7a08_fk_publishing_section_id FOREIGN KEY (section_id) REFERENCES public.publishing_section(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_enterprisereport
    ADD CONSTRAINT reports_enterprisere_decided_by_id_30353f0b_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_enterprisereport
    ADD CONSTRAINT reports_enterprisere_enterprise_id_5fd596ae_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_enterprisereport
    ADD CONSTRAINT reports_enterprisere_written_by_id_d357f7e0_fk_accounts_ FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_releasedsum_reports
    ADD CONSTRAINT reports_releasedsum__enterprisereport_id_61ba4667_fk_reports_e FOREIGN KEY (enterprisereport_id) REFERENCES public.reports_enterprisereport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_releasedsum_reports
    ADD CONSTRAINT reports_releasedsum__releasedsum_id_f0876f65_fk_reports_r FOREIGN KEY (releasedsum_id) REFERENCES public.reports_releasedsum(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_releasedsum
    ADD CONSTRAINT reports_releasedsum_released_by_id_f8441d40_fk_accounts_user_id FOREIGN KEY (released_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_reportingduty
    ADD CONSTRAINT reports_reportingdut_enterprise_id_0cb33ef3_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reports_reportreminder
    ADD CONSTRAINT reports_reportremind_enterprise_id_1b5c4ba9_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.search_pickedresult
    ADD CONSTRAINT search_pickedresult_page_id_f924e56d_fk_publishin FOREIGN KEY (page_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.servicepoints_servicepoint
    ADD CONSTRAINT servicepoints_servic_locality_id_f9577d5c_fk_profiles_ FOREIGN KEY (locality_id) REFERENCES public.profiles_locality(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sheets_sheetupload
    ADD CONSTRAINT sheets_sheetupload_user_id_69ef75fa_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscr_follower_id_86fe3a4f_fk_subscript FOREIGN KEY (follower_id) REFERENCES public.subscriptions_follower(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.uploads_enterpriseupload
    ADD CONSTRAINT uploads_enterpriseup_enterprise_id_24c0b8eb_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.uploads_uploadquota
    ADD CONSTRAINT uploads_uploadquota_enterprise_id_0ca6a7ed_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_annualplan
    ADD CONSTRAINT work_annualplan_evidence_id_a595abb8_fk_publishin FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_annualplan
    ADD CONSTRAINT work_annualplan_publication_ptr_id_fcdc9328_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_application
    ADD CONSTRAINT work_application_call_id_f9827395_fk_work_supportcall_id FOREIGN KEY (call_id) REFERENCES public.work_supportcall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_application
    ADD CONSTRAINT work_application_enterprise_id_32e6fbd4_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_budgetline
    ADD CONSTRAINT work_budgetline_evidence_id_eaf9e6ac_fk_publishin FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_budgetline
    ADD CONSTRAINT work_budgetline_project_id_01792430_fk_work_proj FOREIGN KEY (project_id) REFERENCES public.work_project(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_milestone
    ADD CONSTRAINT work_milestone_follows_id_0c6871cf_fk_work_milestone_id FOREIGN KEY (follows_id) REFERENCES public.work_milestone(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_milestone
    ADD CONSTRAINT work_milestone_project_id_f5a588d2_fk_work_proj FOREIGN KEY (project_id) REFERENCES public.work_project(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_milestonemove
    ADD CONSTRAINT work_milestonemove_milestone_id_81ba6fea_fk_work_milestone_id FOREIGN KEY (milestone_id) REFERENCES public.work_milestone(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_milestonemove
    ADD CONSTRAINT work_milestonemove_moved_by_id_b594e54e_fk_accounts_user_id FOREIGN KEY (moved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_milestonemove
    ADD CONSTRAINT work_milestonemove_project_id_17354d26_fk_work_proj FOREIGN KEY (project_id) REFERENCES public.work_project(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_participation
    ADD CONSTRAINT work_participation_enterprise_id_f65e462b_fk_profiles_ FOREIGN KEY (enterprise_id) REFERENCES public.profiles_enterprise(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_participation
    ADD CONSTRAINT work_participation_evidence_id_fc65b6d8_fk_publishin FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_participation
    ADD CONSTRAINT work_participation_organisation_id_7070d9e1_fk_organisat FOREIGN KEY (organisation_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_participation
    ADD CONSTRAINT work_participation_project_id_d2a828b0_fk_work_proj FOREIGN KEY (project_id) REFERENCES public.work_project(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_progressnote
    ADD CONSTRAINT work_progressnote_project_id_cdc52512_fk_work_proj FOREIGN KEY (project_id) REFERENCES public.work_project(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_progressnote
    ADD CONSTRAINT work_progressnote_proof_id_2771ff54_fk_publishin FOREIGN KEY (proof_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_project
    ADD CONSTRAINT work_project_evidence_id_cb6169f3_fk_publishing_publication_id FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_project
    ADD CONSTRAINT work_project_issuer_id_e1c5a956_fk_organisat FOREIGN KEY (issuer_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_project
    ADD CONSTRAINT work_project_owner_id_84c97f90_fk_organisations_organisation_id FOREIGN KEY (owner_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_project
    ADD CONSTRAINT work_project_plan_id_f35fd90d_fk_plans_mas FOREIGN KEY (plan_id) REFERENCES public.plans_masterplan(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_project
    ADD CONSTRAINT work_project_publication_ptr_id_006fcf4a_fk_publishin FOREIGN KEY (publication_ptr_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_project
    ADD CONSTRAINT work_project_sponsor_id_d2e78056_fk_organisat FOREIGN KEY (sponsor_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_supportcall
    ADD CONSTRAINT work_supportcall_project_id_1de61655_fk_work_proj FOREIGN KEY (project_id) REFERENCES public.work_project(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_evidence_id_82ba0807_fk_publishing_publication_id FOREIGN KEY (evidence_id) REFERENCES public.publishing_publication(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_owner_id_40f60110_fk_organisations_organisation_id FOREIGN KEY (owner_id) REFERENCES public.organisations_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_plan_id_0f1bba94_fk_work_annu FOREIGN KEY (plan_id) REFERENCES public.work_annualplan(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.work_task
    ADD CONSTRAINT work_task_project_id_282a3029_fk_work_proj FOREIGN KEY (project_id) REFERENCES public.work_project(publication_ptr_id) DEFERRABLE INITIALLY DEFERRED;

INSERT INTO public.django_migrations (app, name, applied) VALUES
    ('account', '0001_initial', now()),
    ('account', '0002_email_max_length', now()),
    ('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
    ('account', '0004_alter_emailaddress_drop_unique_email', now()),
    ('account', '0005_emailaddress_idx_upper_email', now()),
    ('account', '0006_emailaddress_lower', now()),
    ('account', '0007_emailaddress_idx_email', now()),
    ('account', '0008_emailaddress_unique_primary_email_fixup', now()),
    ('account', '0009_emailaddress_unique_primary_email', now()),
    ('accounts', '0001_initial', now()),
    ('accounts', '0002_first_steps_of_a_person', now()),
    ('accounts', '0003_second_steps_by_our_name', now()),
    ('accounts', '0004_sessions_of_a_user', now()),
    ('addresses', '0001_old_addresses', now()),
    ('addresses', '0002_found_by_target', now()),
    ('admin', '0001_initial', now()),
    ('admin', '0002_logentry_remove_auto_add', now()),
    ('admin', '0003_logentry_add_action_flag_choices', now()),
    ('articles', '0001_initial', now()),
    ('articles', '0002_authors_and_sources_in_order', now()),
    ('articles', '0003_article_gallery', now()),
    ('articles', '0004_names_in_one_form', now()),
    ('association', '0001_initial', now()),
    ('audit', '0001_initial', now()),
    ('audit', '0002_rules', now()),
    ('audit', '0003_attempts', now()),
    ('audit', '0004_found_by_action_and_day', now()),
    ('auth', '0001_initial', now()),
    ('auth', '0002_alter_permission_name_max_length', now()),
    ('auth', '0003_alter_user_email_max_length', now()),
    ('auth', '0004_alter_user_username_opts', now()),
    ('auth', '0005_alter_user_last_login_null', now()),
    ('auth', '0006_require_contenttypes_0002', now()),
    ('auth', '0007_alter_validators_add_error_messages', now()),
    ('auth', '0008_alter_user_username_max_length', now()),
    ('auth', '0009_alter_user_last_name_max_length', now()),
    ('auth', '0010_alter_group_name_max_length', now()),
    ('auth', '0011_update_proxy_permissions', now()),
    ('auth', '0012_alter_user_first_name_max_length', now()),
    ('backups', '0001_backup_runs', now()),
    ('backups', '0002_restores_are_noted', now()),
    ('branding', '0001_look_of_the_site', now()),
    ('briefings', '0001_initial', now()),
    ('bulk', '0001_initial', now()),
    ('bulk', '0002_comment', now()),
    ('consultations', '0001_initial', now()),
    ('consultations', '0002_commented_by_telephone', now()),
    ('consultations', '0003_addresses_in_small_letters', now()),
    ('consultations', '0004_comment_language', now()),
    ('contenttypes', '0001_initial', now()),
    ('contenttypes', '0002_remove_content_type_name', now()),
    ('department', '0001_initial', now()),
    ('department', '0002_identity_and_footer', now()),
    ('department', '0003_short_name_description_rights', now()),
    ('directory', '0001_initial', now()),
    ('directory', '0002_rules', now()),
    ('django_tasks_database', '0001_initial', now()),
    ('django_tasks_database', '0002_alter_dbtaskresult_options', now()),
    ('django_tasks_database', '0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at', now()),
    ('django_tasks_database', '0004_dbtaskresult_started_at', now()),
    ('django_tasks_database', '0005_alter_dbtaskresult_priority_and_more', now()),
    ('django_tasks_database', '0006_alter_dbtaskresult_args_kwargs_and_more', now()),
    ('django_tasks_database', '0007_add_separate_results_fields', now()),
    ('django_tasks_database', '0008_separate_results_field', now()),
    ('django_tasks_database', '0009_remove_results_field', now()),
    ('django_tasks_database', '0010_alter_dbtaskresult_status', now()),
    ('django_tasks_database', '0011_rename_complete_status', now()),
    ('django_tasks_database', '0012_add_separate_exception_fields', now()),
    ('django_tasks_database', '0013_separate_exception_fields', now()),
    ('django_tasks_database', '0014_remove_dbtaskresult_exception_data', now()),
    ('django_tasks_database', '0015_correctly_order_run_after', now()),
    ('django_tasks_database', '0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more', now()),
    ('django_tasks_database', '0017_dbtaskresult_metadata', now()),
    ('django_tasks_database', '0018_rename_succeeded_status', now()),
    ('django_tasks_database', '0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more', now()),
    ('django_tasks_database', '0020_update_db_task_result_ordering', now()),
    ('django_tasks_database', '0021_conditional_partial_index_ordering', now()),
    ('documents', '0001_initial', now()),
    ('documents', '0002_first_rows', now()),
    ('documents', '0003_effect_unknown', now()),
    ('documents', '0004_kinds_in_english', now()),
    ('editing', '0001_initial', now()),
    ('editing', '0002_one_text_per_opening', now()),
    ('emergency', '0001_initial', now()),
    ('emergency', '0002_duty_contact_sample', now()),
    ('emergency', '0003_english_words', now()),
    ('emergency', '0004_requested', now()),
    ('emergency', '0005_lifelines', now()),
    ('emergency', '0006_first_lifelines', now()),
    ('events', '0001_initial', now()),
    ('events', '0002_rules', now()),
    ('events', '0003_status_comment_and_requested', now()),
    ('events', '0004_versions_with_status', now()),
    ('events', '0005_notified_starts_at', now()),
    ('events', '0006_announced_withdrawal', now()),
    ('events', '0007_announced_online_url', now()),
    ('events', '0008_fill_announced_online_url', now()),
    ('events', '0009_series_followed_by_number', now()),
    ('feedback', '0001_first', now()),
    ('feedback', '0002_newest_first', now()),
    ('freshness', '0001_initial', now()),
    ('freshness', '0002_reminders', now()),
    ('health', '0001_open_alerts', now()),
    ('health', '0002_examination_and_room', now()),
    ('health', '0003_notified_at', now()),
    ('indicators', '0001_initial', now()),
    ('indicators', '0002_rules', now()),
    ('indicators', '0003_english_names', now()),
    ('indicators', '0004_less_is_better', now()),
    ('infrastructure', '0001_initial', now()),
    ('mfa', '0001_initial', now()),
    ('mfa', '0002_authenticator_timestamps', now()),
    ('mfa', '0003_authenticator_type_uniq', now()),
    ('newsroom', '0001_letters', now()),
    ('newsroom', '0002_letters_tell_of_checks', now()),
    ('newsroom', '0003_letters_about_questions', now()),
    ('notices', '0001_initial', now()),
    ('obligations', '0001_initial', now()),
    ('obligations', '0002_first_rows', now()),
    ('obligations', '0003_source_of_a_holiday', now()),
    ('obligations', '0004_tet_of_2026_and_2027', now()),
    ('organisations', '0001_initial', now()),
    ('organisations', '0002_names_in_english', now()),
    ('ownership', '0001_pages_have_owners', now()),
    ('pagecache', '0001_initial', now()),
    ('pagecache', '0002_first_rows', now()),
    ('pagecache', '0003_cache_entries', now()),
    ('people', '0001_initial', now()),
    ('people', '0002_comment', now()),
    ('people', '0003_requested_again_at', now()),
    ('people', '0004_join_request_promised_on', now()),
    ('pictures', '0001_initial', now()),
    ('pictures', '0002_newest_first', now()),
    ('plans', '0001_initial', now()),
    ('procedures', '0001_initial', now()),
    ('procedures', '0002_what_people_call_it', now()),
    ('products', '0001_initial', now()),
    ('products', '0002_requested', now()),
    ('profiles', '0001_initial', now()),
    ('profiles', '0002_place_on_the_map', now()),
    ('profiles', '0003_names_in_english', now()),
    ('profiles', '0004_names_in_one_form', now()),
    ('promises', '0001_initial', now()),
    ('publicforms', '0001_initial', now()),
    ('published_index', '0001_initial', now()),
    ('publishing', '0001_initial', now()),
    ('publishing', '0002_rules', now()),
    ('publishing', '0003_first_rows', now()),
    ('publishing', '0004_remarks', now()),
    ('publishing', '0005_scheduled_changes', now()),
    ('publishing', '0006_topics_in_order', now()),
    ('publishing', '0007_attached_photographs_are_stripped', now()),
    ('publishing', '0008_pictures_of_rows', now()),
    ('publishing', '0009_films', now()),
    ('publishing', '0010_comment', now()),
    ('publishing', '0011_names_in_english', now()),
    ('publishing', '0012_topics_in_english', now()),
    ('publishing', '0013_answer_promised_on', now()),
    ('publishing', '0014_translations_in_the_section_of_their_page', now()),
    ('publishing', '0015_names_in_one_form', now()),
    ('questions', '0001_initial', now()),
    ('questions', '0002_asked_by_telephone', now()),
    ('questions', '0003_phones_in_one_shape', now()),
    ('questions', '0004_order_of_the_list', now()),
    ('reports', '0001_initial', now()),
    ('reports', '0002_rules', now()),
    ('reports', '0003_comment', now()),
    ('reports', '0004_steps_with_comment', now()),
    ('scanning', '0001_initial', now()),
    ('scanning', '0002_scans_come_again', now()),
    ('search', '0001_initial', now()),
    ('search', '0002_first_rows', now()),
    ('search', '0003_texts_of_files', now()),
    ('servicepoints', '0001_initial', now()),
    ('sessions', '0001_initial', now()),
    ('sheets', '0001_initial', now()),
    ('socialaccount', '0001_initial', now()),
    ('socialaccount', '0002_token_max_lengths', now()),
    ('socialaccount', '0003_extra_data_default_dict', now()),
    ('socialaccount', '0004_app_provider_id_settings', now()),
    ('socialaccount', '0005_socialtoken_nullable_app', now()),
    ('socialaccount', '0006_alter_socialaccount_extra_data', now()),
    ('subscriptions', '0001_initial', now()),
    ('subscriptions', '0002_letters_that_came_back', now()),
    ('subscriptions', '0003_requested_and_notified', now()),
    ('tasks', '0001_initial', now()),
    ('tasks', '0002_background_tasks_in_words', now()),
    ('tasks', '0003_why_letters_were_refused', now()),
    ('uploads', '0001_initial', now()),
    ('work', '0001_initial', now()),
    ('work', '0002_rules', now()),
    ('work', '0003_applied_on_and_comment', now());
