"""A project in the admin: its rows, why milestones move, and what readers see of that."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from news.articles.models import Article
from portal.publishing import changes, revisions
from portal.publishing.models import Publication, State
from projects.work.models import BudgetLine, Milestone, MilestoneMove, ProgressNote, Project
from projects.work.publish_check import find_hidden_proofs
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db

DAY = date(2007, 6, 1)
LATER = "01/09/2007"


def draft(**fields) -> Project:
    return builders.project(**{"state": State.DRAFT, "published_at": None} | fields)


def milestone(project: Project, title: str = "Khảo sát", **fields) -> Milestone:
    return Milestone.objects.create(project=project, title=title, **{"planned_on": DAY} | fields)


def address(project: Project) -> str:
    return reverse("admin:work_project_change", args=[project.pk])


def form_of(response: Any) -> dict[str, Any]:
    """What a browser would send of the form that a response shows."""
    (form,) = html.fromstring(response.text).xpath('//form[@id="project_form"]')
    return {name: value for name, value in form.form_values() if not name.startswith("_typed")}


def send(client, project: Project, **changed) -> Any:
    sent = form_of(client.get(address(project))) | changed
    return client.post(address(project), sent)


def with_row(part: str, **row) -> dict[str, str]:
    """A first new row of a part."""
    return {f"{part}-TOTAL_FORMS": "1"} | {f"{part}-0-{name}": value for name, value in row.items()}


def paper(title: str = "Biên bản", **fields) -> Article:
    """A page with an attached file."""
    page = site.article(title, **fields)
    page.attachments.create(name="Biên bản ký", file="attachments/bien-ban.pdf", size=1)
    return page


def typed_percent(proof: Publication, **row) -> dict[str, str]:
    usual = {"noted_on": "01/07/2007", "text": "Xong.", "percent": "95", "reason": "Biên bản"}
    return with_row("progress_notes", **usual | {"proof": str(proof.pk)} | row)


def problems(response: Any) -> str:
    assert response.status_code == 200
    shown = html.fromstring(response.text).xpath('//*[contains(@class,"errorlist")]')
    return " ".join(each.text_content() for each in shown)


def test_rows_of_a_project_are_written_in_its_form(client):
    project, proof = draft(), paper()
    client.force_login(site.editor())
    sent = (
        with_row("milestones", title="Khảo sát", weight="2", planned_on="01/06/2007", position="1")
        | with_row("budget_lines", year="2007", money_from="local", planned="1500,5")
        | with_row(
            "progress_notes", noted_on="01/07/2007", text="Xong.", percent="35,5",
            reason="Biên bản", proof=str(proof.pk),
        )
        | with_row(
            "support_calls", title="Tên miền", conditions="Nhỏ", opens_on="01/03/2007",
            closes_on="01/04/2007",
        )
    )  # fmt: skip
    assert send(client, project, aim="Mỗi sở một website", **sent).status_code == 302
    project.refresh_from_db()
    assert project.aim == "Mỗi sở một website"
    assert [(row.title, row.weight) for row in project.milestones.all()] == [("Khảo sát", 2)]
    assert [row.planned for row in project.budget_lines.all()] == [Decimal("1500.5")]
    assert [row.percent for row in project.progress_notes.all()] == [Decimal("35.5")]
    assert project.support_calls.count() == 1


def test_a_point_stands_between_the_thousands_of_a_budget(client):
    project = draft()
    client.force_login(site.editor())
    line = with_row("budget_lines", year="2007", money_from="local", planned="12.500")
    assert send(client, project, **line).status_code == 302
    assert [row.planned for row in project.budget_lines.all()] == [Decimal(12500)]
    page = client.get(f"/admin/projects/project/{project.pk}/change/").text
    (field,) = html.fromstring(page).xpath('//input[@name="budget_lines-0-planned"]')
    assert field.get("value") == "12500,000"


def test_the_reason_of_a_move_has_a_row_of_its_own_and_covers_no_other_field(client):
    project = draft()
    milestone(project)
    client.force_login(site.editor())
    page = client.get(f"/admin/projects/project/{project.pk}/change/").text
    (field,) = html.fromstring(page).xpath('//input[@name="milestones-0-move_reason"]')
    assert ("vTextField" in field.get("class"), field.get("maxlength")) == (True, "300")


def test_a_moved_day_needs_a_reason_and_is_written_down(client):
    project = draft()
    moved = milestone(project)
    editor = site.editor()
    client.force_login(editor)
    refused = send(client, project, **{"milestones-0-replanned_on": LATER})
    assert "Hãy nêu lý do dời ngày" in problems(refused)
    assert 'value="01/09/2007"' in refused.text
    sent = {"milestones-0-replanned_on": LATER, "milestones-0-move_reason": "Chờ vốn"}
    assert send(client, project, **sent).status_code == 302
    move = MilestoneMove.objects.get(milestone=moved)
    assert (move.from_day, move.to_day, move.reason) == (DAY, date(2007, 9, 1), "Chờ vốn")
    assert move.moved_by == editor
    assert "01/06/2007 → 01/09/2007" in client.get(address(project)).text


def test_a_day_that_moves_back_is_a_move_as_well(client):
    project = draft()
    milestone(project, replanned_on=date(2007, 9, 1))
    client.force_login(site.editor())
    sent = {"milestones-0-replanned_on": "", "milestones-0-move_reason": "Vốn về sớm"}
    assert send(client, project, **sent).status_code == 302
    move = MilestoneMove.objects.get()
    assert (move.from_day, move.to_day) == (date(2007, 9, 1), DAY)


def test_a_reason_without_a_move_is_asked_about(client):
    project = draft()
    milestone(project)
    client.force_login(site.editor())
    refused = send(client, project, **{"milestones-0-move_reason": "Chờ vốn"})
    assert "Không có ngày nào được dời" in problems(refused)


def test_saving_without_a_move_writes_none(client):
    project = draft()
    milestone(project, replanned_on=date(2007, 9, 1))
    client.force_login(site.editor())
    assert send(client, project, **{"milestones-0-actual_on": "02/09/2007"}).status_code == 302
    assert not MilestoneMove.objects.exists()


def test_a_move_on_a_live_page_waits_and_then_shows_on_the_page(client):
    project = builders.project()
    milestone(project)
    client.force_login(site.editor())
    sent = {"milestones-0-replanned_on": LATER, "milestones-0-move_reason": "Chờ vốn"}
    assert send(client, project, **sent).status_code == 302
    assert not MilestoneMove.objects.exists()
    assert "Chờ vốn" not in client.get(project.path).text
    project.refresh_from_db()
    change = changes.open_change(project)
    changes.publish_change(project, change, by=None)
    page = client.get(project.path).text
    assert "Chờ vốn" in page
    assert "chưa ghi nhận là đạt" in page


def test_the_first_day_stays_once_readers_saw_it(client):
    project = builders.project()
    milestone(project)
    revisions.record(project, by=None)
    client.force_login(site.editor())
    refused = send(client, project, **{"milestones-0-planned_on": "01/08/2007"})
    assert "Người đọc đã thấy ngày 01/06/2007" in problems(refused)


def test_milestones_that_wait_for_each_other_are_refused(client):
    project = draft()
    first = milestone(project, "Khảo sát", position=1)
    second = milestone(project, "Thầu", position=2, follows=first)
    client.force_login(site.editor())
    refused = send(client, project, **{"milestones-0-follows": str(second.pk)})
    assert "Khảo sát → Thầu" in problems(refused) or "Thầu → Khảo sát" in problems(refused)


def test_a_milestone_follows_one_of_its_own_project_only(client):
    project, other = draft(), milestone(draft(title="Khác"), "Mốc của dự án khác")
    milestone(project)
    client.force_login(site.editor())
    assert other.title not in client.get(address(project)).text
    refused = send(client, project, **{"milestones-0-follows": str(other.pk)})
    assert problems(refused)


def test_what_comes_after_a_removed_milestone_is_named(client):
    project = draft()
    first = milestone(project, "Khảo sát", position=1)
    milestone(project, "Thầu", position=2, follows=first)
    client.force_login(site.editor())
    refused = send(client, project, **{"milestones-0-DELETE": "on"})
    assert "“Khảo sát” đang bị xóa" in problems(refused)


@pytest.mark.parametrize(
    ("part", "row", "words"),
    [
        ("progress_notes", {"text": "Xong.", "percent": "100,5"}, "100"),
        ("progress_notes", {"text": "Xong.", "percent": "50"}, "lý do"),
        ("progress_notes", {"text": "Xong.", "noted_on": "01/01/2199"}, "chưa tới"),
        ("milestones", {"title": "Mốc", "actual_on": "01/01/2199"}, "chưa tới"),
        ("milestones", {"title": "Mốc", "weight": "0"}, "1"),
        ("budget_lines", {"planned": "-1"}, "0"),
        ("budget_lines", {"planned": "một tỷ"}, "số"),
    ],
)
def test_bad_rows_are_refused_and_stay_on_screen(client, part, row, words):
    usual = {
        "progress_notes": {"noted_on": "01/06/2007"},
        "milestones": {"planned_on": "01/06/2007", "weight": "1", "position": "0"},
        "budget_lines": {"year": "2007", "money_from": "local"},
    }
    project = draft()
    client.force_login(site.editor())
    refused = send(client, project, **with_row(part, **usual[part] | row))
    assert words in problems(refused)
    typed = list(row.values())[-1]
    assert typed in refused.text
    assert not Milestone.objects.exists()
    assert not BudgetLine.objects.exists()


def test_a_typed_percentage_is_proved_by_another_page_with_a_paper_that_readers_see(client):
    project = builders.project()
    client.force_login(site.editor())
    kept_back = paper("Nháp", state=State.DRAFT, published_at=None)
    for proof, words in (
        (project, "không thể làm minh chứng"),
        (site.article("Không tệp"), "không có tệp đính kèm"),
        (kept_back, "Người đọc chưa thấy trang này"),
    ):
        assert words in problems(send(client, project, **typed_percent(proof)))
    # Who only tells how it goes types no figure.
    assert send(client, project, **typed_percent(project, percent="", reason="")).status_code == 302
    hidden = draft(title="Chưa đăng")
    assert send(client, hidden, **typed_percent(kept_back)).status_code == 302


@pytest.mark.parametrize("is_proved", [True, False])
def test_a_percentage_is_typed_while_a_project_is_added(client, is_proved):
    row = typed_percent(paper()) | ({} if is_proved else {"progress_notes-0-proof": ""})
    client.force_login(site.editor())
    new = reverse("admin:work_project_add")
    answer = client.post(new, form_of(client.get(new)) | {"title": "Dự án mới"} | row)
    if is_proved:
        assert answer.status_code == 302
        assert ProgressNote.objects.get().project.title == "Dự án mới"
    else:
        assert "phải có lý do và minh chứng" in problems(answer)
        assert "Dự án mới" in answer.text


def test_who_publishes_a_project_is_told_of_a_proof_that_readers_cannot_see(client):
    project = draft()
    kept_back = paper("Biên bản mật", state=State.DRAFT, published_at=None)
    for percent, proof in ((95, kept_back), (90, paper()), (None, kept_back)):
        project.progress_notes.create(
            noted_on=DAY, text="Xong.", percent=percent, reason="Kể", proof=proof
        )
    client.force_login(site.editor())
    form = html.fromstring(client.get(address(project)).text)
    (advice,) = form.xpath('//a[contains(., "minh chứng cho tỷ lệ")]')
    assert "01/06/2007" in advice.text_content()
    assert "Biên bản mật" not in advice.text_content()
    assert form.get_element_by_id(advice.get("href").removeprefix("#")) is not None
    Publication.objects.filter(pk=kept_back.pk).update(
        state=State.PUBLISHED, published_at=site.FEBRUARY
    )
    assert "minh chứng cho tỷ lệ" not in client.get(address(project)).text


def test_proofs_of_many_projects_are_looked_for_at_once(django_assert_num_queries):
    projects = [draft(title="Một"), draft(title="Hai")]
    with django_assert_num_queries(1):
        assert find_hidden_proofs([(each, {}) for each in projects]) == [[], []]


def test_a_figure_that_was_typed_before_does_not_hold_the_project_up(client):
    project = draft()
    note = ProgressNote.objects.create(
        project=project, noted_on=DAY, text="Cũ", percent=95, reason="Kể", proof=project
    )
    client.force_login(site.editor())
    assert send(client, project, **{"progress_notes-0-text": "Rõ hơn"}).status_code == 302
    note.refresh_from_db()
    assert note.text == "Rõ hơn"


def test_a_source_of_money_stands_once_a_year(client):
    project = draft()
    BudgetLine.objects.create(project=project, year=2007, money_from="local")
    client.force_login(site.editor())
    row = {"year": "2007", "money_from": "local"}
    sent = {f"budget_lines-1-{name}": value for name, value in row.items()}
    refused = send(client, project, **sent | {"budget_lines-TOTAL_FORMS": "2"})
    assert refused.status_code == 200
    assert project.budget_lines.count() == 1


def test_a_changed_note_was_entered_when_it_was_changed(client):
    project = draft()
    long_ago = timezone.now() - timedelta(days=90)
    note = ProgressNote.objects.create(
        project=project, noted_on=DAY, text="Cũ", entered_at=long_ago
    )
    client.force_login(site.editor())
    assert send(client, project, aim="Khác").status_code == 302
    note.refresh_from_db()
    assert note.entered_at == long_ago
    sent = {"progress_notes-0-text": "Mới", "progress_notes-0-entered_at": "01/06/2007"}
    assert send(client, project, **sent).status_code == 302
    note.refresh_from_db()
    assert timezone.now() - note.entered_at < timedelta(hours=1)


def test_the_form_asks_as_often_for_three_rows_as_for_one(client):
    client.force_login(site.editor())
    client.get(reverse("admin:work_project_add"))
    calls = []
    for rows in (1, 3):
        project = draft(title=f"Dự án {rows}")
        for number in range(rows):
            proof = site.article(f"Biên bản {rows} {number}")
            first = milestone(project, f"Mốc {number}", position=number)
            milestone(project, f"Sau {number}", follows=first)
            MilestoneMove.objects.create(
                project=project,
                milestone=first,
                from_day=DAY,
                to_day=date(2007, 9, 1),
                reason="Chờ",
                moved_by=site.person(f"nguoi-{rows}-{number}", email=f"{rows}{number}@a.vn"),
            )
            BudgetLine.objects.create(project=project, year=2007 + number, evidence=proof)
            ProgressNote.objects.create(project=project, noted_on=DAY, text="Có", proof=proof)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address(project))
        calls.append(len(queries))
    assert calls == [12, 12]


def test_a_new_milestone_of_a_live_page_brings_its_move_along(client):
    project = builders.project()
    client.force_login(site.editor())
    row = with_row(
        "milestones", title="Khảo sát", weight="1", planned_on="01/06/2007", replanned_on=LATER,
        move_reason="Chờ vốn", position="0",
    )  # fmt: skip
    assert send(client, project, **row).status_code == 302
    assert not Milestone.objects.exists()
    project.refresh_from_db()
    changes.publish_change(project, changes.open_change(project), by=None)
    move = MilestoneMove.objects.get()
    assert (move.milestone.title, move.from_day, move.reason) == ("Khảo sát", DAY, "Chờ vốn")
