from django.db import migrations

ABBREVIATIONS = [
    ("ATTT", "an toàn thông tin"),
    ("BCH", "ban chấp hành"),
    ("BCVT", "bưu chính viễn thông"),
    ("BQL", "ban quản lý"),
    ("CBCC", "cán bộ công chức"),
    ("CCHC", "cải cách hành chính"),
    ("CNTT", "công nghệ thông tin"),
    ("CNTT-TT", "công nghệ thông tin và truyền thông"),
    ("CSDL", "cơ sở dữ liệu"),
    ("ĐTVT", "điện tử viễn thông"),
    ("DNNN", "doanh nghiệp nhà nước"),
    ("GD-ĐT", "giáo dục đào tạo"),
    ("HĐND", "hội đồng nhân dân"),
    ("HTX", "hợp tác xã"),
    ("KHCN", "khoa học công nghệ"),
    ("KT-XH", "kinh tế xã hội"),
    ("KV", "khu vực"),
    ("MTTQ", "mặt trận tổ quốc"),
    ("NSNN", "ngân sách nhà nước"),
    ("PCBL", "phòng chống bão lụt"),
    ("QLNN", "quản lý nhà nước"),
    ("QPPL", "quy phạm pháp luật"),
    ("TNHH", "trách nhiệm hữu hạn"),
    ("TT-Huế", "Thừa Thiên Huế"),
    ("TTHC", "thủ tục hành chính"),
    ("UBMTTQ", "ủy ban mặt trận tổ quốc"),
    ("UBND", "ủy ban nhân dân"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
]


def add_abbreviations(apps, schema_editor):
    """Those that the search knows on the day a site is set up; staff goes on from there."""
    rows = apps.get_model("search", "Abbreviation").objects.using(schema_editor.connection.alias)
    for short, long in ABBREVIATIONS:
        rows.get_or_create(short=short, defaults={"long": long})


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(add_abbreviations, migrations.RunPython.noop)]
