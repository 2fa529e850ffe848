from typing import Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailConfirmationHMAC
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from portal.accounts import letters
from portal.accounts.demo import is_left_over
from portal.accounts.models import User
from portal.tasks.letters import deliver
from portal.tasks.once import enqueue_once

# What the sign-in library calls the secrets in a letter.
_SECRETS: Final = frozenset({"code", "key"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in for people the department knows: nobody opens an account by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether people may be led there; what cannot be read is nowhere to lead to."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def pre_login(self, request: HttpRequest, user: User, **options: object) -> HttpResponse | None:
        """Let no account of a demo in, by whatever way, where the site is none any more."""
        answer: HttpResponse | None = super().pre_login(request, user, **options)
        if answer is None and is_left_over(user):
            clear_login(request)
            answer = self.respond_user_inactive(request, user)
        return answer

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the work desk for staff, the enterprises' desk for everybody else."""
        user = request.user
        if user.is_authenticated and user.is_staff:
            return reverse("admin:index")
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: object) -> str:
        """Return what wrong passwords are counted under: the name, tried from one network.

        The library counts the name alone, so that anybody could keep anybody out, and that anew
        for each host that the request names, port and all, which is the sender's to choose.
        """
        login = str(credentials.get("email", credentials.get("username", "")))
        # As it is compared: with no regard to capital letters.
        return f"{login.lower()}@{get_ip(request)}"

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is: `Letter` puts the name of the site before each."""
        return str(subject)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, object]) -> None:
        """Queue the letter by its ids; the link that is in `context` stays unused."""
        enqueue_once(letters.post_password_reset, user.pk, email)

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC, signup: bool
    ) -> None:
        """Queue the letter by its id; nobody signs up, so the other wording is not needed."""
        enqueue_once(letters.post_confirmation, emailconfirmation.email_address.pk)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Queue the text of a letter; raise TypeError for one that would leave a secret there."""
        if _SECRETS & context.keys():
            raise TypeError(f"{template_prefix} holds a secret: make a letter_task that builds it.")
        letter = letters.render(template_prefix, email, context)
        deliver.enqueue(letter.to, letter.subject, letter.body)
