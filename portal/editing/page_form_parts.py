"""Pieces of the flow in `page_form`: what the form says, what it need not read, its step."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, WRITE, staff
from portal.editing import publish_checks
from portal.editing.action_bar import bar_for
from portal.editing.change_moment import effect_context, take_moment
from portal.editing.deadlines import due_text
from portal.editing.edit_session import EditSession
from portal.editing.form_facts import FormFacts
from portal.editing.forms import PublicationForm, typed_text
from portal.editing.inbound_links import needs_confirmation
from portal.editing.owners import day_text, ownership_of
from portal.editing.refusals import moment_refused_in_form, refused_in_form
from portal.editing.remarks_admin import mark_mended, remark_lines
from portal.editing.reviewing import is_for_review
from portal.kit.text.numbers import parse_key
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.fields import rich_fields
from portal.publishing import authorship, changes, permissions, translating
from portal.publishing.models import (
    ChangeSet,
    ForcedPublication,
    Publication,
    Revision,
    State,
    Transition,
)
from portal.publishing.models.kinds import admin_address
from portal.publishing.state_words import (
    is_to_come,
    page_words,
    readers_see_beside,
    step_message,
)

# What was typed beside a step that was refused, by the field of the form.
_TYPED = {"_comment": "comment", "_force": "force"}
# Servers refuse a line of more than 4,094 bytes, and a letter with marks takes nine.
MAX_QUERY: Final = 3_000


def page_context(request: HttpRequest, page: Publication) -> dict[str, Any]:
    """Return what the form says of a page beside its fields."""
    user = staff(request)
    if page.pk is None:
        steps = permissions.steps_after_typing(user, page, None)
        return {"bar": bar_for(user, page, steps, None, ())}
    change = _waiting(request, page)
    session = EditSession.of(request)
    facts = session.facts or _unknown(user, page)
    # What readers have: a page is shown as the change that waits would have it.
    stored = session.stored or page
    violations = publish_checks.check_as_it_stands(
        page, live=session.live_text, version=session.waiting_text
    )
    steps = permissions.steps_after_typing(user, page, change)
    return {
        **_history(page, change),
        **effect_context(user, page, change),
        "bar": bar_for(user, page, steps, change, facts.writers),
        "state_label": page_words(stored, change),
        # Asked for where it is told.
        "readers_see": partial(readers_see_beside, stored, change),
        "is_to_come": is_to_come(stored),
        "comment": request.GET.get("comment", ""),
        "force": request.GET.get("force", ""),
        "waiting": change,
        "is_for_review": is_for_review(change),
        "remarks": remark_lines(user, page) if facts.has_remarks else [],
        "may_be_linked": facts.is_linked_to,
        "violations": violations,
        "offers": any(violation.offer for violation in violations),
        "due": "" if stored.is_public else due_text(page),
        "check_day": day_text(page),
        "responsible": ownership_of(page),
        "unread_forced": _unread_forced(page) if facts.has_unread_forced else None,
        "english": translating.english_of(page),
        "may_translate": translating.may_have_one(page) and user.has_perm(WRITE),
    }


def show_rich_texts(page: Publication) -> None:
    """Let a page that is only read show its rich texts as they look, and not their tags."""
    for name in rich_fields(type(page)):
        # One line, for the admin breaks lines of what is only read.
        shown = " ".join(clean_html(getattr(page, name) or "").split())
        setattr(page, name, mark_safe(shown))  # noqa: S308  # cleaned in the line above


def typing_context(session: EditSession) -> dict[str, Any]:
    """Return what the form says of the typing in it.

    What is kept of it, and who else has it open.
    """
    if session.open_form is None:
        return {}
    return {
        "typed_form": session.open_form,
        "unsaved": session.autosave,
        "restored": session.restored,
        "others": session.others,
    }


def _waiting(request: HttpRequest, page: Publication) -> ChangeSet | None:
    """Return the change that waits on a live page, as the session has read it or else read now."""
    session = EditSession.of(request)
    if page.state != State.PUBLISHED or session.knows_change:
        return session.waiting
    return changes.open_change(page)


def _unknown(user: User, page: Publication) -> FormFacts:
    """Return facts that have everything asked: of a form that was sent nothing was read before."""
    writers = authorship.writers(page) if user.has_perm(PUBLISH) else ()
    return FormFacts(
        has_autosave=True,
        has_change=True,
        has_remarks=True,
        has_unread_forced=page.live_number is not None,
        is_linked_to=True,
        writers=frozenset(writers),
    )


def _unread_forced(page: Publication) -> ForcedPublication | None:
    """That it was published without a second reader."""
    return page.forced.unread().first()


def _history(page: Publication, change: ChangeSet | None) -> dict[str, Any]:
    """Return who sent the text, who wants it changed and why, and who let readers have the last."""
    if page.state == State.DRAFT:
        # What was sent and taken back again waits for nobody.
        return dict.fromkeys(("sent", "returned", "let_through", "withdrawn"))
    waits = change is not None or page.state != State.PUBLISHED
    own = Q(change_set=change) if waits else Q(pk=None)
    steps = Transition.objects.filter(own | Q(to_state=State.PUBLISHED), publication_id=page.pk)
    newest = list(steps.select_related("by").order_by("-at", "-id")[:10])
    of_text = [step for step in newest if waits and step.change_set_id == (change and change.pk)]
    sent = next((step for step in of_text if step.to_state == State.SUBMITTED), None)
    returned = of_text[0] if of_text and of_text[0].to_state == State.CHANGES_ASKED else None
    through = next((step for step in newest if step.to_state == State.PUBLISHED), None)
    gone = newest[0] if page.state == State.WITHDRAWN and newest else None
    return {"sent": sent, "returned": returned, "let_through": through, "withdrawn": gone}


def known_parts(form: PublicationForm) -> dict[str, list[int]]:
    """Return the parts of a page that need not be read after the save: the rows chosen in it."""
    page = form.instance
    return {
        name: sorted(row.pk for row in form.cleaned_data[name])
        for name in page.PARTS
        if name in form.cleaned_data and page._meta.get_field(name).many_to_many
    }


def parts_seen(session: EditSession, page: Publication, version: str) -> dict[str, Any] | None:
    """Return the parts of the version that a form was typed over; None where it is the newest."""
    if version == str(page.revision_number):
        return None
    if session.seen_parts is None:
        versions = Revision.objects.filter(publication_id=page.pk, number=parse_key(version) or 0)
        data = versions.values_list("data", flat=True).first()
        session.seen_parts = data["parts"] if data else {}
    return session.seen_parts


def conflicts_of(form: PublicationForm, tables: Iterable[Any]) -> dict[str, Any]:
    """Return what two people wrote at once: in fields of the page, and in its rows."""
    merged = [table.formset.merged for table in tables]
    return {
        "conflicts": [*form.conflicts, *(each for rows in merged for each in rows.conflicts)],
        "removed_rows": [each for rows in merged for each in rows.removed],
    }


def decides(request: HttpRequest) -> bool:
    """Return whether the pressed button approves the text, by right and without a reason."""
    is_decision = request.POST.get("_step") in (State.APPROVED, State.PUBLISHED)
    is_forced = bool(typed_text(request, "_force"))
    return is_decision and not is_forced and staff(request).has_perm(PUBLISH)


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
        model_admin.message_user(request, moment_refused_in_form(page, error), messages.ERROR)
        session.is_refused = True
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
            step = publish_checks.transition(
                page,
                to=State(target),
                by=staff(request),
                comment=typed_text(request, "_comment"),
                force=typed_text(request, "_force"),
                seen=page.revision_number,
            )
    except ValidationError as error:
        session.is_refused = True
        model_admin.message_user(request, refused_in_form(page, target, error), messages.ERROR)
    else:
        model_admin.message_user(request, step_message(page, step), messages.SUCCESS)


def back_to_form(request: HttpRequest, page: Publication) -> HttpResponseRedirect:
    """Lead back to the form of a page whose step was refused, with the words typed for it."""
    typed = {name: typed_text(request, sent) for sent, name in _TYPED.items()}
    return redirect_with_typed(request, admin_address(page.kind, page.pk), typed)


def redirect_with_typed(
    request: HttpRequest, address: str, typed: Mapping[str, str]
) -> HttpResponseRedirect:
    """Lead on with typed words in the address; where it would grow too long, a message has them."""
    query = urlencode({name: words for name, words in typed.items() if words})
    if len(query) > MAX_QUERY:
        message = _("What you wrote: “%(typed)s”") % {
            "typed": " ".join(filter(None, typed.values()))
        }
        messages.warning(request, message)
        query = ""
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
