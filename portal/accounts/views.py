"""The page of one's own sessions: where one is signed in, and the end of each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.models import UserSession
from portal.accounts.roles import signed_in
from portal.accounts.user_sessions import end_sessions, note_session, sessions_of


@require_safe
@login_required
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Show the browsers in which the person is signed in, this one first."""
    user = signed_in(request)
    # A new password has given this session a new key, of which the list has not heard.
    note_session(request, user.pk)
    rows = sorted(sessions_of(user), key=lambda row: not _is_here(request, row))
    context = {"sessions": rows, "this_key": request.session.session_key}
    return render(request, "account/sessions.html", context)


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of one's own elsewhere; others' are not there."""
    user = signed_in(request)
    row = next((each for each in sessions_of(user) if each.pk == pk), None)
    if row is None or _is_here(request, row):
        raise Http404
    end_sessions([row], user=user, by=user)
    messages.success(request, _("Ended: %(session)s.") % {"session": row})
    return redirect("account_sessions")


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    user = signed_in(request)
    others = [row for row in sessions_of(user) if not _is_here(request, row)]
    end_sessions(others, user=user, by=user)
    messages.success(request, _("You are signed in here only."))
    return redirect("account_sessions")


def _is_here(request: HttpRequest, row: UserSession) -> bool:
    return row.session_id == request.session.session_key
