"""Pages of an account between two steps of signing in, or behind a second factor: how to get there.

Each leaves in the session what the steps before would have left there.
"""

import json
from collections.abc import Callable
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.models import EmailAddress, EmailConfirmationHMAC, Login
from allauth.account.utils import user_pk_to_url_str
from allauth.account.views import INTERNAL_RESET_SESSION_KEY, PasswordResetFromKeyView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.test import Client

from portal.accounts.models import User
from tests.portal.accounts.software_keys import SoftwareKey

type Way = Callable[[User], dict[str, Any]]

CHANGED = "doi@xem-thu.example"
_MADE_UP = {"user": {"id": ""}, "challenge": ""}


def _begun(user: User | None) -> SessionBase:
    client = Client()
    if user:
        client.force_login(user)
    return client.session


def _session(user: User | None, **held: Any) -> dict[str, Any]:
    """A session of that person, or of nobody yet, which holds that."""
    session = _begun(user)
    session.update(held)
    session.save()
    return {"session": session.session_key}


def _signed_in(user: User) -> dict[str, Any]:
    return _session(user)


def _reauthenticated(user: User) -> dict[str, Any]:
    """Who has just been asked for the password once more."""
    request = HttpRequest()
    request.session = _begun(user)
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    return {"session": request.session.session_key}


def _second_factor(user: User) -> User:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


def _passkey(user: User) -> Authenticator:
    """A key that some device keeps, beside nothing else."""
    credential = json.loads(SoftwareKey().register({"publicKey": _MADE_UP}))
    data = {"name": "Điện thoại của Lan", "credential": credential}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)


def _with_passkey(user: User) -> dict[str, Any]:
    return {"pk": _passkey(user).pk} | _reauthenticated(user)


def _beside_passkey(user: User) -> dict[str, Any]:
    return {"session": _with_passkey(user)["session"]}


def _passkey_after_the_password(user: User) -> dict[str, Any]:
    _passkey(user)
    return _after_the_password(user)


def _after_the_password(user: User) -> dict[str, Any]:
    """Nobody yet: the password was right, the code is asked for."""
    state = {"stages": {"current": AuthenticateStage.key}}
    login = Login(user=_second_factor(user), state=state).serialize()
    return _session(None, **{LOGIN_SESSION_KEY: login})


def _without_password(user: User) -> dict[str, Any]:
    user.set_unusable_password()
    user.save()
    return _session(user)


def _link_to_reset(user: User) -> dict[str, Any]:
    """The link of the letter was opened; it leads on to an address without the key."""
    key = default_token_generator.make_token(user)
    parts = {"uidb36": user_pk_to_url_str(user), "key": PasswordResetFromKeyView.reset_url_key}
    return parts | _session(None, **{INTERNAL_RESET_SESSION_KEY: key})


def _address_on_its_way(user: User) -> EmailAddress:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return EmailAddress.objects.create(user=user, email=f"{user.username}.{CHANGED}")


def _link_to_confirm(user: User) -> dict[str, Any]:
    key = EmailConfirmationHMAC.create(_address_on_its_way(user)).key
    return {"key": key} | _session(user)


def _waiting_for_the_link(user: User) -> dict[str, Any]:
    _address_on_its_way(user)
    return _session(user)


WAYS: dict[str, Way] = {
    "account_reauthenticate": _signed_in,
    "account_set_password": _without_password,
    "account_reset_password_from_key, with a link that holds": _link_to_reset,
    "account_confirm_email, with a link that holds": _link_to_confirm,
    "account_email, with an address on its way": _waiting_for_the_link,
    "mfa_authenticate": _after_the_password,
    "mfa_reauthenticate": lambda user: _signed_in(_second_factor(user)),
    "mfa_index, with a second factor": lambda user: _signed_in(_second_factor(user)),
    "mfa_activate_totp": _reauthenticated,
    "mfa_add_webauthn": _reauthenticated,
    "mfa_edit_webauthn": _with_passkey,
    "mfa_remove_webauthn": _with_passkey,
    "mfa_list_webauthn, with a passkey": _beside_passkey,
    "mfa_reauthenticate_webauthn": _beside_passkey,
    "mfa_authenticate, by a passkey": _passkey_after_the_password,
    "mfa_deactivate_totp": lambda user: _reauthenticated(_second_factor(user)),
    "mfa_view_recovery_codes": lambda user: _reauthenticated(_second_factor(user)),
    "mfa_generate_recovery_codes": lambda user: _reauthenticated(_second_factor(user)),
}
