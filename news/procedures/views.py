"""The public pages of procedures: the list, a field of it, and one procedure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from news.procedures.filters import ProcedureFilter
from news.procedures.models import Procedure
from news.procedures.structured import government_service
from portal.links.registry import dead_among
from portal.organisations.former_bodies import with_successions
from portal.publishing.attachments import attachments_of
from portal.publishing.shelves import SectionedList
from portal.publishing.topics import topics_of

# What a reader looks for, and is told once where it is not known.
_FACTS = ("code", "applicants", "place", "days", "fee", "outcome", "decision", "basis")


_LIST = SectionedList(
    Procedure,
    ProcedureFilter,
    "news/procedures/list.html",
    gettext_lazy("Administrative procedures"),
    gettext_lazy(
        "What to bring, where to apply, how long it takes and what it costs, "
        "procedure by procedure."
    ),
)


def procedure_list(request: HttpRequest) -> HttpResponse:
    """Show all procedures by name, narrowed down by what the address asks."""
    return _LIST.show(request)


def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the procedures of one field."""
    return _LIST.of_section(request, slug)


def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a procedure with its steps and papers."""
    rows = with_successions(Procedure.objects.public()).select_related("section", "cover")
    found = get_object_or_404(rows, path=Procedure.path_of(slug))
    steps, papers = list(found.steps.all()), list(found.papers.all())
    context = {
        "procedure": found,
        "steps": steps,
        "papers": papers,
        "unknown": _unknown(found, has_steps=bool(steps), has_papers=bool(papers)),
        "is_service_dead": bool(dead_among([found.national_url])),
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": government_service(found),
    }
    return render(request, "news/procedures/detail.html", context)


def _unknown(found: Procedure, *, has_steps: bool, has_papers: bool) -> list[str | StrPromise]:
    """Return the names of what nobody has written down yet."""
    known = {"days"} if found.days_note else set()
    names = [name for name in _FACTS if name not in known and not getattr(found, name)]
    fields = [Procedure._meta.get_field(name) for name in names]
    missing: list[str | StrPromise] = [field.verbose_name for field in fields]  # type: ignore[union-attr]  # columns
    if not has_steps:
        missing.append(_("steps of the procedure"))
    if not has_papers:
        missing.append(_("papers to hand in"))
    return missing
