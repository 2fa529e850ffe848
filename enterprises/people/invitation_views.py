"""The pages of the link in an invitation's letter; it is accepted once."""

from http import HTTPStatus

from allauth.account.forms import LoginForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from enterprises.people import invitations
from enterprises.people.access import representative_of
from enterprises.people.forms import FirstPasswordForm
from enterprises.people.models import Invitation
from portal.accounts.models import User
from portal.kit.secret_links import secret_page


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show and accept it; 404 where there is none, 410 at its end or for a desk in the bin."""
    found = Invitation.objects.with_token(token)
    if found is None or not found.is_open or invitations.is_binned(found.enterprise):
        return _closed(request, found)
    try:
        if isinstance(request.user, User):
            return _for_account(request, found, request.user)
        if (account := invitations.account_of(found.email)) is not None:
            return _page(request, "sign_in", found, is_shut=invitations.is_shut(account))
        return _for_newcomer(request, found)
    except invitations.InvitationClosed:
        # Taken at this very moment; the row says by whom.
        return _closed(request, Invitation.objects.with_token(token))


@secret_page
@require_POST
def ask_again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask those who may invite to send a new letter."""
    found = Invitation.objects.with_token(token)
    if found is None or found.used_at or found.revoked_at:
        return _closed(request, found)
    if invitations.is_binned(found.enterprise):
        return _closed(request, found)
    if found.is_open:
        return redirect("enterprises:invitation", token=token)
    invitations.ask_again(found)
    return _page(request, "asked_again", found)


def _for_account(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    """Show the button to accept, or the reason why there is none."""
    why_not = invitations.refusal_reason(found, user)
    if request.method == "POST" and not why_not:
        try:
            invitations.accept(found, user=user)
        except ValidationError as error:
            why_not = " ".join(error.messages)
        else:
            return redirect("enterprises:desk")
    desk = representative_of(request) if why_not else None
    return _page(request, "accept", found, why_not=why_not, has_desk=desk is not None)


def _for_newcomer(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Show and save name and password of a person without an account, then sign in."""
    form = FirstPasswordForm(request.POST if request.method == "POST" else None, invitation=found)
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        try:
            invitations.accept_with_new_account(found, name=name, password=password)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _signed_in(request, email=found.email, password=password)
    return _page(request, "new_account", found, form=form)


def _signed_in(request: HttpRequest, *, email: str, password: str) -> HttpResponse:
    """Sign the new account in as the site's own sign-in does, and go to the desk."""
    desk = reverse("enterprises:desk")
    form = LoginForm({"login": email, "password": password}, request=request)
    if not form.is_valid():
        # Too many tries from this place, perhaps: the account is there, so to the door.
        return redirect_to_login(desk)
    answer: HttpResponse = form.login(request, redirect_url=desk)
    return answer


def _closed(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    """Show why a link is closed; who has just accepted it goes to the desk."""
    if found is not None and found.used_by_id and found.used_by_id == request.user.pk:
        return redirect("enterprises:desk")
    status = HTTPStatus.NOT_FOUND if found is None else HTTPStatus.GONE
    is_binned = found is not None and invitations.is_binned(found.enterprise)
    return _page(request, "closed", found, status=status, is_binned=is_binned)


def _page(
    request: HttpRequest,
    step: str,
    found: Invitation | None,
    *,
    status: int = HTTPStatus.OK,
    **context: object,
) -> HttpResponse:
    context |= {"invitation": found, "canonical_url": "", "token_path": request.path}
    return render(request, f"enterprises/people/invitation/{step}.html", context, status=status)
