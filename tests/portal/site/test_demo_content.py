"""What the demo tells: what the report of 2007 says, what is marked as made up, no more."""

import pytest
from django.utils import timezone

from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise, Locality, Sector
from news.articles.models import Article
from news.demo import SOURCE
from portal.department.demo import BODIES
from portal.kit.text.html import plain_text
from portal.organisations.models import Organisation
from portal.publishing.models import Publication
from projects.demo.organisations import NAMED
from projects.indicators.models import Indicator, Observation, SeriesRole, Target
from projects.plans.models import MasterPlan
from projects.work.models import Participation, Project, Stage
from tests.enterprises.builders import enterprise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
QUOTING = (MasterPlan, Project, Participation, Target)
ADDRESS = "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue/"


@pytest.fixture
def source() -> list[str]:
    text = SOURCE.read_text(encoding="utf-8")
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def test_the_report_is_there_word_for_word_with_its_lead_once(source):
    report = Article.objects.get(path=ADDRESS)
    title, _moment, lead, lead_again, *paragraphs = source
    assert lead == lead_again
    assert (report.title, report.summary) == (title, lead)
    assert report.body == "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    assert "họat động của mạng" in report.body
    assert report.is_imported
    assert report.author is None


def test_the_report_appeared_on_the_first_of_february(client):
    report = Article.objects.get(path=ADDRESS)
    assert report.is_public
    assert timezone.localtime(report.published_at).isoformat() == "2007-02-01T10:27:14+07:00"
    assert report.section.name == "Hoạt động của Sở"
    page = client.get(ADDRESS).text
    assert '<time datetime="2007-02-01T10:27:14+07:00">' in page


def test_every_quote_is_in_the_report_and_names_it_as_its_source():
    report = Article.objects.get(path=ADDRESS)
    words = plain_text(report.body)
    quoted = [row for kind in QUOTING for row in kind.objects.all()]
    assert {type(row) for row in quoted} == set(QUOTING)
    for row in quoted:
        assert row.quote, row
        assert row.quote in words
        assert row.evidence_id == report.pk


def test_pages_of_the_report_appeared_with_it():
    """They say what was known on that day; when the rows came stands in their history."""
    report = Article.objects.get(path=ADDRESS)
    for kind in (MasterPlan, Project, Indicator):
        assert {row.published_at for row in kind.objects.all()} == {report.published_at}


def test_only_organisations_that_the_report_names_are_brought():
    report = Article.objects.get(path=ADDRESS)
    words = report.summary + plain_text(report.body)
    for named in NAMED:
        assert named.said_as in words, named
    rows = Organisation.objects.filter(is_unnamed=False).values_list("name", flat=True)
    # Beside them only what became of the department since.
    assert set(rows) == {named.name for named in NAMED} | set(BODIES)


def test_the_radio_network_has_ten_agencies_without_names(client):
    network = Project.objects.get(title__startswith="Mạng vô tuyến điện")
    agencies = [row.organisation for row in network.participations.select_related("organisation")]
    assert [str(row) for row in agencies] == [
        f"Cơ quan {number} (báo cáo không nêu tên)" for number in range(1, 11)
    ]
    assert all(row.is_unnamed for row in agencies)
    page = client.get(network.path).text
    assert "10 cơ quan, nguồn không nêu tên" in page
    assert "Cơ quan 1 " not in page


def test_who_is_in_charge_and_who_takes_part_is_what_the_report_says():
    found = {
        project.title: (
            project.owner and project.owner.short_name,
            [str(row) for row in project.participations.all() if not row.organisation.is_unnamed],
        )
        for project in Project.objects.select_related("owner")
    }
    partners = [
        "Trung tâm Kiểm soát tần số KV 3", "Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế",
    ]  # fmt: skip
    cooperation = "Chương trình hợp tác giữa Trung tâm Kiểm soát tần số KV 3 với Sở BCVT"
    assert found.pop(cooperation) == (None, partners)
    assert set(map(str, found.values())) == {"('Sở BCVT', [])"}


def test_what_the_report_does_not_say_is_missing():
    for project in Project.objects.all():
        assert project.sponsor is project.issuer is project.decided_on is None
        assert project.starts_on is project.ends_on is None
        assert not project.milestones.exists()
        assert not project.budget_lines.exists()
    for plan in MasterPlan.objects.all():
        assert (plan.decision_number, plan.decided_on, plan.issuer) == ("", None, None)
        assert not plan.goals.exists()


def test_the_plans_and_projects_are_those_of_the_report():
    plans = MasterPlan.objects.public().by_name()
    assert [(plan.title, plan.horizon, plan.orientation) for plan in plans] == [
        ("Quy hoạch Công nghệ thông tin đến năm 2010 và định hướng năm 2020", 2010, 2020),
        (
            "Quy hoạch phát triển Bưu chính, Viễn thông đến năm 2010 và định hướng năm 2020",
            2010,
            2020,
        ),
    ]
    projects = Project.objects.public().by_name().select_related("plan")
    assert {(project.title, project.stage) for project in projects} == {
        ("Các dự án thuộc Quy hoạch CNTT", Stage.PLANNED),
        ("Các dự án thuộc Quy hoạch phát triển BCVT", Stage.PLANNED),
        ("Xây dựng và triển khai Website cho các Sở, Ban, Ngành trong tỉnh", Stage.PLANNED),
        ("Chương trình hỗ trợ doanh nghiệp ứng dụng CNTT", Stage.PLANNED),
        ("Đào tạo CNTT trong các cơ quan Đảng và Nhà nước", Stage.PLANNED),
        ("Mạng vô tuyến điện của 10 cơ quan phục vụ công tác Phòng chống bão lụt", Stage.UNKNOWN),
        ("Chương trình hợp tác giữa Trung tâm Kiểm soát tần số KV 3 với Sở BCVT", Stage.UNKNOWN),
    }
    # The report gives only these to a plan.
    assert {project.title for project in projects if project.plan} == {
        "Các dự án thuộc Quy hoạch CNTT",
        "Các dự án thuộc Quy hoạch phát triển BCVT",
    }


def test_telephone_density_has_its_target_and_no_invented_figure():
    density = Indicator.objects.public().get()
    assert (density.title, density.unit) == ("Mật độ điện thoại", "máy/100 dân")
    assert density.is_headline
    [target] = density.targets.all()
    assert (target.year, str(target.value), target.upper) == (2007, "35", None)
    assert target.equals_benchmark
    assert [(row.name, row.role, row.is_main) for row in density.series.all()] == [
        ("Toàn tỉnh", SeriesRole.OWN, True),
        ("Cả nước", SeriesRole.BENCHMARK, False),
    ]
    assert not Observation.objects.exists()


def test_the_enterprises_and_their_products_are_marked_as_made_up(client):
    samples = Enterprise.objects.public().by_name()
    assert [row.title for row in samples] == ["Công ty minh họa A", "Công ty minh họa B"]
    for row in [*samples, *Product.objects.public()]:
        assert "minh họa" in row.title
        assert "minh họa" in row.summary
        assert row.is_sample
        assert 'class="sample-mark"' in client.get(row.path).text
    assert {row.enterprise_id for row in Product.objects.public()} == {row.pk for row in samples}


def test_who_was_entered_under_a_district_of_before_is_found_under_the_city(client):
    district = Locality.objects.get(name="huyện A Lưới")
    enterprise("Công ty A Lưới", locality=district)
    found = client.get("/doanh-nghiep/", {"dia-ban": "thanh-pho-hue"}).text
    for title in ("Công ty A Lưới", "Công ty minh họa A"):
        assert title in found
    assert "đến 01/07/2025" in client.get("/doanh-nghiep/cong-ty-a-luoi/").text


def test_nothing_of_a_made_up_profile_could_be_anybodys():
    for row in Enterprise.objects.all():
        assert (row.phone, row.website, row.tax_code) == ("", "", None)
        assert "không có thật" in row.address
        assert "không có thật" in row.licence
        assert row.email.endswith(".example")
        assert row.private_contact.phone == ""
        assert row.private_contact.email.endswith(".example")


def test_the_profiles_show_all_that_a_profile_can_say():
    for row in Enterprise.objects.all():
        assert row.short_name
        assert row.size
        assert row.founded_year
        assert len(row.capabilities.splitlines()) == 3
        assert row.sectors.count() == 2
    assert [row.name for row in Sector.objects.all()] == [
        "Bưu chính",
        "Viễn thông",
        "Internet",
        "Phần mềm",
        "Phần cứng",
        "Đào tạo CNTT",
    ]


def test_the_pages_open_and_the_home_page_shows_all_of_it(client):
    home = client.get("/").text
    for shown in (ADDRESS, "/chi-tieu/mat-do-dien-thoai/", "/quy-hoach/cam-ket/"):
        assert shown in home
    for page in Publication.objects.public():
        assert client.get(page.path).status_code == 200, page.path
    for address in ("/quy-hoach/", "/du-an/", "/chi-tieu/", "/doanh-nghiep/"):
        assert client.get(address).status_code == 200
