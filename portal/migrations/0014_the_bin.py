from django.db import migrations, models

# The steps of portal.publishing.life with those into the bin and out of it.
_STEPS = """
CREATE OR REPLACE FUNCTION portal_check_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_ARGV[0] = 'page' AND (OLD.state, NEW.state) IN (
        %s
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
    RAISE EXCEPTION 'portal_step_is_in_the_table: no step leads from %% to %%', OLD.state, NEW.state
        USING ERRCODE = 'check_violation';
END $$;
"""
STEPS = (
    _STEPS
    % """
        ('draft', 'binned'), ('changes_asked', 'binned'), ('withdrawn', 'binned'),
        ('binned', 'draft'), ('binned', 'withdrawn'),
"""
)
STEPS_BEFORE = _STEPS % ""


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0013_unfound_searches"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="publication",
            name="portal_publication_state_is_known",
        ),
        migrations.AlterField(
            model_name="changeset",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("submitted", "submitted for review"),
                    ("changes_asked", "changes asked for"),
                    ("approved", "approved"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                    ("binned", "in the bin"),
                    ("discarded", "discarded"),
                ],
                default="draft",
                max_length=16,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("submitted", "submitted for review"),
                    ("changes_asked", "changes asked for"),
                    ("approved", "approved"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                    ("binned", "in the bin"),
                    ("discarded", "discarded"),
                ],
                default="draft",
                editable=False,
                max_length=16,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "submitted",
                            "changes_asked",
                            "approved",
                            "published",
                            "withdrawn",
                            "binned",
                        ],
                    )
                ),
                name="portal_publication_state_is_known",
            ),
        ),
        migrations.RunSQL(STEPS, STEPS_BEFORE),
    ]
