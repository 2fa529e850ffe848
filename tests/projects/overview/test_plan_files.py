"""A plan's and all projects' data: what their pages say, and nothing that is not public."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from portal.organisations.models import Organisation
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from projects.work.models import MoneyFrom, Participation, Stage
from tests import builders as site
from tests.data_files import csv_of, json_of, sent, sheet_rows, xlsx_of
from tests.enterprises.builders import enterprise
from tests.projects import builders

pytestmark = pytest.mark.django_db
PLAN = "/quy-hoach/quy-hoach-cntt"


@pytest.fixture
def owner():
    return Organisation.objects.create(name="Sở Bưu chính, Viễn thông")


@pytest.fixture
def plan(report, owner):
    """A plan with a goal, and a project with half of its milestones reached."""
    found = builders.plan(
        "Quy hoạch CNTT", scope="Toàn tỉnh", decision_number="12/2007/QĐ-UBND", issuer=owner
    )
    density = builders.indicator()
    builders.target(density, report, 2010, "40.50")
    found.goals.create(text="Mật độ đạt 40,5", year=2010, indicator=density, evidence=report)
    work = builders.project(
        "Website", plan=found, owner=owner, stage=Stage.RUNNING, evidence=report, weight=2
    )
    first = work.milestones.create(
        title="Khảo sát", planned_on=date(2007, 3, 1), actual_on=date(2007, 4, 1)
    )
    work.milestones.create(title="Vận hành", planned_on=date(2007, 9, 1), follows=first)
    work.milestone_moves.create(
        milestone=first, from_day=date(2007, 3, 1), to_day=date(2007, 4, 1), reason="Bão"
    )
    work.budget_lines.create(year=2007, money_from=MoneyFrom.LOCAL, planned=Decimal(500))
    work.progress_notes.create(noted_on=date(2007, 4, 2), text="Xong khảo sát")
    with transaction.atomic(), allow_live_writes():
        work.participations.create(organisation=owner, quantity=Decimal(10), quantity_unit="người")
    call = builders.support_call(project=work)
    builders.application(call=call, outcome="granted", decided_on=date(2007, 4, 2))
    return found


def test_a_plan_has_all_that_its_page_tells(client, plan, report):
    found = json_of(client, f"{PLAN}.json")
    assert (found["scope"], found["horizon"], found["orientation"]) == ("Toàn tỉnh", 2010, 2020)
    assert (found["decision_number"], found["issuer"]) == (
        "12/2007/QĐ-UBND",
        "Sở Bưu chính, Viễn thông",
    )
    [project] = found["projects"]
    assert (project["title"], project["stage"], project["weight"]) == ("Website", "running", 2)
    assert (project["progress"], project["plan"]) == ("50", "Quy hoạch CNTT")
    assert project["source"].endswith(report.path)
    [goal] = found["goals"]
    assert goal["indicator_address"].endswith("/chi-tieu/mat-do-dien-thoai/")
    [target] = found["targets"]
    assert (target["indicator"], target["value"]) == ("Mật độ điện thoại", "40.50")
    survey, start = found["milestones"]
    assert (survey["actual_on"], start["actual_on"]) == ("2007-04-01", None)
    assert start["follows_id"] == survey["id"]
    [move] = found["milestone_moves"]
    assert (move["milestone"], move["to_day"], move["reason"]) == ("Khảo sát", "2007-04-01", "Bão")
    [money] = found["budget_lines"]
    assert (money["planned"], money["spent"]) == ("500", None)
    [note] = found["progress_notes"]
    assert (note["noted_on"], note["text"]) == ("2007-04-02", "Xong khảo sát")
    [part] = found["participations"]
    assert (part["participant"], part["quantity"]) == ("Sở Bưu chính, Viễn thông", "10")
    [granted] = found["support_granted"]
    assert (granted["support"], granted["enterprise"]) == ("Tên miền và máy chủ", "Công ty 1")
    listed = {(row["table"], row["name"]) for row in found["codebook"]}
    assert listed == {
        (row["table"], name) for row in found["codebook"] for name in found[row["table"]][0]
    }


def test_its_csv_is_its_projects_and_any_other_table_on_request(client, plan):
    [row] = csv_of(client, f"{PLAN}.csv")
    assert (row["title"], row["progress"], row["starts_on"]) == ("Website", "50", "")
    tables = ("goals", "targets", "milestone_moves", "budget_lines", "participations", "about")
    for table in tables:
        assert csv_of(client, f"{PLAN}.csv?bang={table}")


def test_its_excel_book_has_a_sheet_for_each_table(client, plan):
    book = xlsx_of(client, f"{PLAN}.xlsx")
    assert len(book.sheetnames) == 12
    [row] = sheet_rows(book, "Dự án")
    assert (row["tình trạng"], row["trọng số trong quy hoạch"]) == ("đang triển khai", 2)
    money, *_ = sheet_rows(book, "Kinh phí")
    assert (money["kế hoạch"], money["đã chi"]) == (500, None)


def test_all_projects_stand_beside_their_list(client, plan):
    builders.project("Dự án riêng")
    assert {row["title"] for row in csv_of(client, "/du-an.csv")} == {"Website", "Dự án riêng"}
    found = json_of(client, "/du-an.json")
    assert len(found["milestones"]) == 2
    assert found["address"].endswith("/du-an/")


def test_plan_and_list_lead_to_their_data(client, plan):
    assert f'<a href="{PLAN}.json"' in client.get(f"{PLAN}/").text
    assert '<a href="/du-an.xlsx"' in client.get("/du-an/").text


def test_what_is_not_public_stands_in_no_file(client, plan, report):
    builders.project("Dự án mật", plan=plan, state=State.DRAFT)
    hidden = builders.plan("Quy hoạch mật", state=State.DRAFT)
    shown = builders.project("Dự án lộ", plan=hidden)
    firm = enterprise("Công ty Mật", state=State.DRAFT)
    indicator = builders.indicator("Chỉ tiêu mật", state=State.DRAFT)
    builders.target(indicator, site.article("Bài mật", state=State.DRAFT))
    plan.goals.create(text="Một mục tiêu", indicator=indicator)
    with transaction.atomic(), allow_live_writes():
        Participation.objects.create(project=shown, enterprise=firm, website="https://mat.vn")
    files = [f"{PLAN}.json", f"{PLAN}.csv", "/du-an.json", "/du-an.csv"]
    texts = [sent(client, address).decode() for address in files]
    assert "Một mục tiêu" in texts[0]
    assert "Dự án lộ" in texts[2]
    for text in texts:
        for word in (
            "Dự án mật",
            "Quy hoạch mật",
            "Công ty Mật",
            "mat.vn",
            "Chỉ tiêu mật",
            "Bài mật",
        ):
            assert word not in text
    assert client.get("/quy-hoach/quy-hoach-mat.json").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_three_projects_are_read_as_fast_as_one(client, report, rows, django_assert_num_queries):
    plan = builders.plan("Quy hoạch CNTT")
    for number in range(rows):
        work = builders.project(f"Dự án {number}", plan=plan, evidence=report)
        work.milestones.create(title="Mốc", planned_on=date(2007, 3, 1))
        work.budget_lines.create(year=2007, planned=1, evidence=report)
    with django_assert_num_queries(6):
        sent(client, f"{PLAN}.csv")
    with django_assert_num_queries(16):
        sent(client, f"{PLAN}.json")
    with django_assert_num_queries(6):
        sent(client, "/du-an.csv")
