import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0022_earlier_files")]
    operations = [
        migrations.AddField(
            model_name="generation",
            name="moved_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("expires_at__isnull", False)),
                fields=["-expires_at"],
                name="portal_pub_expiring",
            ),
        ),
    ]
