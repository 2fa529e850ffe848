"""The department's structure: shown from its rows, and nothing made up where there are none."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import translation

from portal.audit.models import AuditEntry
from portal.department import demo
from portal.department.chart import branches_of
from portal.department.models import Department, Post, ServiceLink, Unit, abstract
from portal.department.tags import translated, translated_lines
from portal.organisations.models import Organisation, Succession
from portal.pagecache import generation
from portal.publishing.models import State
from tests import builders as people
from tests.markup import words
from tests.portal.department import builders

pytestmark = pytest.mark.django_db

UNKNOWN = "chưa có thông tin"
STRUCTURE = "/gioi-thieu/co-cau-to-chuc/"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def main_of(client, path):
    return words(read(client, path).select_one("main"))


@pytest.mark.parametrize(
    "path",
    [
        "chuc-nang-nhiem-vu",
        "co-cau-to-chuc",
        "lanh-dao",
        "bao-chi",
        "tiep-cong-dan",
        "dich-vu-cong",
        "lien-ket",
        "lich-cong-tac",
    ],
)
def test_where_nothing_is_known_the_page_says_so(client, path):
    page = read(client, f"/gioi-thieu/{path}/")
    assert UNKNOWN in page.select_one("main article").get_text().lower()
    assert page.select_one('aside [aria-current="page"]')["href"] == f"/gioi-thieu/{path}/"
    assert path in str(read(client, "/gioi-thieu/").select_one("main"))


def test_the_chart_is_a_list_of_units_with_their_own_below_them(client):
    centre = builders.unit("Trung tâm CNTT", position=20)
    builders.unit("Tổ Mạng", parent=centre)
    builders.unit("Văn phòng", position=10)
    chart = read(client, STRUCTURE).select_one(".org-chart")
    first, second = chart.select(".org-chart > ul > li")
    assert first.get_text(strip=True) == "Văn phòng"
    assert second.select_one("ul > li").get_text(strip=True) == "Tổ Mạng"
    # Each leads to what is told of the unit below.
    assert chart.select_one("ul ul a")["href"] == f"#don-vi-{Unit.objects.get(name='Tổ Mạng').pk}"


def test_a_unit_tells_its_work_its_posts_and_how_it_is_reached(client):
    unit = builders.unit(
        functions="Quản lý viễn thông.\nCấp phép.",
        phone="0234 38 123",
        email="cntt@so.example",
        room="Phòng 12",
    )
    builders.post("Trưởng phòng", unit=unit, holder="Trần Văn Thử")
    section = read(client, STRUCTURE).select_one(f"#don-vi-{unit.pk}")
    text = words(section)
    for part in ("Quản lý viễn thông.", "Cấp phép.", "Phòng 12", "Trưởng phòng", "Trần Văn Thử"):
        assert part in text
    assert section.select_one('a[href="tel:023438123"]').string == "0234 38 123"
    assert section.select_one('a[href="mailto:cntt@so.example"]') is not None


def test_no_unit_is_lost_where_two_lie_below_each_other():
    one, two = builders.unit("Một"), builders.unit("Hai")
    Unit.objects.filter(pk=one.pk).update(parent=two)
    Unit.objects.filter(pk=two.pk).update(parent=one)
    branches = branches_of(Unit.objects.all(), [])
    assert sorted(each.unit.name for top in branches for each in top.flat()) == ["Hai", "Một"]


def test_who_holds_a_post_stands_there_only_where_it_is_known(client):
    report = people.article("Báo cáo hội nghị")
    builders.post("Giám đốc", holder="Hồ Xuân Phán", known_on=date(2007, 1, 30), source=report)
    builders.post("Phó Giám đốc", duties="Phụ trách viễn thông", position=20)
    text = main_of(client, "/gioi-thieu/lanh-dao/")
    assert "Hồ Xuân Phán theo nguồn ngày 30/01/2007" in text
    assert report.path in str(read(client, "/gioi-thieu/lanh-dao/"))
    assert "Phụ trách viễn thông" in text
    assert text.lower().count(UNKNOWN) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("co-cau-to-chuc", "người giữ chức vụ, điện thoại công vụ, thư điện tử công vụ (10 mục)."),
        ("lanh-dao", "người giữ chức vụ (2 mục)."),
    ],
)
def test_what_is_not_known_of_many_units_and_posts_is_said_once(client, path, line):
    for number in range(2):
        builders.post(f"Phó Giám đốc {number}")
        unit = builders.unit(f"Phòng {number}")
        builders.post("Trưởng phòng", unit=unit)
        builders.post("Phó Trưởng phòng", unit=unit)
    text = main_of(client, f"/gioi-thieu/{path}/")
    assert text.lower().count(UNKNOWN) == 1
    assert f"Chưa có thông tin: {line}" in text


def test_a_source_that_readers_do_not_see_is_not_named(client):
    hidden = people.article("Báo cáo mật", state=State.DRAFT, published_at=None)
    builders.post(holder="Ông A", known_on=date(2007, 1, 30), source=hidden)
    Department.objects.create(pk=1, functions="Việc một", basis=hidden)
    for path in ("lanh-dao", "co-cau-to-chuc", "chuc-nang-nhiem-vu"):
        page = str(read(client, f"/gioi-thieu/{path}/"))
        assert "Báo cáo mật" not in page
        assert hidden.path not in page


def test_functions_are_told_of_the_department_and_of_each_unit(client):
    Department.objects.create(pk=1, functions="Quản lý nhà nước.\nThanh tra.")
    builders.unit("Văn phòng", functions="Tiếp nhận hồ sơ.")
    builders.unit("Thanh tra Sở")
    text = main_of(client, "/gioi-thieu/chuc-nang-nhiem-vu/")
    for part in ("Quản lý nhà nước.", "Thanh tra.", "Tiếp nhận hồ sơ."):
        assert part in text
    assert UNKNOWN not in text


def test_what_the_report_says_of_the_work_stands_without_a_word_of_nothing_known(client):
    with override_settings(SITE_IS_DEMO=True):
        part = read(client, "/gioi-thieu/chuc-nang-nhiem-vu/").select_one("#functions").parent
    assert "Báo cáo tại hội nghị" in words(part)
    assert UNKNOWN not in words(part)


def test_the_press_finds_who_speaks_and_how_to_ask(client):
    Department.objects.create(pk=1, press_phone="0234 111", press_note="Hỏi trước 1 ngày.")
    builders.post("Phó Giám đốc", holder="Bà B", is_spokesperson=True)
    page = read(client, "/gioi-thieu/bao-chi/")
    text = words(page.select_one("main"))
    for part in ("Phó Giám đốc", "Bà B", "Hỏi trước 1 ngày."):
        assert part in text
    assert page.select_one('a[href="tel:0234111"]') is not None


def test_contact_tells_what_is_known_and_warns_only_where_nothing_is(client):
    assert read(client, "/lien-he/").select_one("main .notice-warning") is not None
    Department.objects.create(
        pk=1, address="36 Lê Lợi", phone="0234 222", hotline="0234 999", hotline_note="24/24"
    )
    builders.reception(day_of_month=15)
    page = read(client, "/lien-he/")
    text = words(page.select_one("main"))
    assert "36 Lê Lợi" in text
    assert "24/24" in text
    assert page.select_one("main .notice-warning") is None
    assert page.select_one("main time") is not None
    assert {link["href"] for link in page.select('main a[href^="tel:"]')} == {
        "tel:0234222",
        "tel:0234999",
    }


def test_without_a_number_contact_names_other_ways(client):
    before = Organisation.objects.create(name="Sở Bưu chính")
    between = Organisation.objects.create(name="Sở Thông tin")
    today = Organisation.objects.create(name="Sở Khoa học", website="https://khoahoc.example.vn/")
    Succession.objects.create(former=before, successor=between, from_year=2008, ran_this_site=True)
    Succession.objects.create(former=between, successor=today, from_year=2025, ran_this_site=True)
    for path in ("/lien-he/", "/en/lien-he/"):
        card = read(client, path).select_one(".contact-card")
        assert card.select_one('a[href="https://khoahoc.example.vn/"]').get_text() == "Sở Khoa học"
        assert [link.get_text() for link in card.select('a[href^="tel:"]')] == [
            "112", "113", "114", "115",
        ]  # fmt: skip
    Department.objects.create(pk=1, hotline="0234 999")
    card = read(client, "/lien-he/").select_one(".contact-card")
    assert "Sở Khoa học" not in words(card)
    assert "115" not in words(card)


def test_who_runs_the_site_is_no_other_way(client, settings):
    former = Organisation.objects.create(name="Sở cũ")
    today = Organisation.objects.create(name=settings.SITE_NAME)
    Succession.objects.create(former=former, successor=today, from_year=2025, ran_this_site=True)
    page = read(client, "/lien-he/")
    assert "Cơ quan làm việc này hiện nay" not in words(page.select_one("main"))
    assert page.select_one('.contact-card a[href="tel:115"]')


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_few_queries(client, django_assert_num_queries, rows):
    report = people.article("Báo cáo")
    Department.objects.create(pk=1, phone="0234 222")
    for number in range(rows):
        unit = builders.unit(f"Phòng {number}", functions="Việc", phone="0234 1")
        builders.post(unit=unit, holder="Ông A", source=report)
        builders.post(holder="Ông B", source=report)
        builders.page(f"Trang {number}")
        builders.reception(weekday=number)
    for path, queries in {
        "": 3,
        "chuc-nang-nhiem-vu/": 3,
        "co-cau-to-chuc/": 3,
        "lanh-dao/": 2,
        "bao-chi/": 3,
        "tiep-cong-dan/": 4,
    }.items():
        with django_assert_num_queries(queries):
            client.get(f"/gioi-thieu/{path}")
    with django_assert_num_queries(6):
        client.get("/lien-he/")


def test_machines_read_the_contacts_and_units(client):
    Department.objects.create(pk=1, address="36 Lê Lợi", hotline="0234 999", name_en="Department")
    builders.unit("Văn phòng", phone="0234 5")
    builders.unit("Phòng kín")
    for path in ("/", "/gioi-thieu/", "/lien-he/"):
        data = read(client, path).select_one('script[type="application/ld+json"]').string
        assert '"@type":"GovernmentOrganization"' in data
        assert '"telephone":"0234 999"' in data
        assert "Văn phòng" in data
        assert "Phòng kín" not in data


def test_what_is_translated_is_said_in_english_and_the_rest_is_marked():
    unit = builders.unit("Văn phòng", name_en="Office", functions="Việc <một>")
    assert translated(unit, "name") == "Văn phòng"
    with translation.override("en"):
        assert translated(unit, "name") == "Office"
        assert translated_lines(unit, "functions") == '<div lang="vi"><p>Việc &lt;một&gt;</p></div>'
        assert translated(unit, "room") == ""


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (Unit, {"name": ""}),
        (Post, {"title": ""}),
        (Post, {"title": "Giám đốc", "known_on": date(2007, 1, 30)}),
        (Department, {"pk": 2}),
        (ServiceLink, {"name": "", "url": "https://a.example/"}),
        (ServiceLink, {"name": "A", "url": "ftp://a.example/"}),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(row, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.objects.create(**changes)


def test_a_unit_below_itself_is_refused_kindly_and_finally():
    top = builders.unit("Trung tâm")
    below = builders.unit("Tổ", parent=top)
    top.parent = below
    with pytest.raises(ValidationError, match="đang trực thuộc chính đơn vị này"):
        top.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=top.pk).update(parent=top.pk)


def test_there_are_a_hundred_units_at_most(monkeypatch):
    monkeypatch.setattr(abstract, "MAX_ROWS", 1)
    first = builders.unit("Văn phòng")
    first.full_clean()
    with pytest.raises(ValidationError, match="đã có 1 mục"):
        Unit(name="Thanh tra").full_clean()


def test_one_post_speaks_for_the_department():
    builders.post(is_spokesperson=True)
    with pytest.raises(ValidationError, match="người phát ngôn"):
        Post(title="Chánh Văn phòng", is_spokesperson=True).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.post("Chánh Văn phòng", is_spokesperson=True)


def test_editors_keep_the_rows_and_reporters_read_them(client):
    typed = {"name": "Văn phòng", "position": "10", "phone": "0234 5"}
    client.force_login(people.reporter())
    assert client.post("/admin/portal/unit/add/", typed).status_code == 403
    assert client.get("/admin/portal/unit/").status_code == 200
    client.force_login(people.editor())
    before = generation.current()
    assert client.post("/admin/portal/unit/add/", typed).status_code == 302
    unit = Unit.objects.get()
    assert generation.current() == before + 1
    assert AuditEntry.objects.get(subject_label="department.unit").new["phone"] == "0234 5"
    wrong = client.post(f"/admin/portal/unit/{unit.pk}/change/", typed | {"phone": "gọi Lan"})
    assert wrong.status_code == 200
    unit.refresh_from_db()
    assert unit.phone == "0234 5"


def test_the_facts_of_the_department_are_one_row(client):
    client.force_login(people.editor())
    assert client.post("/admin/portal/department/add/", {"phone": "0234 1"}).status_code == 302
    assert Department.objects.get().phone == "0234 1"
    for instead in ("add/", ""):
        again = client.get(f"/admin/portal/department/{instead}")
        assert again["Location"] == "/admin/portal/department/1/change/"
    assert "_addanother" not in client.get(again["Location"]).text


def test_the_demo_names_whom_the_report_names_and_nobody_else(client):
    report = people.article("Báo cáo", slug=demo.REPORT.split("/")[-2])
    assert demo.load() == {
        "names of the department": 1,
        "posts": 1,
        "links to public services": 1,
        "successions": 2,
    }
    assert not demo.load().total()
    assert [(post.holder, post.source_id) for post in Post.objects.all()] == [
        ("Hồ Xuân Phán", report.pk)
    ]
    assert not Unit.objects.exists()
    known = Department.objects.get()
    assert (known.name, known.phone, known.address) == (demo.sample_pages.DEPARTMENT, "", "")


def test_a_demo_is_called_as_the_operator_calls_it(client, settings, monkeypatch):
    monkeypatch.setenv("SITE_NAME", "Cổng thử")
    settings.SITE_NAME = "Cổng thử"
    assert demo.load()["names of the department"] == 1
    assert "Cổng thử" in client.get("/").text
    known = Department.objects.get()
    assert (known.name, known.name_en) == ("", demo.sample_pages.DEPARTMENT_EN)
    assert not demo.load()["names of the department"]


@pytest.mark.parametrize("kind", ["unit", "post", "department"])
def test_forms_of_the_structure_begin_with_who_it_is(client, kind):
    client.force_login(people.editor())
    page = BeautifulSoup(client.get(f"/admin/portal/{kind}/add/", follow=True).text, "html.parser")
    rows = [row["class"][1] for row in page.select(".form-row")]
    assert rows.index("field-phone") > rows.index("field-title" if kind == "post" else "field-name")
