"""Letters of the sign-in library, as tasks: no page waits for the mail server."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import filter_users_by_email, user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.tasks.letters import Letter, letter_task


def render(template_prefix: str, to: str, context: dict[str, object]) -> Letter:
    """Return a letter of the sign-in library in Vietnamese; no request is needed."""
    known: dict[str, object] = {
        "email": to,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_is_demo": settings.SITE_IS_DEMO,
    }
    with translation.override(settings.LANGUAGE_CODE):
        mail = get_adapter().render_mail(template_prefix, to, known | context)
    return Letter(to, mail.subject, mail.body + "\n")


@letter_task
def post_password_reset(user_pk: int, email: str) -> Letter | None:
    """Return the letter with a link to set a new password, while this address is the user's.

    The link opens the account: it is made here, so that it stands in no table of tasks.
    """
    users = filter_users_by_email(email, is_active=True, prefer_verified=True)
    user = next((each for each in users if each.pk == user_pk), None)
    if user is None:
        return None
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts)
    context = {"user": user, "username": user.get_username(), "password_reset_url": link}
    return render("account/email/password_reset_key", email, context)


@letter_task
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
