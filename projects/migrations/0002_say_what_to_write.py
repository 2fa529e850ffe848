import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0010_say_what_to_write"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="indicator",
            name="period_kind",
            field=models.CharField(
                choices=[
                    ("year", "year"),
                    ("half", "half-year"),
                    ("quarter", "quarter"),
                    ("month", "month"),
                    ("day", "as of a day"),
                ],
                default="year",
                help_text="How long the time is that each figure is for.",
                max_length=8,
                verbose_name="kind of period",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="ends_on",
            field=models.DateField(
                help_text="Of the time that the figure is for: 31/12 for a year.",
                verbose_name="last day",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="evidence",
            field=models.ForeignKey(
                help_text="The page of this site that says so.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.publication",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="starts_on",
            field=models.DateField(
                help_text="Of the time that the figure is for: 01/01 for a year.",
                verbose_name="first day",
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="state",
            field=models.CharField(
                choices=[
                    ("provisional", "provisional"),
                    ("final", "final"),
                    ("revised", "revised"),
                ],
                default="provisional",
                help_text="How sure the source is of it; readers see it.",
                max_length=16,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="project",
            name="nature",
            field=models.CharField(
                choices=[("project", "project"), ("programme", "programme")],
                default="project",
                help_text="A project ends with its work; a programme is many pieces of work.",
                max_length=16,
                verbose_name="nature",
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="evidence",
            field=models.ForeignKey(
                help_text="The page of this site that says so.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.publication",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="note",
            field=models.CharField(
                blank=True,
                help_text="What readers must know to understand the figure, such as an assumption.",
                max_length=300,
                verbose_name="note",
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="quote",
            field=models.TextField(
                blank=True,
                help_text="Word for word, misspellings included.",
                verbose_name="words of the source",
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="year",
            field=models.PositiveSmallIntegerField(
                help_text="By whose end it is to be reached.",
                validators=[
                    django.core.validators.MinValueValidator(1900),
                    django.core.validators.MaxValueValidator(2200),
                ],
                verbose_name="year",
            ),
        ),
    ]
