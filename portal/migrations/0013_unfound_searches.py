from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0012_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnfoundSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(editable=False, max_length=80, verbose_name="words")),
                ("day", models.DateField(editable=False, verbose_name="day")),
                (
                    "times",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="times"),
                ),
                ("last_at", models.DateTimeField(editable=False, verbose_name="last searched")),
                (
                    "handled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="dealt with"),
                ),
            ],
            options={
                "verbose_name": "search that found nothing",
                "verbose_name_plural": "searches that found nothing",
                "ordering": ["-day", "-times", "words"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "words"), name="portal_unfound_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), ("times__gte", 1)
                        ),
                        name="portal_unfound_was_searched",
                    ),
                ],
            },
        ),
    ]
