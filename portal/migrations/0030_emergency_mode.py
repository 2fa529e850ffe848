import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0029_logos_in_use"),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyContact",
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
                        help_text="As people know it; no names of persons.",
                        max_length=150,
                        verbose_name="agency on duty",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        help_text="A number that somebody answers day and night, with its area code.",
                        max_length=30,
                        verbose_name="duty telephone",
                    ),
                ),
                (
                    "radio",
                    models.CharField(
                        blank=True,
                        help_text="Call sign and channel in the radio network; only what may be public.",
                        max_length=80,
                        verbose_name="radio",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="Smaller numbers stand first.",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "verbose_name": "duty contact",
                "verbose_name_plural": "duty contacts",
                "ordering": ["position", "name"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("phone", ""), _negated=True),
                            models.Q(("radio", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_dutycontact_can_be_reached",
                        violation_error_message="Write a telephone number, a radio call sign, or both.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Where, what, until when: three sentences, the most important one first.",
                        max_length=600,
                        verbose_name="notice to readers",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="Readers see it beside the notice; nothing appears before it.",
                        verbose_name="time",
                    ),
                ),
            ],
            options={
                "verbose_name": "emergency notice",
                "verbose_name_plural": "emergency notices",
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="portal_emergencynotice_newest")
                ],
            },
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Level 1: low risk"),
                            (2, "Level 2: medium risk"),
                            (3, "Level 3: high risk"),
                            (4, "Level 4: very high risk"),
                            (5, "Level 5: disaster"),
                        ],
                        verbose_name="disaster risk level",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="what is happening")),
                (
                    "advice",
                    models.TextField(blank=True, max_length=1000, verbose_name="what to do"),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends at")),
                ("from_command", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "end_asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "emergency",
                "verbose_name_plural": "emergencies",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))),
                        name="portal_emergency_has_a_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="portal_emergency_ends_after_its_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(
                                ("asked_by__isnull", False),
                                models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="portal_emergency_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None),
                            ("from_command", True),
                            ("confirmed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="portal_emergency_confirmed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None),
                            ("ended_by", None),
                            models.Q(
                                ("end_asked_by__isnull", False),
                                models.Q(("ended_by", models.F("end_asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="portal_emergency_ended_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None), ("ended_at", None)),
                        fields=("from_command",),
                        name="portal_emergency_one_waits",
                    ),
                ],
            },
        ),
    ]
