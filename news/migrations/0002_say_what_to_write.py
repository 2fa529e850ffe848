import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="author",
            field=models.ForeignKey(
                blank=True,
                help_text="Who is named under the title; empty: the department.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="news.author",
                verbose_name="author",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="source",
            field=models.ForeignKey(
                blank=True,
                help_text="Only where it was taken over from another agency or newspaper.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="news.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="author",
            name="name",
            field=models.CharField(
                help_text="As it stands under articles; a pen name, too.",
                max_length=150,
                unique=True,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="author",
            name="post",
            field=models.CharField(
                blank=True,
                help_text="Tells two authors of one name apart.",
                max_length=150,
                verbose_name="post or office",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="name",
            field=models.CharField(
                help_text="The agency or newspaper, as it calls itself.",
                max_length=200,
                unique=True,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="url",
            field=models.URLField(
                blank=True,
                help_text="Its home page; readers get a link to it.",
                verbose_name="web address",
            ),
        ),
    ]
