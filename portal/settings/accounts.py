"""Signing in, and the second factor."""

from datetime import timedelta

from portal.settings.base import SITE_NAME, env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
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
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_SESSION_REMEMBER = False
# How old a sign-in may be before what is dangerous asks for the password again; None: never asked.
ASK_AGAIN_AFTER: timedelta | None = timedelta(minutes=15)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# `make run` on loopback sets it to off for its workers where the operator said nothing.
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=True)
# Representatives write what the public reads and report figures in confidence: as for the staff.
REPRESENTATIVE_MFA_REQUIRED = env.bool("REPRESENTATIVE_MFA_REQUIRED", default=STAFF_MFA_REQUIRED)
