from django.db import migrations, models

# The kinds that are there from the start; staff change them as they like.
NAMES = {
    "Nghị quyết": "Resolution", "Quyết định": "Decision", "Chỉ thị": "Directive", "Quy chế": "Statute",
    "Quy định": "Rules", "Thông báo": "Announcement", "Hướng dẫn": "Guidance",
    "Chương trình": "Programme", "Kế hoạch": "Plan", "Báo cáo": "Report", "Tờ trình": "Submission",
    "Công văn": "Official letter",
}  # fmt: skip


def name_kinds(apps, schema_editor):
    model = apps.get_model("documents", "DocumentKind")
    for name, english in NAMES.items():
        model.objects.filter(name=name, name_en="").update(name_en=english)


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_effect_unknown")]
    operations = [
        migrations.AddField(
            model_name='documentkind',
            name='name_en',
            field=models.CharField(blank=True, db_default='', default='', help_text='For pages below /en/; where it is empty, the Vietnamese name stands there.', max_length=100, verbose_name='name in English'),
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
    ]
