"""Signing in, and the second factor."""

import os
from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from portal.kit.origins import is_protected, origin_of
from portal.settings.base import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "portal.accounts.permissions.OneQueryBackend",
    "portal.accounts.permissions.AnyWayBackend",
]
# The demo's accounts have the password that DEMO_PASSWORD says, whatever it is.
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.accounts.passwords.CommonHereValidator"},
    {"NAME": "portal.accounts.breached.BreachedValidator"},
]
# A file of Have I Been Pwned ("pwned-passwords-sha1-ordered-by-hash"); absent: Django's list alone.
BREACHED_PASSWORDS = env.str("BREACHED_PASSWORDS", default="")
if BREACHED_PASSWORDS and not (
    os.access(BREACHED_PASSWORDS, os.R_OK) and os.path.getsize(BREACHED_PASSWORDS)
):
    raise ImproperlyConfigured(
        f"BREACHED_PASSWORDS is {BREACHED_PASSWORDS!r}: no file to be read, or empty."
    )
# Passwords that were kept by the second are kept by the first once their people sign in.
PASSWORD_HASHERS = [
    "portal.accounts.passwords.SparingArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
# Who signs in and is not of the staff speaks for an enterprise.
LOGIN_REDIRECT_URL = "enterprises:desk"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
# Staff and invited people are known; a new address of theirs counts once its letter is answered.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
# Whoever asks in a stranger's name to set a password anew lets us write to nobody.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A wide limit for an address, behind which a whole mobile network may be; a narrow one for what is
# tried from there.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    # Of one account three letters an hour do, whoever asks.
    "reset_password": "30/h/ip,3/h/key",
}
ACCOUNT_FORMS = {
    "add_email": "portal.accounts.forms.NewAddressForm",
    "reset_password_from_key": "portal.accounts.forms.NewPasswordForm",
}
# Who changes a password or an address is told by mail, at the old address too.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
# Where each row is for some people only: whom it is refused there, the record knows.
PRIVATE_PATHS = (
    "/admin/", "/doanh-nghiep/cua-toi/", "/tai-khoan/", "/tep/", "/media/attachments/",
    "/xem-truoc/",
)  # fmt: skip
# How old a sign-in may be before what is dangerous asks for the password again; None: never asked.
ASK_AGAIN_AFTER: timedelta | None = timedelta(minutes=15)
# After so long without work, and in any case after so long, staff sign in again; what they typed is
# kept meanwhile.
STAFF_SESSION_IDLE = timedelta(minutes=30)
STAFF_SESSION_AGE = timedelta(hours=12)
# What is answered alike to everybody, while they type: who asks is not looked up.
ANONYMOUS_PATHS = frozenset({"/tim-kiem/goi-y/"})
MFA_ADAPTER = "portal.accounts.mfa.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey is both steps in one: the device keeps the key and asks who holds it.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "add_webauthn": "portal.accounts.mfa.forms.AddPasskeyForm",
    "edit_webauthn": "portal.accounts.mfa.forms.RenamePasskeyForm",
    "login_webauthn": "portal.accounts.mfa.forms.SignInByPasskeyForm",
    "authenticate_webauthn": "portal.accounts.mfa.forms.SecondStepByPasskeyForm",
    "reauthenticate_webauthn": "portal.accounts.mfa.forms.ReauthenticateByPasskeyForm",
}
# As for signing in by the password: behind one address a whole mobile network may be. The second is
# of this site: what is asked for before a passkey signs makes a row in the table of sessions.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip", "passkey_options": "600/h/ip"}
# `make run` on loopback sets both to off for its workers where the operator said nothing of them.
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=True)
# Representatives write what the public reads and report figures in confidence: as for the staff.
REPRESENTATIVE_MFA_REQUIRED = env.bool("REPRESENTATIVE_MFA_REQUIRED", default=STAFF_MFA_REQUIRED)

# Another identity provider (VNeID, the province's own) beside the password; absent: none.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_NAME = env.str("OIDC_NAME", default="OpenID Connect")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
# An account without a link is opened by an address that both sides have confirmed, too: who gets
# hold of the address at the provider then comes as far as the second step.
OIDC_BY_ADDRESS = env.bool("OIDC_BY_ADDRESS", default=False)
# Seconds for all that the provider is asked while one reader waits.
OIDC_TIMEOUT = 8.0
# The provider is asked at these alone, whatever it says of itself; the operator answers for them.
OIDC_ORIGINS = [
    origin_of(url) for url in (OIDC_SERVER_URL, *env.list("OIDC_OTHER_ORIGINS", default=[])) if url
]
if OIDC_SERVER_URL and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    raise ImproperlyConfigured("OIDC_SERVER_URL needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.")
if not all(is_protected(origin) for origin in OIDC_ORIGINS):
    raise ImproperlyConfigured("OIDC_SERVER_URL and OIDC_OTHER_ORIGINS have to be https://…")
SOCIALACCOUNT_ADAPTER = "portal.accounts.oidc.adapter.ProviderAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
