"""The short list for the first days: what is done falls off by itself, and at last the list."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from portal.accounts.first_steps import Tried, bring_back, is_new, note
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, WRITE, staff, works_here
from portal.kit.panels import Panel
from portal.publishing.models import Publication, State, Transition
from portal.publishing.models.kinds import admin_address

# The sections of the handbook about what went wrong, and about reviewing.
MISHAPS: Final = "lo-tay"
REVIEWING: Final = "duyet-bai"


@dataclass(frozen=True, slots=True)
class FirstStep:
    """A thing to try once, with the way to it; done or not."""

    label: str | Promise
    url: str
    is_done: bool


def first_steps_panel(user: User) -> Panel | None:
    """Return what a new person on the staff may try, until all of it is done or skipped."""
    if not is_new(user) or not user.has_perm(WRITE):
        return None
    steps = first_steps(user)
    if all(step.is_done for step in steps):
        note(user, Tried.DONE)
        return None
    return Panel("admin/dashboard/first_steps.html", {"steps": steps})


def first_steps(user: User) -> list[FirstStep]:
    """Return the steps in their order, done ones with their mark; one query.

    Who decides about texts begins with reading one, and who writes with writing one.
    """
    own = Publication.objects.filter(created_by=OuterRef("pk")).exclude(state=State.BINNED)
    last = own.order_by("-pk")
    taken = Transition.objects.filter(by=OuterRef("pk"))
    row: Any = User.objects.filter(pk=user.pk).values_list(
        Subquery(last.values("pk")[:1]),
        Subquery(last.values("kind")[:1]),
        Exists(taken.filter(to_state=State.SUBMITTED)),
        Exists(taken.filter(to_state__in=[State.PUBLISHED, State.CHANGES_ASKED])),
    )
    key, kind, has_sent, has_decided = row.get()
    if user.has_perm(PUBLISH):
        return [*_of_deciding(user, has_decided=has_decided), *_of_everybody(user)]
    return [*_of_writing(user, key, kind, has_sent=has_sent), *_of_everybody(user)]


def _of_writing(user: User, key: int | None, kind: str, *, has_sent: bool) -> list[FirstStep]:
    new = reverse("admin:articles_article_add")
    # Before there is a draft there is nothing to look at and nothing to send.
    form = admin_address(kind, key) if key else ""
    preview = admin_address(kind, key, view="preview") if key else ""
    is_seen = key is not None and Tried.PREVIEW in user.first_steps
    return [
        FirstStep(_("Write a draft; nobody else sees it yet"), new, is_done=key is not None),
        FirstStep(_("Look at its preview"), preview, is_done=is_seen),
        FirstStep(_("Send it for review; a second person publishes"), form, is_done=has_sent),
    ]


def _of_deciding(user: User, *, has_decided: bool) -> list[FirstStep]:
    waiting = f"{reverse('admin:articles_article_changelist')}?viec=cho-duyet"
    # The parameter tells this section of the handbook from the others; see `noting_handbook`.
    about = f"{reverse('admin:handbook')}?muc={REVIEWING}#{REVIEWING}"
    is_read = Tried.REVIEWING in user.first_steps
    return [
        FirstStep(
            _("Read a text that waits, then publish it or ask for changes"), waiting, has_decided
        ),
        FirstStep(_("Read how texts are reviewed"), about, is_read),
    ]


def _of_everybody(user: User) -> list[FirstStep]:
    tried, mishaps = user.first_steps, f"{reverse('admin:handbook')}#{MISHAPS}"
    return [
        FirstStep(
            _("See where the bin is: nothing is lost"),
            reverse("admin:bin"),
            is_done=Tried.BIN in tried,
        ),
        FirstStep(
            _("Read what to do when something went wrong"),
            mishaps,
            is_done=Tried.HANDBOOK in tried,
        ),
    ]


@require_POST
def skip_first_steps(request: HttpRequest) -> HttpResponse:
    """Take the list off, or bring it back from the handbook."""
    user = staff(request)
    if not works_here(user):
        raise Http404
    if "again" in request.POST:
        bring_back(user)
    else:
        note(user, Tried.SKIPPED)
    return redirect("admin:index")


def noting(tried: Tried, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view, which then also keeps that a new person has found it."""
    return _noting(lambda _request: tried, view)


def noting_handbook(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the handbook, which also keeps which of the sections to read first was opened."""

    def tried(request: HttpRequest) -> Tried:
        return Tried.REVIEWING if request.GET.get("muc") == REVIEWING else Tried.HANDBOOK

    return _noting(tried, view)


def _noting(
    tried: Callable[[HttpRequest], Tried], view: Callable[..., HttpResponse]
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def found(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "GET":
            note(staff(request), tried(request))
        return response

    return found
