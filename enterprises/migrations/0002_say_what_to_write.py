import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="enterprise",
            name="address",
            field=models.CharField(
                blank=True,
                help_text="Of the head office: house number, street, ward, province.",
                max_length=300,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="enterprise",
            name="sectors",
            field=models.ManyToManyField(
                blank=True,
                help_text="What it does; one or two that fit best.",
                related_name="enterprises",
                to="enterprises.sector",
                verbose_name="sectors",
            ),
        ),
        migrations.AlterField(
            model_name="enterprise",
            name="short_name",
            field=models.CharField(
                blank=True,
                help_text="The abbreviation that people know it by; search finds it.",
                max_length=100,
                verbose_name="short name",
            ),
        ),
        migrations.AlterField(
            model_name="enterprise",
            name="tax_code",
            field=models.CharField(
                blank=True,
                help_text="10 digits; a branch adds “-” and 3 more. Each stands in the directory once.",
                max_length=14,
                null=True,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{10}(-[0-9]{3})?$",
                        "A tax code has 10 digits; a branch adds “-” and 3 more.",
                    )
                ],
                verbose_name="tax code",
            ),
        ),
        migrations.AlterField(
            model_name="enterprise",
            name="website",
            field=models.URLField(
                blank=True,
                help_text="With http:// or https://; readers get a link to it.",
                max_length=300,
                verbose_name="website",
            ),
        ),
        migrations.AlterField(
            model_name="sector",
            name="name",
            field=models.CharField(
                help_text="The field of business, such as software or telecommunications.",
                max_length=100,
                unique=True,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="sector",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Smaller numbers stand first.", verbose_name="position"
            ),
        ),
        migrations.AlterField(
            model_name="sector",
            name="slug",
            field=models.SlugField(
                blank=True,
                help_text="Made from the name when left empty.",
                max_length=100,
                unique=True,
                verbose_name="address word",
            ),
        ),
    ]
