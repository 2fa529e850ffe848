"""What a page with a public form answers: the form again, with all that was typed."""

from datetime import timedelta
from http import HTTPStatus
from math import ceil

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _


def too_many(
    request: HttpRequest, template: str, form: BaseForm, wait: timedelta, **context: object
) -> HttpResponse:
    """429: the page again, with what was typed and when it can be sent."""
    until = timezone.localtime(timezone.now() + wait)
    if until.date() == timezone.localdate():
        when = time_format(until + timedelta(minutes=1), "H:i")
        said = _("Nothing is lost: send it again after %(when)s.") % {"when": when}
    else:
        said = _("Nothing is lost: send it again tomorrow.")
    form.add_error(None, _("This was sent too many times in a short while.") + " " + said)
    status = HTTPStatus.TOO_MANY_REQUESTS
    answer = render(request, template, {"form": form, **context}, status=status)
    answer["Retry-After"] = str(ceil(wait.total_seconds()))
    return answer
