from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, TrigramExtension
from django.db import migrations, models

from portal.text.vectors import folded_text

SLICE = 2_000


def fold_titles(apps, schema_editor):
    """Fill the new column a slice at a time, each committed: no table is locked, and what was
    stopped goes on where it was."""
    publications = apps.get_model("portal", "Publication").objects.using(
        schema_editor.connection.alias
    )
    last = 0
    while rows := list(
        publications.filter(pk__gt=last).order_by("pk").only("pk", "title", "folded_title")[:SLICE]
    ):
        last = rows[-1].pk
        empty = [row for row in rows if not row.folded_title]
        for row in empty:
            row.folded_title = folded_text(row.title)
        publications.bulk_update(empty, ["folded_title"], batch_size=500)


class Migration(migrations.Migration):
    # A full table stays readable and writable: the column has a constant default, which PostgreSQL
    # keeps aside, and the index is made beside the work.
    atomic = False
    dependencies = [("portal", "0032_words_of_the_site")]
    operations = [
        TrigramExtension(),
        migrations.AddField(
            model_name="publication",
            name="folded_title",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        migrations.RunPython(fold_titles, migrations.RunPython.noop),
        AddIndexConcurrently(
            model_name="publication",
            index=GinIndex(
                OpClass("folded_title", name="gin_trgm_ops"),
                condition=models.Q(("state", "published")),
                name="portal_pub_similar_title",
            ),
        ),
    ]
