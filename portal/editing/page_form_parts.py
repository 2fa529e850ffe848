"""Pieces of the flow in `page_form`: what the form says, what it need not read, its step."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, WRITE, staff
from portal.editing import publish_checks
from portal.editing.deadlines import due_text
from portal.editing.edit_session import EditSession
from portal.editing.effect import effect_context, take_moment
from portal.editing.forms import PublicationForm
from portal.editing.inbound_links import needs_confirmation
from portal.editing.remarks_admin import mark_mended, returned, standing_lines
from portal.editing.reviewing import is_for_review
from portal.publishing import changes, translating, workflow
from portal.publishing.models import Publication, State


def page_context(user: User, page: Publication) -> dict[str, Any]:
    """Return what the form says of a page beside its fields."""
    change = changes.open_change(page)
    findings = publish_checks.check_as_it_stands(page)
    return {
        **effect_context(user, page, change),
        "waiting": change,
        "is_for_review": is_for_review(change),
        "remarks": standing_lines(user, page),
        "returned": returned(page),
        "findings": findings,
        "offers": any(finding.offer for finding in findings),
        "may_force": user.has_perm(PUBLISH) and user.pk in workflow.writers(page),
        "due": "" if page.is_public else due_text(page),
        "unread_forced": page.forced.filter(read_at=None).first(),
        "english": translating.english_of(page),
        "may_translate": translating.may_have_one(page) and user.has_perm(WRITE),
    }


def known_parts(form: PublicationForm) -> dict[str, list[int]]:
    """Return the parts of a page that need not be read after the save: the rows chosen in it."""
    page = form.instance
    return {
        name: sorted(row.pk for row in form.cleaned_data[name])
        for name in page.PARTS
        if name in form.cleaned_data and page._meta.get_field(name).many_to_many
    }


def take_step(
    model_admin: ModelAdmin[Publication],
    request: HttpRequest,
    session: EditSession,
    page: Publication,
) -> None:
    """Take the step of the pressed button; where it is not open, the text stays saved."""
    mark_mended(request, page)
    try:
        with transaction.atomic():
            take_moment(request, page)
    except ValidationError as error:
        text = _("Your text is saved, but: %(reason)s") % {"reason": " ".join(error.messages)}
        model_admin.message_user(request, text, messages.ERROR)
        return
    target = request.POST.get("_step")
    if not target:
        return
    if target not in State.values or target == State.BINNED:
        raise PermissionDenied
    if target == State.WITHDRAWN and needs_confirmation(staff(request), page):
        session.confirms_withdrawal = True
        return
    try:
        with transaction.atomic():
            publish_checks.transition(
                page,
                to=State(target),
                by=staff(request),
                word=request.POST.get("_word", "").strip(),
                force=request.POST.get("_force", "").strip(),
                seen=page.revision_number,
            )
    except ValidationError as error:
        text = _("Your text is saved, but: %(reason)s") % {"reason": " ".join(error.messages)}
        model_admin.message_user(request, text, messages.ERROR)
    else:
        said = {"title": page, "state": page.get_state_display()}
        model_admin.message_user(
            request, _("“%(title)s” is now: %(state)s.") % said, messages.SUCCESS
        )
