"""Letters of the sign-in library, as tasks: no page waits for the mail server."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import filter_users_by_email, user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.kit.priorities import AWAITED
from portal.kit.site_names import site_name
from portal.tasks.letters import Letter, letter_task
from portal.tasks.letters import render as render_mail


def render(template_prefix: str, to: str, context: dict[str, object]) -> Letter:
    """Return a letter of the sign-in library in Vietnamese; no request is needed."""
    known: dict[str, object] = {
        "email": to,
        "site_name": site_name("vi"),
        "site_url": settings.SITE_URL,
        "site_is_demo": settings.SITE_IS_DEMO,
    }
    with translation.override(settings.LANGUAGE_CODE):
        mail = get_adapter().render_mail(template_prefix, to, known | context)
    return Letter(to, mail.subject, mail.body + "\n")


@letter_task(priority=AWAITED)
def post_password_reset(user_pk: int, email: str) -> Letter | None:
    """Return the letter with a link to set a new password, while this address is the user's.

    The link opens the account: it is made here, so that it stands in no table of tasks.
    """
    users = filter_users_by_email(email, is_active=True, prefer_verified=True)
    user = next((each for each in users if each.pk == user_pk), None)
    if user is None:
        return None
    link = _password_link(user)
    context = {"user": user, "username": user.get_username(), "password_reset_url": link}
    return render("account/email/password_reset_key", email, context)


def _password_link(user: User) -> str:
    """Return the address, good once and for some days, at which the person sets a password."""
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return str(settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts))


@letter_task(priority=AWAITED)
def post_staff_invitation(user_pk: int) -> Letter | None:
    """Return the letter that lets a new colleague set a password, while the account is open."""
    user = User.objects.filter(pk=user_pk, is_active=True).exclude(email="").first()
    if user is None:
        return None
    ends = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    context = {"person": user, "link": _password_link(user), "ends": ends}
    return Letter(user.email, *render_mail("staff_invitation", **context))


@letter_task(priority=AWAITED)
def post_confirmation(address_pk: int) -> Letter | None:
    """Return the letter with a link that confirms an address, while it is not confirmed.

    As in a password's letter, the link is made here.
    """
    rows = EmailAddress.objects.filter(pk=address_pk, verified=False, user__is_active=True)
    address = rows.select_related("user").first()
    if address is None:
        return None
    key = EmailConfirmationHMAC.create(address).key
    link = settings.SITE_URL + reverse("account_confirm_email", args=[key])
    context = {"user": address.user, "key": key, "activate_url": link}
    return render("account/email/email_confirmation", address.email, context)
