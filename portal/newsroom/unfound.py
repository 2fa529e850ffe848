"""Words that readers searched in vain, taken off the desk."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.roles import edits, staff
from portal.search import unfound


@require_POST
def dealt_with(request: HttpRequest) -> HttpResponse:
    """Somebody has written of it, or nobody will."""
    words = request.POST.get("words", "")
    if not edits(staff(request)):
        raise Http404
    if unfound.mark_handled(words):
        said = _("“%(words)s” is off the list, until it is searched in vain on another day.")
        messages.success(request, said % {"words": words})
    else:
        messages.info(request, _("Somebody else has dealt with it already."))
    return redirect("admin:index")
