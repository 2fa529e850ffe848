"""The promises and the programme of the demo: the report's own words, and nothing else."""

from pathlib import Path

import pytest

from news.demo import SOURCE
from projects.demo.annual import OF_2006, QUOTE
from projects.demo.promises import PROMISES
from projects.kit.models import TaskState
from projects.promises.models import Promise, PromiseKind
from projects.work.models import AnnualPlan, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
WORDS = " ".join(Path(SOURCE).read_text(encoding="utf-8").split())


def test_ten_promises_of_four_kinds_are_tracked_word_for_word():
    promises = Promise.objects.public()
    assert promises.count() == len(PROMISES) == 10
    assert {promise.kind for promise in promises} == set(PromiseKind.values)
    for promise in promises:
        assert promise.quote in WORDS, promise
        assert promise.due_words in WORDS
        assert str(promise.said_on) == "2007-01-30"


def test_nothing_is_known_of_what_came_of_them_and_nobody_is_late():
    for rows in (Promise.objects.all(), Task.objects.all()):
        assert {(row.state, row.due_on, row.done_on) for row in rows} == {
            (TaskState.UNKNOWN, None, None)
        }
    assert not Promise.objects.filter(proof__isnull=False).exists()


def test_what_became_a_project_or_is_measured_says_so():
    linked = Promise.objects.filter(project__isnull=False)
    assert linked.count() == 5
    assert Promise.objects.get(kind=PromiseKind.STRIVES).indicator.title == "Mật độ điện thoại"


def test_the_programme_holds_the_tasks_that_the_report_announces(client):
    programme = AnnualPlan.objects.public().get()
    assert programme.path == "/chuong-trinh/2007/"
    tasks = programme.tasks.all()
    assert len(tasks) == 5
    for words in (QUOTE, *OF_2006, *(task.quote for task in tasks)):
        assert words in WORDS
    page = client.get(programme.path).text
    assert "Hội nghị quốc gia về CNTT lần thứ IV" in page
    assert "5 trong 5" in page


def test_the_pages_tell_of_each_other(client):
    report = client.get(Promise.objects.first().article.path).text
    listed = client.get("/quy-hoach/cam-ket/").text
    home = client.get("/").text
    for promise in Promise.objects.all():
        assert f'id="cam-ket-{promise.pk}"' in listed
        assert promise.address in report
        assert promise.address in home
