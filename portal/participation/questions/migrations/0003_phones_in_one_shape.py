from django.db import migrations

# Digits only, the country's code as a zero; what is no number of today stays as it was typed.
ONE_SHAPE = """
    UPDATE questions_question SET phone = shape.digits
    FROM (
        SELECT id, regexp_replace(
            regexp_replace(phone, '[^0-9]', '', 'g'), '^84(?=[0-9]{9,10}$)', '0'
        ) AS digits
        FROM questions_question WHERE phone <> ''
    ) AS shape
    WHERE shape.id = questions_question.id AND shape.digits ~ '^0[0-9]{9,10}$'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('questions', '0002_asked_by_telephone'),
    ]

    operations = [
        migrations.RunSQL(ONE_SHAPE, migrations.RunSQL.noop),
    ]
