"""The list of projects, narrowed down by its address."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.db.models import QuerySet

from portal.organisations.models import Organisation
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Section, State
from projects.work.models import BudgetLine, Participation, Project, Stage
from tests.projects import builders

pytestmark = pytest.mark.django_db


def section(name: str) -> Section:
    return Section.objects.create(kind=Project.KIND, name=name)


def agency(name: str, **fields) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


def joins(project: Project, who: Organisation) -> None:
    with transaction.atomic(), allow_live_writes():
        Participation.objects.create(project=project, organisation=who)


def titles(client, address: str = "/du-an/", **query) -> list[str]:
    response = client.get(address, query)
    assert response.status_code == 200
    return [project.title for project in response.context["projects"]]


def test_a_list_is_narrowed_by_plan_stage_and_field(client):
    plan, field = builders.plan("Quy hoạch viễn thông"), section("Viễn thông")
    builders.project("Cả ba", plan=plan, section=field, stage=Stage.RUNNING)
    builders.project("Chỉ quy hoạch", plan=plan)
    builders.project("Không gì cả")
    assert titles(client, quy_hoach=plan.slug) == ["Cả ba", "Chỉ quy hoạch"]
    assert titles(client, linh_vuc=field.slug) == ["Cả ba"]
    assert titles(client, tinh_trang="running", quy_hoach=plan.slug) == ["Cả ba"]
    assert len(titles(client)) == 3


@pytest.mark.parametrize(("total", "text"), [(1000, "1.000 dự án"), (1001, "Hơn 1.000 dự án")])
def test_a_thousand_projects_are_counted_with_a_dot(client, monkeypatch, total, text):
    monkeypatch.setattr(QuerySet, "count", lambda rows: total)
    builders.project()
    page = BeautifulSoup(client.get("/du-an/").content, "html.parser")
    assert page.select_one("main p.quiet").get_text(" ", strip=True).startswith(text)


def test_a_year_finds_what_goes_on_in_it_or_has_money_for_it(client):
    builders.project("Đang làm", starts_on=date(2006, 5, 1), ends_on=date(2008, 1, 1))
    builders.project("Chưa có hạn", starts_on=date(2007, 12, 31))
    builders.project("Đã xong", starts_on=date(2005, 1, 1), ends_on=date(2006, 12, 31))
    builders.project("Không rõ ngày")
    BudgetLine.objects.create(project=builders.project("Có kinh phí"), year=2007)
    assert titles(client, nam="2007") == ["Chưa có hạn", "Có kinh phí", "Đang làm"]


def test_an_agency_finds_what_it_owns_pays_for_or_takes_part_in(client):
    one, other = agency("Sở Tài chính"), agency("Sở Y tế")
    builders.project("Chủ đầu tư", owner=one)
    builders.project("Tài trợ", sponsor=one)
    joins(builders.project("Tham gia", owner=other), one)
    assert titles(client, co_quan=str(one.pk)) == ["Chủ đầu tư", "Tài trợ", "Tham gia"]


def test_only_agencies_of_public_projects_that_have_a_name_are_offered(client):
    builders.project("Nháp", owner=agency("Sở Mật"), state=State.DRAFT)
    joins(builders.project("Mạng vô tuyến"), agency("Cơ quan 1", is_unnamed=True))
    builders.project("Khác", owner=agency("Sở Công khai"))
    offered = [
        str(label) for _key, label in client.get("/du-an/").context["form"]["co_quan"].field.choices
    ]
    assert offered == ["tất cả", "Sở Công khai"]


def test_a_plan_that_is_not_public_is_not_offered(client):
    plan = builders.plan("Quy hoạch mật", state=State.DRAFT)
    builders.project("Công khai", plan=plan)
    assert "Quy hoạch mật" not in client.get("/du-an/", {"quy_hoach": plan.slug}).text


def test_an_empty_result_says_what_to_do(client):
    builders.project()
    page = client.get("/du-an/", {"nam": "1990"}).text
    assert "Hãy bỏ bớt một điều kiện" in page
    assert '<a href="/du-an/">tất cả dự án, chương trình</a>' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"nam": "hai nghìn"}, "Ghi năm bằng bốn chữ số"),
        ({"nam": "99999"}, "Ghi năm bằng bốn chữ số"),
        ({"co_quan": "1; DROP"}, "errorlist"),
        ({"quy_hoach": "khong-co"}, "errorlist"),
    ],
)
def test_what_is_written_wrongly_says_so_and_narrows_nothing(client, query, words):
    builders.project("Vẫn đây")
    response = client.get("/du-an/", query)
    assert response.status_code == 200
    page = response.text
    assert words in page
    assert "Vẫn đây" in page


def test_a_field_has_a_list_of_its_own(client):
    field = section("Công nghệ thông tin")
    builders.project("Trong lĩnh vực", section=field, stage=Stage.RUNNING)
    builders.project("Ngoài lĩnh vực")
    assert titles(client, field.path) == ["Trong lĩnh vực"]
    assert titles(client, field.path, tinh_trang="stopped") == []
    page = client.get(field.path).text
    assert "<h1>Công nghệ thông tin</h1>" in page
    assert 'name="linh_vuc"' not in page
    assert client.get("/du-an/linh-vuc/khong-co/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    field = section("Công nghệ thông tin")
    for number in range(rows):
        builders.project(
            f"Dự án {number}", plan=builders.plan(f"Quy hoạch {number}"), section=field,
            owner=agency(f"Sở {number}"),
        )  # fmt: skip
    with django_assert_num_queries(5):
        client.get("/du-an/")
    with django_assert_num_queries(5):
        client.get(field.path)
