import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import enterprises.coordinates


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0005_directory_entries"),
        ("portal", "0025_quote_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="InfrastructureListing",
            fields=[
                (
                    "publication_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="portal.publication",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("offer", "offer to share"), ("request", "request to share")],
                        help_text="Whether the owner has it, or looks for it.",
                        max_length=16,
                        verbose_name="offer or request",
                    ),
                ),
                (
                    "facility",
                    models.CharField(
                        choices=[
                            ("mast", "antenna mast"),
                            ("duct", "cable duct"),
                            ("pole", "cable pole"),
                            ("fibre", "optical fibre"),
                            ("station", "station building"),
                            ("other", "other infrastructure"),
                        ],
                        help_text="What is shared; offers and requests of one kind are brought together.",
                        max_length=16,
                        verbose_name="kind of infrastructure",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        help_text="In words that a technician understands: from where to where, beside what.",
                        max_length=300,
                        verbose_name="place or route",
                    ),
                ),
                (
                    "coordinates",
                    models.TextField(
                        blank=True,
                        help_text="If you know them: latitude, comma, longitude (16.4637, 107.5909). For a route one point a line.",
                        validators=[enterprises.coordinates.check_coordinates],
                        verbose_name="coordinates",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="How much of it: a number.",
                        max_digits=12,
                        null=True,
                        verbose_name="capacity",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="What is counted: cột, km, sợi, m².",
                        max_length=60,
                        verbose_name="unit",
                    ),
                ),
                (
                    "available_from",
                    models.DateField(
                        blank=True,
                        help_text="Empty: at once.",
                        null=True,
                        verbose_name="usable from",
                    ),
                ),
                (
                    "available_until",
                    models.DateField(
                        blank=True,
                        help_text="Empty: without an end.",
                        null=True,
                        verbose_name="usable until",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        blank=True,
                        help_text="Either an enterprise of the directory or an organisation.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="infrastructure_listings",
                        to="enterprises.enterprise",
                        verbose_name="enterprise",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        help_text="The commune or ward; offers and requests of one locality meet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enterprises.locality",
                        verbose_name="locality",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        help_text="Either an organisation or an enterprise of the directory.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "infrastructure listing",
                "verbose_name_plural": "shared infrastructure",
            },
            bases=("portal.publication",),
        ),
        migrations.CreateModel(
            name="ListingContact",
            fields=[
                (
                    "listing",
                    models.OneToOneField(
                        help_text="Which offer or request it is about.",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="enterprises.infrastructurelisting",
                        verbose_name="infrastructure listing",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Seen by the staff and by signed-in enterprises only.",
                        max_length=120,
                        verbose_name="person to ask for",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        help_text="Seen by the staff and by signed-in enterprises only.",
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9+(][0-9 .()-]{2,29}$",
                                "Write digits; spaces, dots and brackets may stand between.",
                            )
                        ],
                        verbose_name="telephone to call",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Seen by the staff and by signed-in enterprises only.",
                        max_length=254,
                        verbose_name="e-mail to write to",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact of a listing",
                "verbose_name_plural": "contacts of listings",
            },
        ),
        migrations.AddIndex(
            model_name="infrastructurelisting",
            index=models.Index(
                fields=["facility", "direction", "locality"], name="enterprises_infra_meets"
            ),
        ),
        migrations.AddConstraint(
            model_name="infrastructurelisting",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ["offer", "request"])),
                name="enterprises_infrastructure_direction_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="infrastructurelisting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("facility__in", ["mast", "duct", "pole", "fibre", "station", "other"])
                ),
                name="enterprises_infrastructure_facility_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="infrastructurelisting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enterprise__isnull", False), ("organisation", None)),
                    models.Q(("enterprise", None), ("organisation__isnull", False)),
                    _connector="OR",
                ),
                name="enterprises_infrastructure_is_of_one",
                violation_error_message="Choose an organisation or an enterprise, one of them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="infrastructurelisting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "coordinates__regex",
                        "^([0-9]{1,2}\\.[0-9]{6}, [0-9]{3}\\.[0-9]{6}(\\n[0-9]{1,2}\\.[0-9]{6}, [0-9]{3}\\.[0-9]{6})*)?$",
                    )
                ),
                name="enterprises_infrastructure_coordinates_are_points",
                violation_error_message="Write one point a line: latitude, comma, longitude.",
            ),
        ),
        migrations.AddConstraint(
            model_name="infrastructurelisting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quantity", None), ("unit", "")),
                    models.Q(
                        ("quantity__gt", 0),
                        ("quantity__isnull", False),
                        ("quantity__lt", 10000000000),
                        models.Q(("unit", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enterprises_infrastructure_quantity_has_a_unit",
                violation_error_message="Write the capacity and its unit, or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="infrastructurelisting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("available_from", None),
                    ("available_until", None),
                    ("available_until__gte", models.F("available_from")),
                    _connector="OR",
                ),
                name="enterprises_infrastructure_ends_after_it_begins",
                violation_error_message="The last day is before the first one.",
            ),
        ),
    ]
