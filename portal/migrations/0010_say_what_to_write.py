import django.db.models.deletion
from django.db import migrations, models

import portal.publishing.models.attachment


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0009_preview_links"),
    ]

    operations = [
        migrations.AlterField(
            model_name="abbreviation",
            name="long",
            field=models.CharField(
                help_text="What it stands for; who searches for one finds the other.",
                max_length=150,
                verbose_name="in full",
            ),
        ),
        migrations.AlterField(
            model_name="abbreviation",
            name="short",
            field=models.CharField(
                help_text="As people type it, such as CNTT.",
                max_length=30,
                unique=True,
                verbose_name="short form",
            ),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="file",
            field=models.FileField(
                help_text="PDF, Word, Excel and the like; what it holds is checked, not only its name.",
                max_length=200,
                upload_to=portal.publishing.models.attachment.attachment_path,
                verbose_name="file",
            ),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Smaller numbers stand first.", verbose_name="position"
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="body",
            field=models.TextField(
                blank=True,
                help_text="The most important first. Text pasted from Word is cleaned by itself.",
                verbose_name="text",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown at the top and in lists; choose it with the lens from the library.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.picture",
                verbose_name="cover picture",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="language",
            field=models.CharField(
                choices=[("vi", "Vietnamese"), ("en", "English")],
                default="vi",
                help_text="That the text is written in; search and screen readers go by it.",
                max_length=2,
                verbose_name="language",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="section",
            field=models.ForeignKey(
                blank=True,
                help_text="The shelf on which readers look for it; it also decides who may work on it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.section",
                verbose_name="section",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="title",
            field=models.CharField(
                help_text="What it is about, in one line that also makes sense alone in a list.",
                max_length=300,
                verbose_name="title",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="topics",
            field=models.ManyToManyField(
                blank=True,
                help_text="Subjects that it shares with pages of other kinds; type to find one.",
                related_name="publications",
                to="portal.topic",
                verbose_name="topics",
            ),
        ),
        migrations.AlterField(
            model_name="section",
            name="description",
            field=models.TextField(
                blank=True,
                help_text="A sentence on what belongs here; the section's feed shows it.",
                verbose_name="description",
            ),
        ),
        migrations.AlterField(
            model_name="section",
            name="kind",
            field=models.CharField(
                help_text="Pages of this kind stand in the section.",
                max_length=32,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="section",
            name="name",
            field=models.CharField(
                help_text="Short, as it stands in menus and above lists.",
                max_length=100,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="section",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Smaller numbers stand first.", verbose_name="position"
            ),
        ),
        migrations.AlterField(
            model_name="section",
            name="slug",
            field=models.SlugField(
                blank=True,
                help_text="Made from the name when left empty. A changed address leads on from the old one.",
                max_length=100,
                verbose_name="address word",
            ),
        ),
        migrations.AlterField(
            model_name="topic",
            name="description",
            field=models.TextField(
                blank=True,
                help_text="A sentence that opens the topic's page.",
                verbose_name="description",
            ),
        ),
        migrations.AlterField(
            model_name="topic",
            name="name",
            field=models.CharField(
                help_text="A subject that readers would look for; look first whether there is one already.",
                max_length=100,
                unique=True,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="topic",
            name="slug",
            field=models.SlugField(
                blank=True,
                help_text="Made from the name when left empty; links to the old address break on a change.",
                max_length=100,
                unique=True,
                verbose_name="address word",
            ),
        ),
    ]
