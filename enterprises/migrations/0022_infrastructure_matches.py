import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0021_tax_codes_as_typed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpiryReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ends_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="enterprises.infrastructurelisting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("listing", "ends_at"), name="enterprises_expiryreminder_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InfrastructureMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "offer_agreed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="agreed by who offers"
                    ),
                ),
                (
                    "request_agreed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="agreed by who looks for it",
                    ),
                ),
                (
                    "matched_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="matched"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ended"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="proposed"
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        help_text="Who has it. Saving notes the two as matched.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches_as_offer",
                        to="enterprises.infrastructurelisting",
                        verbose_name="offer",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        help_text="Who needs it. Saving notes the two as matched.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches_as_request",
                        to="enterprises.infrastructurelisting",
                        verbose_name="request",
                    ),
                ),
            ],
            options={
                "verbose_name": "match of offer and request",
                "verbose_name_plural": "matches of offers and requests",
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("offer", "request"),
                        name="enterprises_infrastructurematch_once",
                        violation_error_message="These two are paired already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offer", models.F("request")), _negated=True),
                        name="enterprises_infrastructurematch_is_of_two",
                        violation_error_message="A listing is not paired with itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("matched_at", None),
                            ("noted_by__isnull", False),
                            models.Q(
                                ("offer_agreed_at__isnull", False),
                                ("request_agreed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="enterprises_infrastructurematch_is_agreed_on",
                    ),
                ],
            },
        ),
    ]
