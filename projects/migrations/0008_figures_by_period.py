from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0007_done_on_means_done")]
    operations = [
        migrations.RemoveIndex(model_name="observation", name="projects_observation_newest"),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                fields=["indicator", "-ends_on", "-starts_on", "series"],
                name="projects_observation_newest",
            ),
        ),
    ]
