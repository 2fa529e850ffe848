"""The timeline of one project as data: planned, now, reached, and why days were moved."""

from datetime import date

import pytest
from django.db import transaction

from portal.publishing import workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from tests import builders as article_builders
from tests.data_files import csv_of, json_of
from tests.enterprises.builders import enterprise
from tests.projects import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    found = builders.project("Website", slug="website")
    first = builders.milestone(found, "Khảo sát", replanned_on=date(2007, 8, 1))
    builders.milestone(found, "Vận hành", planned_on=date(2007, 9, 1), actual_on=date(2007, 9, 3))
    for to_day, reason in ((date(2007, 7, 15), "Bão"), (date(2007, 8, 1), "Lũ")):
        found.milestone_moves.create(
            milestone=first, from_day=date(2007, 6, 30), to_day=to_day, reason=reason
        )
    return found


def test_each_milestone_is_a_row_with_its_days_and_why_they_moved(client, work):
    first, second = csv_of(client, "/du-an/website.csv")
    assert (first["title"], first["planned_on"], first["replanned_on"]) == (
        "Khảo sát", "2007-06-30", "2007-08-01",
    )  # fmt: skip
    assert first["actual_on"] == ""
    assert first["moves"] == "2007-06-30 → 2007-07-15: Bão; 2007-06-30 → 2007-08-01: Lũ"
    assert (second["actual_on"], second["moves"]) == ("2007-09-03", "")


def test_the_other_forms_have_the_rest_of_the_project_and_of_no_other(client, work):
    other = builders.project("Đào tạo", slug="dao-tao")
    builders.milestone(other, "Mở lớp")
    found = json_of(client, "/du-an/website.json")
    assert [row["title"] for row in found["timeline"]] == ["Khảo sát", "Vận hành"]
    assert [row["title"] for row in found["projects"]] == ["Website"]
    assert "Mở lớp" not in str(found)


def test_a_participant_whose_page_is_not_public_is_counted_and_not_named(client, work):
    known, hidden = enterprise("Công ty A"), enterprise("Công ty B")
    report = article_builders.article("Báo cáo")
    with transaction.atomic(), allow_live_writes():
        for each in (known, hidden):
            work.participations.create(
                enterprise=each, quantity=5, quantity_unit="người", evidence=report, quote=str(each)
            )
    workflow.transition(hidden, to=State.WITHDRAWN, by=None, comment="Sai")
    parts = json_of(client, "/du-an/website.json")["participations"]
    assert [(part["participant"], part["quantity"], part["quote"]) for part in parts] == [
        ("Công ty A", "5", "Công ty A"),
        (None, "5", None),
    ]


def test_a_move_says_who_moved_the_day_by_name(client, work):
    lan = article_builders.person("lan", last_name="Nguyễn", first_name="Lan")
    first = work.milestones.first()
    work.milestone_moves.all().delete()
    work.milestone_moves.create(
        milestone=first, from_day=date(2007, 6, 30), to_day=date(2007, 7, 15), reason="Bão",
        moved_by=lan,
    )  # fmt: skip
    found = json_of(client, "/du-an/website.json")
    assert [move["moved_by"] for move in found["milestone_moves"]] == ["Nguyễn Lan"]
    assert found["timeline"][0]["moves"] == "2007-06-30 → 2007-07-15: Bão (Nguyễn Lan)"


def test_support_has_its_conditions_also_once_closed_and_who_was_granted_it(client, work):
    call = builders.support_call(project=work, papers="Đơn", closes_on=date(2007, 3, 31))
    granted = {"call": call, "outcome": "granted", "decided_on": date(2007, 6, 1)}
    firm = enterprise("Công ty Được")
    builders.application(enterprise=firm, text="Bí mật", **granted)
    hidden = enterprise("Công ty Kín", state=State.DRAFT, published_at=None)
    builders.application(enterprise=hidden, **granted)
    builders.application(enterprise=enterprise("Công ty Chờ"), call=call)
    builders.application(**granted | {"call": builders.support_call()})
    found = json_of(client, "/du-an/website.json")
    [row] = found["support_calls"]
    assert (row["support"], row["conditions"], row["papers"], row["closes_on"]) == (
        "Tên miền và máy chủ", "Doanh nghiệp nhỏ", "Đơn", "2007-03-31",
    )  # fmt: skip
    address = f"http://127.0.0.1:8000{firm.path}"
    assert [
        (each["call_id"], each["support"], each["year"], each["enterprise"])
        for each in found["support_granted"]
    ] == [
        (call.pk, "Tên miền và máy chủ", 2007, "Công ty Được"),
        (call.pk, "Tên miền và máy chủ", 2007, None),
    ]
    assert [each["enterprise_address"] for each in found["support_granted"]] == [address, None]
    for secret in ("Công ty Kín", "Công ty Chờ", "Bí mật"):
        assert secret not in str(found)


def test_what_is_not_public_has_no_data_and_a_moved_page_leads_on(client, work):
    builders.project("Kín", slug="kin", state=State.DRAFT, published_at=None)
    assert client.get("/du-an/kin.csv").status_code == 404
    assert client.get("/du-an/khong-co.csv").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_often_for_many_milestones_as_for_one(client, django_assert_num_queries, number):
    found = builders.project("Website", slug="website")
    for place in range(number):
        builders.milestone(found, f"Mốc {place}")
    with django_assert_num_queries(4):
        b"".join(client.get("/du-an/website.csv"))
