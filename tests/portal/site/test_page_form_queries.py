"""The form of every kind of page asks little, with all its rows and with a change that waits."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.events.models import AgendaItem, Event
from news.documents.models import OfficialDocument
from news.procedures.models import Procedure, ProcedurePaper, ProcedureStep
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import Attachment, Publication, State, Topic
from projects.indicators.models import Indicator
from projects.plans.models import MasterPlan
from projects.work.models import AnnualPlan, MilestoneMove, Project
from tests import builders
from tests.enterprises.builders import slot
from tests.news import builders as news
from tests.one_of_each import MAKERS, page_of
from tests.projects import builders as projects
from tests.sampling import params

pytestmark = pytest.mark.django_db
MAX_QUERIES = 12


def add_rows(page: Publication, number: int) -> None:
    """Give a page one more row of each of its parts, each naming other rows where it can."""
    Attachment.objects.create(
        publication_id=page.pk, name=f"Tệp {number}", file=f"files/{number}.pdf", size=8
    )
    page.topics.add(Topic.objects.create(name=f"Chủ đề {number}", slug=f"chu-de-{number}"))
    proof = builders.article(f"Báo cáo {number}")
    match page:
        case Project():
            stone = projects.milestone(page, f"Mốc {number}")
            MilestoneMove.objects.create(
                project=page, milestone=stone, from_day="2007-06-30", to_day="2007-07-30",
                reason="Mưa", moved_by=builders.person(f"ai{number}"),
            )  # fmt: skip
            projects.note(page, proof, f"{number}", noted_on=f"2007-06-{number + 10}")
            projects.budget(page, 2007 + number, evidence=proof, quote="Nguyên văn")
            projects.support_call(f"Đợt {number}", project=page)
        case AnnualPlan():
            owner = projects.project(f"Dự án {number}")
            projects.task(page, f"Việc {number}", project=owner, evidence=proof, quote="Lời")
        case Indicator():
            projects.series(page, f"Dãy {number}", is_main=number == 0)
            projects.target(page, proof, 2007 + number, series=page.series.first())
        case MasterPlan():
            projects.goal(page, f"Mục tiêu {number}")
        case Event():
            slot(page, starts_at=page.starts_at + timedelta(hours=number))
            AgendaItem.objects.create(event=page, title=f"Phần {number}")
        case OfficialDocument():
            other = news.document(number=f"{number}/2006/QĐ-UBND")
            news.relation(page, "replaces", other)
        case Procedure():
            ProcedureStep.objects.create(procedure=page, text=f"Bước {number}")
            ProcedurePaper.objects.create(procedure=page, name=f"Giấy {number}")


def propose_rows(page: Publication) -> None:
    """Let a change wait on a live page that turns its rows around and adds an attachment."""
    data = revisions.snapshot(page)
    added = data["parts"]["attachments"][0] | {"id": 100_000, "name": "Tệp đang chờ"}
    parts = {name: [*reversed(rows)] for name, rows in data["parts"].items()}
    parts["attachments"] = [added, *parts["attachments"]]
    parts["topics"] = [*parts["topics"], Topic.objects.create(name="Đang chờ", slug="cho").pk]
    fields = data["fields"] | {"title": "Tên đang chờ"}
    editor = builders.editor()
    changes.propose(page, {"fields": fields, "parts": parts}, by=editor)
    workflow.transition(page, to=State.SUBMITTED, by=editor)


def queries_of(client, page):
    """The queries of a form that was opened before; a test makes savepoints of BEGIN."""
    label = page._meta.label_lower.replace(".", "_")
    address = reverse(f"admin:{label}_change", args=[page.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    statements = [query["sql"] for query in captured.captured_queries]
    return answer.text, [sql for sql in statements if "SAVEPOINT" not in sql]


@pytest.mark.parametrize("kind", params(sorted(MAKERS), one_in=3))
def test_a_form_asks_as_little_for_three_rows_as_for_one(client, kind):
    client.force_login(builders.publisher())
    page = page_of(kind)
    assert type(page) in admin.site._registry
    add_rows(page, 0)
    one = queries_of(client, page)[1]
    for number in (1, 2):
        add_rows(page, number)
    three = queries_of(client, page)[1]
    assert len(one) == len(three) <= MAX_QUERIES, three


@pytest.mark.parametrize("kind", params(sorted(MAKERS), one_in=3))
def test_a_form_shows_the_rows_of_a_change_and_writes_nothing_for_it(client, kind):
    client.force_login(builders.publisher())
    page = page_of(kind)
    for number in range(3):
        add_rows(page, number)
    propose_rows(page)
    text, queries = queries_of(client, page)
    for shown in ("Tên đang chờ", "Tệp đang chờ", "Đang chờ", "Tệp 0", "Chủ đề 2"):
        assert shown in text, shown
    assert len(queries) <= MAX_QUERIES, queries
    written = [sql for sql in queries if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if "accounts_usersession" not in sql] == []
