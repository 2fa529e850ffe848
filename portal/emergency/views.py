"""The switch in the admin; only publishers see it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.reauthentication import require_recent_sign_in
from portal.accounts.roles import publishes, staff
from portal.emergency import switch
from portal.emergency.alerts import AlertsNotWritten
from portal.emergency.forms import EmergencyForm
from portal.emergency.models import Emergency
from portal.kit.admin_pages import show_own_page
from portal.kit.text.numbers import parse_key


def switch_view(request: HttpRequest) -> HttpResponse:
    """Show what is declared and what waits, with the next step of each; and the form."""
    if not publishes(request.user):
        raise Http404
    user = staff(request)
    if request.method == "POST":
        require_recent_sign_in(request)
    if request.method == "POST" and "_ask" not in request.POST:
        return _step(request, user)
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            switch.request_declaration(form.save(commit=False), by=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            message = _("It waits for a second person: ask a colleague to confirm it here.")
            messages.success(request, message)
            return HttpResponseRedirect(reverse("admin:emergency"))
    return show_own_page(
        request,
        "admin/emergency/emergency.html",
        _("Emergency mode"),
        form=form,
        waiting=Emergency.objects.waiting().select_related("requested_by").first(),
        declared=Emergency.objects.declared().select_related("requested_by", "end_requested_by")[
            :20
        ],
    )


def _step(request: HttpRequest, user: User) -> HttpResponse:
    """Confirm, take back or end the row that the pressed button names."""
    steps: dict[str, Any] = {
        "_confirm": switch.confirm,
        "_take_back": switch.cancel,
        "_end": switch.end,
    }
    name = next((name for name in steps if name in request.POST), None)
    key = parse_key(request.POST.get(name, "")) if name else None
    if name is None or key is None:
        raise Http404
    try:
        row = steps[name](key, by=user)
    except Emergency.DoesNotExist:
        raise Http404 from None
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except AlertsNotWritten as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _what_is_now(row))
    return HttpResponseRedirect(reverse("admin:emergency"))


def _what_is_now(row: Emergency) -> str:
    """Say what readers see after a step, and who is asked next."""
    if row.ended_at is not None and row.confirmed_at is None:
        return _("Taken back. Readers have seen nothing of it.")
    if row.ended_at is not None:
        return _("Ended: the warning is gone from every page.")
    if row.end_requested_by is not None:
        return _("You asked for the end; a second person has to confirm it. The warning stands on.")
    if row.starts_at > timezone.now():
        starts = date_format(timezone.localtime(row.starts_at), "DATETIME_FORMAT")
        return _("Confirmed. Readers see the warning from %(when)s on.") % {"when": starts}
    return _("Confirmed: all readers see the warning on every page now.")
