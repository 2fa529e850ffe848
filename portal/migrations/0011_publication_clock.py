import datetime

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from portal.obligations.defaults import HOLIDAYS, OBLIGATIONS


def add_first_rows(apps, schema_editor):
    """What the clock goes by on the day a site is set up; staff goes on from there."""
    alias = schema_editor.connection.alias
    obligations = apps.get_model("portal", "Obligation").objects.using(alias)
    for name, working_days in OBLIGATIONS:
        obligations.get_or_create(name=name, defaults={"working_days": working_days})
    days = apps.get_model("portal", "SpecialDay").objects.using(alias)
    for day, name in HOLIDAYS:
        days.get_or_create(day=day, defaults={"name": name, "every_year": True})


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0010_say_what_to_write"),
    ]

    operations = [
        migrations.CreateModel(
            name="Obligation",
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
                        help_text="What has to be published, as people here call it.",
                        max_length=150,
                        verbose_name="name",
                    ),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        help_text="The day it is counted from is not one of them. Due days are worked out anew when this number changes.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(250),
                        ],
                        verbose_name="working days",
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("decided", "day of decision"),
                            ("signed", "day of signature"),
                            ("received", "day of receipt"),
                        ],
                        default="decided",
                        help_text="The day that is asked for in the form of each page.",
                        max_length=16,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="The words of the rule, with the number and date of the document that says so.",
                        verbose_name="source",
                    ),
                ),
                (
                    "in_force_from",
                    models.DateField(
                        blank=True,
                        help_text="Empty: it has always been in force.",
                        null=True,
                        verbose_name="in force from",
                    ),
                ),
                (
                    "in_force_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day on which it is. Empty: it goes on.",
                        null=True,
                        verbose_name="in force until",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication obligation",
                "verbose_name_plural": "publication obligations",
                "ordering": [
                    "name",
                    models.OrderBy(models.F("in_force_from"), nulls_first=True),
                    "id",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="portal_obligation_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("working_days__gte", 1), ("working_days__lte", 250)),
                        name="portal_obligation_days_are_some",
                        violation_error_message="Write a number of working days from 1 to 250.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("event__in", ["decided", "signed", "received"])),
                        name="portal_obligation_event_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_from", None),
                            ("in_force_until", None),
                            ("in_force_until__gte", models.F("in_force_from")),
                            _connector="OR",
                        ),
                        name="portal_obligation_ends_after_it_begins",
                        violation_error_message="It would end before it begins; mend one of the days.",
                    ),
                    models.UniqueConstraint(
                        fields=("name", "in_force_from"),
                        name="portal_obligation_one_of_a_name_and_day",
                        nulls_distinct=False,
                        violation_error_message="An obligation of this name begins on this day already; mend that one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "day",
                    models.DateField(help_text="As dd/mm/yyyy.", unique=True, verbose_name="day"),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Such as: second day of Tết, exchanged for 2 May.",
                        max_length=150,
                        verbose_name="name",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("holiday", "holiday"),
                            ("tet", "holiday for the lunar new year (Tết)"),
                            ("hung_kings", "day of the Hùng Kings"),
                            ("made_up", "worked on in exchange for another day"),
                        ],
                        default="holiday",
                        help_text="Days of Tết are marked as such: the desk tells which year has none yet.",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "every_year",
                    models.BooleanField(
                        default=False,
                        help_text="A holiday on the same day and month in this year and all that follow.",
                        verbose_name="every year",
                    ),
                ),
            ],
            options={
                "verbose_name": "holiday or made-up working day",
                "verbose_name_plural": "holidays and made-up working days",
                "ordering": ["-day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["holiday", "tet", "hung_kings", "made_up"])
                        ),
                        name="portal_specialday_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("every_year", False), ("kind", "holiday"), _connector="OR"
                        ),
                        name="portal_specialday_only_fixed_holidays_repeat",
                        violation_error_message="Only a holiday with a fixed day of the solar year comes every year; the days of Tết, of the Hùng Kings and made-up days are written for each year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__gte", datetime.date(1990, 1, 1)),
                            ("day__lte", datetime.date(2100, 12, 31)),
                        ),
                        name="portal_specialday_is_near",
                        violation_error_message="Write a day between 1990 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("counted_from", models.DateField(verbose_name="counted from")),
                ("due_on", models.DateField(editable=False, verbose_name="due on")),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duty",
                        to="portal.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="portal.obligation",
                        verbose_name="publication obligation",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication deadline",
                "verbose_name_plural": "publication deadlines",
                "indexes": [models.Index(fields=["due_on", "id"], name="portal_duty_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted_from__gte", datetime.date(1990, 1, 1)),
                            ("counted_from__lte", datetime.date(2100, 12, 31)),
                        ),
                        name="portal_duty_day_is_near",
                        violation_error_message="Write a day between 1990 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("counted_from"))),
                        name="portal_duty_is_due_later",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_first_rows, migrations.RunPython.noop),
    ]
