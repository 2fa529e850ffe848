"""The buttons of the first page: what was read, or dealt with, comes off its list."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.roles import edits, staff
from portal.publishing.models import ForcedPublication
from portal.publishing.models.access import section_rule
from portal.search import unfound


@require_POST
def mark_as_read(request: HttpRequest, number: int) -> HttpResponse:
    """Note that a second person of its section has read what was published in a hurry."""
    by = staff(request)
    within = ForcedPublication.objects.filter(section_rule(by, "publication__"))
    forced = get_object_or_404(within, pk=number)
    try:
        is_theirs = forced.mark_as_read(by=by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("admin:waiting", "dang-gap")
    if is_theirs:
        title = {"title": forced.publication}
        messages.success(request, _("Thank you: “%(title)s” has a second reader now.") % title)
    else:
        messages.info(request, _("Somebody else has dealt with it already."))
    return redirect("admin:waiting", "dang-gap")


@require_POST
def dealt_with(request: HttpRequest) -> HttpResponse:
    """Take words that readers searched in vain off the list."""
    words = request.POST.get("words", "")
    if not edits(staff(request)):
        raise Http404
    if unfound.mark_handled(words):
        message = _("“%(words)s” is off the list, until it is searched in vain on another day.")
        messages.success(request, message % {"words": words})
    else:
        messages.info(request, _("Somebody else has dealt with it already."))
    return redirect("admin:waiting", "tim-khong-thay")
