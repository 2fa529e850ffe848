from django.db import migrations

BELONG = """
UPDATE portal_publication SET shown_with_id = product.enterprise_id
FROM enterprises_product AS product WHERE product.publication_ptr_id = portal_publication.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0006_shared_infrastructure"),
        ("portal", "0028_pages_that_lapse_or_belong"),
    ]
    operations = [migrations.RunSQL(BELONG, migrations.RunSQL.noop)]
