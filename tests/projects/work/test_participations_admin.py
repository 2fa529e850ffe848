"""Participants typed in a table: at once on a draft, after approval on a live page."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from portal.organisations.models import Organisation
from portal.publishing import changes
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from projects.work import forms as work_forms
from projects.work import participation_table
from projects.work.models import Participation, Project
from projects.work.participations import pending_rows
from tests import builders as site
from tests.enterprises.builders import enterprise
from tests.projects import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _editor(client):
    client.force_login(site.editor())


def draft(**fields) -> Project:
    return builders.project(**{"state": State.DRAFT, "published_at": None} | fields)


def agency(name: str, **fields) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


def joins(project: Project, who: Organisation, **fields) -> Participation:
    with transaction.atomic(), allow_live_writes():
        return Participation.objects.create(project=project, organisation=who, **fields)


def address(project: Project) -> str:
    return reverse("admin:work_project_participations", args=[project.pk])


def form_of(response: Any) -> dict[str, Any]:
    forms = html.fromstring(response.text).xpath('//form[.//input[@name="rows-TOTAL_FORMS"]]')
    return dict(forms[0].form_values())


def send(client, project: Project, **changed) -> Any:
    sent = form_of(client.get(address(project))) | changed
    return client.post(address(project), {name: value for name, value in sent.items() if value})


def names(project: Project) -> list[str]:
    return sorted(row.name for row in project.participations.all())


def live(project: Project) -> None:
    project.refresh_from_db()
    changes.publish_change(project, changes.open_change(project), by=None)


def test_rows_of_a_draft_are_added_changed_and_taken_away_at_once(client):
    project = draft()
    one, other = joins(project, agency("Sở Tài chính")), joins(project, agency("Sở Y tế"))
    third = agency("Sở Nội vụ")
    answer = send(
        client, project,
        **{
            "rows-0-quantity": "35,5", "rows-0-quantity_unit": "người", "rows-1-DELETE": "on",
            "rows-2-organisation": str(third.pk),
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert names(project) == ["Sở Nội vụ", "Sở Tài chính"]
    one.refresh_from_db()
    assert str(one.quantity) == "35.500"
    assert not Participation.objects.filter(pk=other.pk).exists()


def test_a_point_stands_between_the_thousands_of_a_quantity(client):
    project = draft()
    row = joins(project, agency("Sở Tài chính"))
    sent = {"rows-0-quantity": "1.250", "rows-0-quantity_unit": "người"}
    assert send(client, project, **sent).status_code == 302
    row.refresh_from_db()
    assert row.quantity == 1250
    assert form_of(client.get(address(project)))["rows-0-quantity"] == "1250,000"


def test_rows_of_a_live_page_wait_and_are_shown_as_they_wait(client):
    project = builders.project()
    kept, _gone = joins(project, agency("Sở Tài chính")), joins(project, agency("Sở Y tế"))
    third = agency("Sở Nội vụ")
    send(
        client, project,
        **{"rows-0-state": "running", "rows-1-DELETE": "on", "rows-2-organisation": str(third.pk)},
    )  # fmt: skip
    kept.refresh_from_db()
    assert kept.state == "unknown"
    assert names(project) == ["Sở Tài chính", "Sở Y tế"]
    shown = form_of(client.get(address(project)))
    assert shown["rows-0-state"] == "running"
    assert shown["rows-1-DELETE"] == "on"
    assert shown["rows-2-organisation"] == str(third.pk)
    live(project)
    assert names(project) == ["Sở Nội vụ", "Sở Tài chính"]


def test_what_waits_is_saved_again_and_typed_back(client):
    project = builders.project()
    joins(project, agency("Sở Tài chính"))
    third, fourth = agency("Sở Nội vụ"), agency("Sở Xây dựng")
    send(client, project, **{"rows-0-state": "running", "rows-1-organisation": str(third.pk)})
    assert len(pending_rows(project)) == 2
    send(client, project, **{"rows-2-organisation": str(fourth.pk)})
    assert [row.get("organisation_id") for row in pending_rows(project) if row["id"] is None] == [
        third.pk,
        fourth.pk,
    ]
    send(
        client, project, **{"rows-1-DELETE": "on", "rows-2-DELETE": "on", "rows-0-state": "unknown"}
    )
    assert pending_rows(project) == []


def test_a_removal_that_waits_stays_until_its_tick_is_taken_out(client):
    project = builders.project()
    joins(project, agency("Sở Tài chính"))
    gone = joins(project, agency("Sở Y tế"))
    send(client, project, **{"rows-1-DELETE": "on"})
    send(client, project)
    send(client, project, **{"rows-0-state": "running"})
    assert [row["id"] for row in pending_rows(project) if row.get("removed")] == [gone.pk]
    send(client, project, **{"rows-1-DELETE": ""})
    assert [row for row in pending_rows(project) if row.get("removed")] == []
    assert len(pending_rows(project)) == 1


def test_a_removal_that_waited_before_it_named_its_row_is_no_change(client):
    project = builders.project()
    gone = joins(project, agency("Sở Y tế"))
    old = [{"id": gone.pk, "removed": True}]
    changes.propose_rows(project, "participations", old, by=None)
    project.refresh_from_db()
    versions = project.revisions.count()
    assert send(client, project).status_code == 302
    assert pending_rows(project) == old
    assert project.revisions.count() == versions


def test_a_save_without_a_change_proposes_nothing(client):
    project = builders.project()
    joins(project, agency("Sở Tài chính"))
    assert send(client, project).status_code == 302
    assert changes.open_change(project) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"rows-0-quantity": "35"}, "đơn vị"),
        ({"rows-0-quantity": "ba lăm", "rows-0-quantity_unit": "người"}, "số"),
        ({"rows-0-website": "ftp://a.vn"}, "http"),
        ({"rows-0-starts_on": "02/01/2007", "rows-0-ends_on": "01/01/2007"}, "trước"),
    ],
)
def test_a_bad_row_is_named_and_nothing_typed_is_lost(client, typed, words):
    project = draft()
    row = joins(project, agency("Sở Tài chính"))
    answer = send(client, project, **typed, **{"rows-0-role": "partner"})
    assert answer.status_code == 200
    document = html.fromstring(answer.text)
    text = " ".join(
        each.text_content() for each in document.xpath('//*[contains(@class,"errorlist")]')
    )
    assert words in text
    assert form_of(answer)["rows-0-role"] == "partner"
    row.refresh_from_db()
    assert row.role == "member"


def test_a_row_is_of_an_organisation_or_of_an_enterprise(client):
    project, who, firm = draft(), agency("Sở Tài chính"), enterprise("Công ty An")
    both = {"rows-0-organisation": str(who.pk), "rows-0-enterprise": str(firm.pk)}
    assert send(client, project, **both).status_code == 200
    assert send(client, project, **{"rows-0-state": "running"}).status_code == 200
    assert send(client, project, **{"rows-0-enterprise": str(firm.pk)}).status_code == 302
    assert names(project) == ["Công ty An"]


def test_who_saves_over_another_is_told_and_loses_nothing(client):
    project = draft()
    joins(project, agency("Sở Tài chính"))
    sent = form_of(client.get(address(project))) | {"rows-0-role": "partner"}
    send(client, project, **{"rows-0-state": "running"})
    answer = client.post(address(project), {name: value for name, value in sent.items() if value})
    assert answer.status_code == 200
    assert form_of(answer)["rows-0-role"] == "partner"
    assert project.participations.get().role == "member"


def test_more_rows_than_one_save_takes_are_refused_in_words(client, monkeypatch):
    project = draft()
    sent = form_of(client.get(address(project)))
    monkeypatch.setattr(work_forms, "MAX_ROWS", 2)
    answer = client.post(address(project), sent)
    assert answer.status_code == 200
    assert "tối đa 2" in html.fromstring(answer.text).find_class("nonform")[0].text_content()


def test_a_decided_change_still_names_who_was_taken_away(client):
    project = builders.project()
    joins(project, agency("Sở Tài chính"))
    joins(project, agency("Sở Y tế"))
    send(client, project, **{"rows-0-position": "7", "rows-1-DELETE": "on"})
    rows = pending_rows(project)
    moved, _gone = participation_table.table(project, rows, None).rows
    assert ("7", "0") in [(cell.text, cell.old) for cell in moved]
    live(project)
    _moved, gone = participation_table.table(project, rows, timezone.now()).rows
    assert gone[0].text == "Sở Y tế"


def test_more_than_fifty_rows_are_on_a_second_page(client):
    project = draft()
    for number in range(51):
        joins(project, agency(f"Cơ quan {number:02}"), position=number)
    assert form_of(client.get(address(project)))["rows-INITIAL_FORMS"] == "50"
    second = client.get(address(project), {"trang": "2"})
    sent = form_of(second) | {"rows-0-role": "partner"}
    client.post(address(project) + "?trang=2", {key: value for key, value in sent.items() if value})
    assert project.participations.get(organisation__name="Cơ quan 50").role == "partner"
    assert project.participations.count() == 51


def test_who_may_not_write_reads_or_sees_nothing(client):
    project = draft()
    client.force_login(site.reporter())
    assert client.get(address(project)).status_code == 404
    client.force_login(site.editor("khac"))
    assert client.get(address(project)).status_code == 200


def test_the_help_of_a_column_stands_in_its_head_and_is_read_out_in_each_row(client):
    project = draft()
    joins(project, agency("Sở Tài chính"))
    document = html.fromstring(send(client, project, **{"rows-0-quantity": "ba lăm"}).text)
    described = document.xpath('//*[starts-with(@name, "rows-0-")]/@aria-describedby')
    assert len(described) > 9
    ids = {mark for marks in described for mark in marks.split()}
    assert [mark for mark in ids if len(document.xpath(f'//*[@id="{mark}"]')) != 1] == []
    (quantity,) = document.xpath('//input[@name="rows-0-quantity"]/@aria-describedby')
    help_id, error_id = quantity.split()
    (head,) = document.xpath(f'//thead//th[.//*[@id="{help_id}"]]')
    assert head.get("abbr") == "Số lượng"
    assert "số người được đào tạo" in head.text_content()
    assert "số" in document.get_element_by_id(error_id).text_content()


def test_the_table_asks_as_often_for_three_rows_as_for_one(client):
    calls = []
    for rows in (1, 3):
        project = draft(title=f"Dự án {rows}")
        for number in range(rows):
            joins(project, agency(f"Sở {rows} {number}"))
            Participation.objects.create(
                project=project, enterprise=enterprise(f"Công ty {rows} {number}")
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(address(project))
        calls.append(len(queries))
    assert calls[0] == calls[1] <= 10


def test_who_approves_reads_what_each_row_would_say(client):
    project = builders.project()
    joins(project, agency("Sở Tài chính"), quantity=Decimal(30), quantity_unit="người")
    joins(project, agency("Sở Y tế"))
    third = agency("Sở Nội vụ")
    sent = {"rows-0-quantity": "35", "rows-1-DELETE": "on", "rows-2-organisation": str(third.pk)}
    send(client, project, **sent)
    compare = reverse("admin:work_project_compare", args=[project.pk])
    page = html.fromstring(client.get(compare).text)
    rows = [
        " ".join(row.text_content().split())
        for row in page.xpath('//section[contains(@class,"newsroom-batch")]//tbody/tr')
    ]
    assert len(rows) == 3
    cells = {
        words: next(row for row in rows if words in row) for words in ("chính", "Y tế", "Nội vụ")
    }
    assert "sửa" in cells["chính"]
    assert "30 người → 35 người" in cells["chính"]
    assert "bỏ ra" in cells["Y tế"]
    assert "thêm mới" in cells["Nội vụ"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"rows-TOTAL_FORMS": "x", "rows-INITIAL_FORMS": "-1"},
        {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1", "rows-0-key": "9" * 30},
        {"rows-TOTAL_FORMS": "9999", "rows-INITIAL_FORMS": "9999"},
    ],
)
def test_what_no_form_sends_adds_nothing(client, monkeypatch, sent):
    # So many rows are shown again at most.
    monkeypatch.setattr(work_forms, "MAX_ROWS", 20)
    project = draft()
    answer = client.post(address(project), sent | {"_version": str(project.revision_number)})
    assert answer.status_code == 200
    assert names(project) == []
