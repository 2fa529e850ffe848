"""A form of the admin that was sent after its session's end: shown again, to be sent once more."""

import re
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from portal.kit.admin_pages import show_own_page

# What forms say of themselves: their buttons, marks of what was seen, numbers of rows. A name may
# be as long as all that is sent: no pattern looks for these within it.
_OWN_STARTS: Final = ("_", "initial-", "seen_")
_OWN_ENDS: Final = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")

# What a chosen row of a list is called by the code: nobody has typed that.
_CHOICE: Final = re.compile(r"[a-z]+([_-][a-z]+)*")


# A report of an error holds nothing of what was typed.
@sensitive_post_parameters()
def ask_to_send_again(request: HttpRequest) -> HttpResponse | None:
    """Return a page with all that was sent, and a button that sends it again; None for the rest.

    A script that sends a form keeps the text itself, and reads a redirect as a session's end. A
    password stands in no page: who typed one types it again.
    """
    is_of_a_page = "text/html" in request.headers.get("Accept", "")
    if request.method != "POST" or not is_of_a_page or request.path == reverse("admin:logout"):
        return None
    if any("password" in name for name in request.POST):
        return None
    sent = [
        {"name": name, "value": value, "is_shown": _is_shown(name, str(value))}
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    title = _("Your session has ended")
    answer = show_own_page(request, "admin/ended_session.html", title, sent=sent)
    answer.status_code = HTTPStatus.FORBIDDEN
    add_never_cache_headers(answer)
    return answer


def _is_shown(name: str, value: str) -> bool:
    """Return whether a field may hold what somebody typed; the rest is sent along unseen."""
    return len(value) > 1 and not (_is_own_name(name) or _CHOICE.fullmatch(value))


def _is_own_name(name: str) -> bool:
    is_mark = name == "seen" or "-initial-" in name
    return is_mark or name.startswith(_OWN_STARTS) or name.endswith(_OWN_ENDS)
