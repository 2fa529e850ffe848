"""Promises and tasks as files, with the rows and the standing that the pages show."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.publishing.models import Publication
from portal.sheets.writing import csv_response
from projects.models import AnnualPlan, Promise, Standing, Task
from projects.promise_filter import PromiseFilter
from projects.views.promises import public_promises

CHUNK = 500


def promises_csv(request: HttpRequest) -> HttpResponseBase:
    return _csv("cam-ket", _promise_columns(), map(_promise_cells, _promises(request)))


def promises_json(request: HttpRequest) -> HttpResponseBase:
    return _json(_promise_columns(), map(_promise_cells, _promises(request)))


def tasks_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    rows = _tasks(slug)
    return _csv(f"chuong-trinh-{slug}", _task_columns(), map(_task_cells, rows))


def tasks_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _json(_task_columns(), map(_task_cells, _tasks(slug)))


def _promises(request: HttpRequest) -> Iterator[Promise]:
    """The promises of the page with the same address, all its pages in one."""
    asked = PromiseFilter(request.GET or None)
    if asked.errors:
        raise BadRequest
    found = asked.of_standing(asked.narrowed(public_promises()))
    return found.with_links().in_order().iterator(CHUNK)


def _tasks(slug: str) -> QuerySet[Task]:
    plan = get_object_or_404(AnnualPlan.objects.public(), path=AnnualPlan.path_of(slug))
    return plan.tasks.with_standing(timezone.localdate()).with_links()


def _due_columns() -> dict[str, str]:
    return {
        "in_charge": _("In charge"),
        "due": _("Term"),
        "term_in_words": _("Term in words"),
        "standing": _("State"),
        "done_on": _("Done on"),
    }


def _due_cells(row: Any) -> list[Any]:
    owner = row.owner.name if row.owner else None
    return [owner, row.due_on, row.due_words, Standing(row.standing).label, row.done_on]


def _promise_columns() -> dict[str, str]:
    return {
        "id": _("Number"),
        "said_on": _("Said on"),
        "kind": _("Kind"),
        "title": _("In short"),
        "quote": _("Words of the source"),
        "source": _("Source"),
        **_due_columns(),
        "project": _("Project"),
        "indicator": _("Indicator"),
        "proof": _("Proof"),
    }


def _promise_cells(promise: Any) -> list[Any]:
    said = [promise.pk, promise.said_on, promise.get_kind_display(), promise.title, promise.quote]
    links = [_address(promise.project), _address(promise.indicator), _address(promise.proof)]
    return [*said, _address(promise.article), *_due_cells(promise), *links]


def _task_columns() -> dict[str, str]:
    return {
        "id": _("Number"),
        "title": _("Task"),
        "quote": _("Words of the source"),
        "source": _("Source"),
        **_due_columns(),
        "project": _("Project"),
    }


def _task_cells(task: Any) -> list[Any]:
    said = [task.pk, task.title, task.quote, _address(task.evidence)]
    return [*said, *_due_cells(task), _address(task.project)]


def _address(page: Publication | None) -> str | None:
    """Where a page stands that readers may see; else nothing."""
    return settings.SITE_URL + page.path if page is not None and page.is_public else None


def _csv(name: str, columns: dict[str, str], rows: Iterable[list[Any]]) -> HttpResponseBase:
    response = csv_response(name, list(columns.values()), rows)
    # What everybody may read is for every cache.
    del response["Cache-Control"]
    return response


def _json(columns: dict[str, str], rows: Iterable[list[Any]]) -> HttpResponseBase:
    """The rows with names that stay, and what each name means."""
    named = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
    return JsonResponse(
        {"fields": columns, "rows": named}, json_dumps_params={"ensure_ascii": False}
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)
