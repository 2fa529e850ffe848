from django.db import migrations

# What an indicator's figures belonged to before there were series.
NAME = "Toàn tỉnh"


def give_main_series(apps, schema_editor):
    Indicator = apps.get_model("projects", "Indicator")
    Series = apps.get_model("projects", "Series")
    Observation = apps.get_model("projects", "Observation")
    for indicator in Indicator.objects.all():
        main = Series.objects.create(indicator=indicator, name=NAME, is_main=True)
        Observation.objects.filter(indicator=indicator).update(series=main)


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_the_work_and_its_figures")]
    operations = [migrations.RunPython(give_main_series, migrations.RunPython.noop)]
