from datetime import date

from django.db import migrations

SOURCE = (
    "Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; âm lịch Việt Nam. Sửa lại khi có thông báo "
    "chính thức."
)
DAYS = (
    (date(2026, 2, 16), "Tết Nguyên đán", "tet"),
    (date(2026, 2, 17), "Tết Nguyên đán", "tet"),
    (date(2026, 2, 18), "Tết Nguyên đán", "tet"),
    (date(2026, 2, 19), "Tết Nguyên đán", "tet"),
    (date(2026, 2, 20), "Tết Nguyên đán", "tet"),
    (date(2026, 4, 26), "Giỗ Tổ Hùng Vương", "hung_kings"),
    (date(2026, 4, 27), "Giỗ Tổ Hùng Vương (nghỉ bù)", "hung_kings"),
    (date(2027, 2, 5), "Tết Nguyên đán", "tet"),
    (date(2027, 2, 6), "Tết Nguyên đán", "tet"),
    (date(2027, 2, 7), "Tết Nguyên đán", "tet"),
    (date(2027, 2, 8), "Tết Nguyên đán", "tet"),
    (date(2027, 2, 9), "Tết Nguyên đán", "tet"),
    (date(2027, 2, 10), "Tết Nguyên đán (nghỉ bù)", "tet"),
    (date(2027, 2, 11), "Tết Nguyên đán (nghỉ bù)", "tet"),
    (date(2027, 4, 16), "Giỗ Tổ Hùng Vương", "hung_kings"),
)


def add_days(apps, schema_editor):
    """Write the days of the current years, but for a kind that the staff has written itself."""
    alias = schema_editor.connection.alias
    days = apps.get_model("obligations", "SpecialDay").objects.using(alias)
    written = set(days.values_list("day__year", "kind"))
    for day, name, kind in DAYS:
        if (day.year, kind) not in written:
            days.get_or_create(day=day, defaults={"name": name, "kind": kind, "source": SOURCE})


class Migration(migrations.Migration):
    dependencies = [("obligations", "0003_source_of_a_holiday")]
    operations = [migrations.RunPython(add_days, migrations.RunPython.noop)]
