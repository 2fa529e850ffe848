"""Before a page goes, its place among the others: which pages point to it, and what to do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.editing import publish_checks
from portal.editing.forms import VERSION, typed_text
from portal.editing.leaning import leaning_on
from portal.kit.admin_pages import OwnPagesMixin, own_page, show_own_page
from portal.publishing import links, permissions
from portal.publishing.errors import StaleSave
from portal.publishing.models import Publication, State, heavy_columns
from portal.publishing.models.kinds import admin_address, kind_label
from portal.publishing.state_words import page_words, step_message

MAX_ROWS = 50


def inbound_links_for(publication: Publication, user: User) -> list[dict[str, Any]]:
    """Return the pages that link to this one, as far as the person may know of them.

    The newest first.
    """
    rows = links.pages_linking_to(publication).readable_by(user)
    rows = rows.select_related("parent_page").defer(*heavy_columns("parent_page"))
    return [
        {
            "title": page.title,
            "kind": kind_label(page.kind),
            "state": page_words(page),
            "address": admin_address(page.kind, page.pk),
        }
        for page in rows[:MAX_ROWS]
    ]


def needs_confirmation(user: User, page: Publication) -> bool:
    """Return whether withdrawing is asked about first.

    The person may, and something leans on the page.
    """
    if not permissions.may_take(user, page, State.WITHDRAWN):
        return False
    return links.pages_linking_to(page).exists() or bool(leaning_on(page))


class InboundLinksMixin(OwnPagesMixin):
    """Lets a page that others point to be withdrawn on a page of its own, which names them."""

    @own_page("<path:object_id>/go-bai/", "withdraw")
    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Name the pages that point here, ask why, then withdraw."""
        page: Publication | None = self.get_object(request, unquote(object_id))
        if page is None or not permissions.may_take(staff(request), page, State.WITHDRAWN):
            raise Http404
        seen, user = page.revision_number, staff(request)

        def withdraw(comment: str) -> SafeString:
            step = publish_checks.transition(
                page, to=State.WITHDRAWN, by=user, comment=comment, seen=seen
            )
            return step_message(page, step)

        title = _("Withdraw “%(title)s”")
        return take_away(self, request, page, withdraw, "withdraw", title=title)


def take_away(
    model_admin: ModelAdmin[Publication],
    request: HttpRequest,
    page: Publication,
    step: Callable[[str], str],
    template: str,
    *,
    title: str,
    **more: object,
) -> HttpResponse:
    """Ask why a page goes, take the step with the answer, then tell on the list of its kind.

    `step` takes the answer and gives the words to tell.
    """
    message, refused = _take(request, page, step) if request.method == "POST" else ("", [])
    if request.method == "POST" and not refused:
        model_admin.message_user(request, message, messages.SUCCESS)
        options = model_admin.opts
        name = f"admin:{options.app_label}_{options.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))
    return show_own_page(
        request,
        f"admin/publishing/publication/{template}.html",
        title % {"title": page},
        opts=model_admin.opts,
        publication=page,
        refused=refused,
        keeper_reads=page.has_keeper and page.state == State.PUBLISHED,
        comment=request.POST.get("_comment") or request.GET.get("comment", ""),
        **more,
    )


def _take(
    request: HttpRequest, page: Publication, step: Callable[[str], str]
) -> tuple[str, list[str]]:
    """Take a step with the page as it was on screen; what to tell, or why it is refused."""
    if request.POST.get(VERSION) != str(page.revision_number):
        return "", StaleSave().messages
    try:
        return step(typed_text(request, "_comment")), []
    except ValidationError as error:
        # A step that went before the refused one was undone in the table, and is here, too: what
        # is typed next would else be refused as if somebody had saved meanwhile.
        page.refresh_from_db(fields=["state", "revision_number"])
        return "", error.messages
