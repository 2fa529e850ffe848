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
