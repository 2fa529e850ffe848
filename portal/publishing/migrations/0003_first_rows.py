from django.db import migrations

# Copies, on purpose: a migration tells what was true on its day, whatever the code says later.
RIGHTS = {
    "Người soạn tin": ["write_publication"],
    "Biên tập viên": ["write_publication", "edit_publication"],
    "Người duyệt": ["write_publication", "edit_publication", "publish_publication"],
    "Người đại diện doanh nghiệp": [],
}
NAMES = {
    "write_publication": "Writes and submits publications",
    "edit_publication": "Edits the publications of others",
    "publish_publication": "Reviews, publishes, schedules and withdraws publications",
}


def make_roles(apps, schema_editor):
    """Make the groups with their rights; Django would make the rights only after all migrations."""
    alias = schema_editor.connection.alias
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label="publishing", model="publication")
    )
    rights = {
        codename: apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[0]
        for codename, name in NAMES.items()
    }
    for name, codenames in RIGHTS.items():
        group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=name)
        group.permissions.add(*(rights[codename] for codename in codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0002_rules"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    # A role that people hold stays when the migration is taken back.
    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
