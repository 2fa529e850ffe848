"""Days of milestones that no reader has seen yet are mended without a move that never was."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from projects.work.models import Milestone, MilestoneMove, Project
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db

MARCH, APRIL, MAY = "01/03/2027", "01/04/2027", "01/05/2027"


@pytest.fixture
def project() -> Project:
    return builders.project()


def with_milestone(project: Project, **fields: Any) -> Milestone:
    """Let readers have the project with a milestone, planned for 1 March."""
    planned = {"title": "Nghiệm thu", "planned_on": date(2027, 3, 1)}
    milestone = Milestone.objects.create(project=project, **planned | fields)
    revisions.record(project, by=None)
    return milestone


def send(client: Any, project: Project, *, number: int = 0, **row: str) -> Any:
    """Send the project's form with other values in one of its milestones."""
    address = reverse("admin:work_project_change", args=[project.pk])
    (form,) = html.fromstring(client.get(address).text).xpath('//form[@id="project_form"]')
    sent = {name: value for name, value in form.form_values() if not name.startswith("_typed")}
    for name, value in row.items():
        sent[f"milestones-{number}-{name}"] = value
    rows = int(sent["milestones-TOTAL_FORMS"])
    return client.post(address, sent | {"milestones-TOTAL_FORMS": str(max(rows, number + 1))})


def put_in_place(project: Project) -> None:
    project.refresh_from_db()
    change = changes.open_change(project)
    assert change is not None
    changes.publish_change(project, change, by=None)


def moves() -> list[tuple[date, date, str]]:
    return [(row.from_day, row.to_day, row.reason) for row in MilestoneMove.objects.all()]


def errors_in(answer: Any) -> str:
    shown = html.fromstring(answer.text).xpath('//*[contains(@class,"errorlist")]')
    return " ".join(each.text_content() for each in shown)


def test_a_first_day_that_waits_is_mended_and_no_slip_is_told_of(client, project):
    with_milestone(project, title="Khảo sát")
    client.force_login(site.editor())
    row = {"title": "Nghiệm thu", "weight": "1", "planned_on": MARCH, "position": "1"}
    assert send(client, project, number=1, **row).status_code == 302
    assert send(client, project, number=1, planned_on=APRIL).status_code == 302
    put_in_place(project)
    assert Milestone.objects.get(title="Nghiệm thu").planned_on == date(2027, 4, 1)
    assert moves() == []


def test_a_milestone_that_was_added_after_a_withdrawal_is_mended(client, project, publisher):
    seen = with_milestone(project)
    workflow.transition(project, to=State.WITHDRAWN, by=publisher, comment="Sai")
    new = Milestone.objects.create(project=project, title="Mới", planned_on=seen.planned_on)
    client.force_login(site.editor())
    assert "Người đọc đã thấy" in errors_in(send(client, project, planned_on=APRIL))
    assert send(client, project, number=1, planned_on=APRIL).status_code == 302
    new.refresh_from_db()
    assert new.planned_on == date(2027, 4, 1)


def test_a_day_that_was_mistyped_while_the_change_waits_is_one_move(client, project):
    with_milestone(project)
    client.force_login(site.editor())
    for day, reason in ((MAY, "Chờ vốn"), (APRIL, "Chờ vốn tỉnh")):
        sent = send(client, project, replanned_on=day, move_reason=reason)
        assert sent.status_code == 302
    put_in_place(project)
    assert moves() == [(date(2027, 3, 1), date(2027, 4, 1), "Chờ vốn tỉnh")]
    # What readers have seen since stays, and the next move goes on from there.
    assert send(client, project, replanned_on=MAY, move_reason="Mưa lũ").status_code == 302
    put_in_place(project)
    assert moves() == [
        (date(2027, 4, 1), date(2027, 5, 1), "Mưa lũ"),
        (date(2027, 3, 1), date(2027, 4, 1), "Chờ vốn tỉnh"),
    ]


def test_a_move_is_taken_back_before_anybody_saw_it(client, project):
    with_milestone(project)
    client.force_login(site.editor())
    assert send(client, project, replanned_on=APRIL, move_reason="Nhầm").status_code == 302
    assert send(client, project, replanned_on="").status_code == 302
    put_in_place(project)
    assert (Milestone.objects.get().replanned_on, moves()) == (None, [])


def test_the_reason_of_a_move_that_waits_is_written_anew(client, project):
    with_milestone(project)
    client.force_login(site.editor())
    assert send(client, project, replanned_on=APRIL, move_reason="Chờ vón").status_code == 302
    assert send(client, project, move_reason="Chờ vốn").status_code == 302
    put_in_place(project)
    assert moves() == [(date(2027, 3, 1), date(2027, 4, 1), "Chờ vốn")]


def test_a_move_that_waits_goes_with_its_mended_first_day(client, project):
    client.force_login(site.editor())
    row = {"title": "Nghiệm thu", "weight": "1", "planned_on": MARCH, "position": "0"}
    sent = send(client, project, **row, replanned_on=MAY, move_reason="Chờ vốn")
    assert sent.status_code == 302
    assert send(client, project, planned_on=APRIL).status_code == 302
    put_in_place(project)
    assert moves() == [(date(2027, 4, 1), date(2027, 5, 1), "Chờ vốn")]


@pytest.mark.parametrize(
    ("mended", "mover"), [({"planned_on": APRIL}, "dau"), ({"move_reason": "Chờ vốn"}, "sau")]
)
def test_who_mends_only_the_first_day_has_not_moved_it(client, project, mended, mover):
    client.force_login(site.editor("dau"))
    row = {"title": "Nghiệm thu", "weight": "1", "planned_on": MARCH, "position": "0"}
    send(client, project, **row, replanned_on=MAY, move_reason="Chờ vón")
    between = timezone.now()
    client.force_login(site.editor("sau"))
    assert send(client, project, **mended).status_code == 302
    put_in_place(project)
    move = MilestoneMove.objects.get()
    assert move.moved_by is not None
    assert (move.moved_by.username, move.moved_at > between) == (mover, mover == "sau")


def test_only_who_changes_days_asks_what_readers_have_seen(client, project, monkeypatch):
    with_milestone(project)
    client.force_login(site.editor())
    monkeypatch.setattr("projects.work.admin.milestones.seen_milestones", None)
    assert send(client, project, actual_on="01/03/2007").status_code == 302
