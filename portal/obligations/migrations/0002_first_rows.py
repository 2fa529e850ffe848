from datetime import date

from django.db import migrations

# Working days from a decision to its publication. Their sources are for the department to write.
OBLIGATIONS = (
    ("Văn bản do Sở ban hành", 2),
    ("Văn bản của cấp trên", 10),
    ("Quy hoạch, kế hoạch", 10),
    ("Dự án", 10),
    ("Văn bản hướng dẫn", 15),
    ("Trả lời câu hỏi, kiến nghị", 15),
    ("Kết quả nghiên cứu", 20),
)
# Of every year from 2007 on. Those by the lunar calendar are for the staff to write each year.
HOLIDAYS = (
    (date(2007, 1, 1), "Tết Dương lịch"),
    (date(2007, 4, 30), "Ngày Chiến thắng"),
    (date(2007, 5, 1), "Ngày Quốc tế lao động"),
    (date(2007, 9, 2), "Quốc khánh"),
)


def add_first_rows(apps, schema_editor):
    """What the clock goes by on the day a site is set up; staff goes on from there."""
    alias = schema_editor.connection.alias
    obligations = apps.get_model("obligations", "Obligation").objects.using(alias)
    for name, working_days in OBLIGATIONS:
        obligations.get_or_create(name=name, defaults={"working_days": working_days})
    days = apps.get_model("obligations", "SpecialDay").objects.using(alias)
    for day, name in HOLIDAYS:
        days.get_or_create(day=day, defaults={"name": name, "every_year": True})


class Migration(migrations.Migration):
    dependencies = [("obligations", "0001_initial")]
    operations = [migrations.RunPython(add_first_rows, migrations.RunPython.noop)]
