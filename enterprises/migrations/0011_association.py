import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0010_events"),
        ("portal", "0027_count_uses_of_forms"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssociationPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.CharField(
                        blank=True,
                        help_text="Shown only with a day of consent.",
                        max_length=120,
                        verbose_name="person",
                    ),
                ),
                (
                    "consent_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which the person agreed in writing to be named on the site.",
                        null=True,
                        verbose_name="consent given on",
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        blank=True,
                        help_text="Empty where it is not known.",
                        null=True,
                        verbose_name="from the day",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The first day after the term. Empty: the term goes on.",
                        null=True,
                        verbose_name="until the day",
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("1-chair", "chair"),
                            ("2-vice", "vice chair"),
                            ("3-secretary", "secretary general"),
                            ("4-board", "member of the board"),
                            ("5-audit", "member of the audit board"),
                        ],
                        help_text="As the statute has it.",
                        max_length=16,
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "post in the association",
                "verbose_name_plural": "posts in the association",
                "ordering": ["office", "-since", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None),
                            ("until", None),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="enterprises_associationpost_ends_after_it_begins",
                        violation_error_message="The last day is before the first one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent_on", None),
                            models.Q(("person", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enterprises_associationpost_consent_is_somebodys",
                        violation_error_message="Say who gave the consent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "office__in",
                                ["1-chair", "2-vice", "3-secretary", "4-board", "5-audit"],
                            )
                        ),
                        name="enterprises_associationpost_office_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("office", "1-chair"), ("until", None)),
                        fields=("office",),
                        name="enterprises_associationpost_one_chair",
                        violation_error_message="There is a chair already; end that term first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.CharField(
                        blank=True,
                        help_text="Shown only with a day of consent.",
                        max_length=120,
                        verbose_name="person",
                    ),
                ),
                (
                    "consent_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which the person agreed in writing to be named on the site.",
                        null=True,
                        verbose_name="consent given on",
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        blank=True,
                        help_text="Empty where it is not known.",
                        null=True,
                        verbose_name="from the day",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The first day after the term. Empty: the term goes on.",
                        null=True,
                        verbose_name="until the day",
                    ),
                ),
                (
                    "work",
                    models.CharField(
                        blank=True,
                        help_text="Shown beside the name, with the same consent.",
                        max_length=200,
                        verbose_name="where the person works",
                    ),
                ),
            ],
            options={
                "verbose_name": "personal member of the association",
                "verbose_name_plural": "personal members of the association",
                "ordering": ["person", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None),
                            ("until", None),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="enterprises_personalmember_ends_after_it_begins",
                        violation_error_message="The last day is before the first one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent_on", None),
                            models.Q(("person", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enterprises_personalmember_consent_is_somebodys",
                        violation_error_message="Say who gave the consent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", ""), _negated=True),
                        name="enterprises_personalmember_is_somebody",
                        violation_error_message="Say who it is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Association",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In full, as it signs.", max_length=250, verbose_name="name"
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="Since when, by which decision, what for. Empty: no information yet.",
                        verbose_name="about the association",
                    ),
                ),
                (
                    "how_to_join",
                    models.TextField(
                        blank=True,
                        help_text="Who may, what to hand in, to whom. Empty: no information yet.",
                        verbose_name="how to join",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        help_text="Where its office is.",
                        max_length=300,
                        verbose_name="address",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        help_text="Shown to everybody.",
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9+(][0-9 .()-]{2,29}$",
                                "Write digits; spaces, dots and brackets may stand between.",
                            )
                        ],
                        verbose_name="telephone",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Shown to everybody.",
                        max_length=254,
                        verbose_name="public e-mail",
                    ),
                ),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        help_text="With http:// or https://; readers get a link to it.",
                        max_length=300,
                        verbose_name="website",
                    ),
                ),
                (
                    "quote",
                    models.TextField(
                        blank=True,
                        help_text="Word for word, misspellings included.",
                        verbose_name="words of the source",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        help_text="The page of this site that says so.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.publication",
                        verbose_name="source",
                    ),
                ),
                (
                    "statute",
                    models.ForeignKey(
                        blank=True,
                        help_text="The page of this site that holds the statute, as a text or as a file.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.publication",
                        verbose_name="statute",
                    ),
                ),
            ],
            options={
                "verbose_name": "informatics association",
                "verbose_name_plural": "informatics association",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="enterprises_association_there_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("website", ""), ("website__regex", "^https?://"), _connector="OR"
                        ),
                        name="enterprises_association_website_is_on_the_web",
                        violation_error_message="A website begins with http:// or https://.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quote", ""), ("evidence__isnull", False), _connector="OR"
                        ),
                        name="enterprises_association_quote_has_a_source",
                        violation_error_message="Say which page the quoted words come from.",
                    ),
                ],
            },
        ),
    ]
