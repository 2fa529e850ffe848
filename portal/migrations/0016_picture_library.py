import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0015_organisations"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="credit",
            field=models.CharField(
                blank=True,
                help_text="Who took it, as it shall stand below the picture.",
                max_length=200,
                verbose_name="photographer",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="crops",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name="picture",
            name="focal_x",
            field=models.PositiveSmallIntegerField(
                default=50,
                help_text="In hundredths; or click into the picture.",
                validators=[django.core.validators.MaxValueValidator(100)],
                verbose_name="focal point from the left",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="focal_y",
            field=models.PositiveSmallIntegerField(
                default=50,
                help_text="In hundredths; or click into the picture.",
                validators=[django.core.validators.MaxValueValidator(100)],
                verbose_name="focal point from the top",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="licence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("own", "taken by the office's staff"),
                    ("permitted", "with the photographer's permission"),
                    ("cc-by-4.0", "CC BY 4.0"),
                    ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                    ("cc0-1.0", "CC0, free of rights"),
                    ("public-domain", "public domain"),
                ],
                help_text="What allows us to show it.",
                max_length=20,
                verbose_name="licence",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="search_vector",
            field=django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="picture",
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=50),
                blank=True,
                default=list,
                help_text="Words to find it by, with commas between them.",
                verbose_name="tags",
            ),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_vector"], name="portal_picture_search"
            ),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["tags"], name="portal_picture_tags"
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("focal_x__lte", 100), ("focal_y__lte", 100)),
                name="portal_picture_focal_point_is_inside",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "licence__in",
                        [
                            "",
                            "own",
                            "permitted",
                            "cc-by-4.0",
                            "cc-by-sa-4.0",
                            "cc0-1.0",
                            "public-domain",
                        ],
                    )
                ),
                name="portal_picture_licence_is_known",
            ),
        ),
    ]
