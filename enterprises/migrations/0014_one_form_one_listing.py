from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0013_reports_of_enterprises"),
    ]

    operations = [
        migrations.AddField(
            model_name="listingcontact",
            name="form_key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
    ]
