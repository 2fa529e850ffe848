from django.db import migrations

# What offices issue most, in the order of the decree on paperwork; staff add what else there is.
KINDS = (
    ("Nghị quyết", "NQ"), ("Quyết định", "QĐ"), ("Chỉ thị", "CT"), ("Quy chế", "QC"),
    ("Quy định", "QyĐ"), ("Thông báo", "TB"), ("Hướng dẫn", "HD"), ("Chương trình", "CTr"),
    ("Kế hoạch", "KH"), ("Báo cáo", "BC"), ("Tờ trình", "TTr"), ("Công văn", ""),
)  # fmt: skip


def bring_kinds(apps, schema_editor):
    model = apps.get_model("documents", "DocumentKind")
    model.objects.bulk_create(
        model(name=name, short_name=short, position=position)
        for position, (name, short) in enumerate(KINDS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(bring_kinds, migrations.RunPython.noop)]
