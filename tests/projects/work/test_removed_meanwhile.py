"""Rows of a change that name a page which was purged since go in without it, or that is told."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portal.editing import bin as the_bin
from portal.newsroom.bin_purge import purge
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from projects.indicators.models import Target
from projects.work.models import Task
from tests import builders
from tests.projects.builders import indicator, programme, project, target, task

pytestmark = pytest.mark.django_db


def change_that_waits(page, part, **columns):
    """The live page with an approved change, in which each row of a part has these columns."""
    data = revisions.snapshot(page)
    data["parts"][part] = [row | columns for row in data["parts"][part]]
    changes.propose(page, data, by=builders.reporter())
    for step in (State.SUBMITTED, State.APPROVED):
        workflow.transition(type(page).objects.get(pk=page.pk), to=step, by=None)
    return type(page).objects.get(pk=page.pk)


def purge_now(page, by):
    the_bin.move_to_bin(page, by=by, comment="Trùng")
    purge(page.path, reason="Trùng")


def test_a_task_is_published_without_a_project_that_is_gone(publisher):
    page, gone = programme(), project(state=State.DRAFT, published_at=None)
    task(page)
    page = change_that_waits(page, "tasks", title="Việc mới", project_id=gone.pk)
    purge_now(gone, publisher)
    workflow.transition(page, to=State.PUBLISHED, by=publisher)
    connection.check_constraints()
    row = Task.objects.get()
    assert (row.title, row.project) == ("Việc mới", None)


def test_a_source_that_has_to_be_named_is_told_of(publisher):
    page, source = indicator(), builders.article("Báo cáo")
    target(page, source)
    gone = builders.article("Báo cáo khác", state=State.DRAFT, published_at=None)
    page = change_that_waits(page, "targets", evidence_id=gone.pk)
    purge_now(gone, publisher)
    with pytest.raises(ValidationError, match="đã bị xóa"):
        workflow.transition(page, to=State.PUBLISHED, by=publisher)
    assert Target.objects.get().evidence_id == source.pk
