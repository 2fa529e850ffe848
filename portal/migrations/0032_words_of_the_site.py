import django.contrib.postgres.fields
import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0031_signed_originals"),
    ]

    operations = [
        migrations.CreateModel(
            name="PickedResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="As readers type them, such as “lịch cắt điện”. Capitals, marks and short forms do not matter; other words are another row.",
                        max_length=150,
                        verbose_name="words searched",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Smaller numbers stand first.", verbose_name="position"
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="After this day the search is by itself again. Empty: without an end.",
                        null=True,
                        verbose_name="last day",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=200)),
            ],
            options={
                "verbose_name": "picked result",
                "verbose_name_plural": "picked results",
                "ordering": ["words", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                (
                    "words",
                    models.CharField(
                        db_collation="C",
                        editable=False,
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("pages", models.PositiveIntegerField(editable=False)),
                ("shown", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "near",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), editable=False, null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "word of the site",
                "verbose_name_plural": "words of the site",
                "ordering": ["words"],
            },
        ),
        migrations.AddField(
            model_name="unfoundsearch",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "nothing"),
                    ("corrected", "results of a correction"),
                    ("most_words", "pages with most of the words"),
                    ("titles", "pages with similar titles"),
                ],
                db_default="",
                default="",
                editable=False,
                max_length=16,
                verbose_name="answered by",
            ),
        ),
        migrations.AddConstraint(
            model_name="unfoundsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["", "corrected", "most_words", "titles"])),
                name="portal_unfound_answer_is_known",
            ),
        ),
        migrations.AddField(
            model_name="pickedresult",
            name="page",
            field=models.ForeignKey(
                help_text="The page that comes first for these words.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="portal.publication",
                verbose_name="page",
            ),
        ),
        migrations.AddIndex(
            model_name="searchterm",
            index=GinIndex(fields=["near"], name="portal_term_near"),
        ),
        migrations.AddConstraint(
            model_name="searchterm",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("words", ""), _negated=True), ("pages__gte", 1)),
                name="portal_term_stands_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="pickedresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("key", ""), _negated=True),
                name="portal_pick_has_words",
                violation_error_message="Write at least one word.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pickedresult",
            constraint=models.UniqueConstraint(
                fields=("key", "page"),
                name="portal_pick_once",
                violation_error_message="This page is picked for these words already.",
            ),
        ),
    ]
