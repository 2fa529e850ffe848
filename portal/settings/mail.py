"""The mailer that EMAIL_URL describes."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import SITE_HOST, VAR_DIR, env

_mail = env.email_url("EMAIL_URL", default="consolemail://")
# How many seconds the mail server may be silent; without an end, it would stop the helper.
_mail_timeout = env.float("EMAIL_TIMEOUT", default=10.0)
if _mail_timeout <= 0:
    raise ImproperlyConfigured(
        f"EMAIL_TIMEOUT is {_mail_timeout:g}; write seconds to wait for a mail server, such as 10."
    )


def _mail_options() -> dict[str, Any]:
    """Return the options of the kind of mailer that EMAIL_URL names; no kind takes others."""
    if "filebased" in _mail["EMAIL_BACKEND"]:
        # An address has lost its first slash here; without a folder, letters lie with the rest.
        folder = _mail["EMAIL_FILE_PATH"]
        return {"file_path": f"/{folder}" if folder else str(VAR_DIR / "letters")}
    if "smtp" not in _mail["EMAIL_BACKEND"]:
        return {}
    names = {
        "host": "EMAIL_HOST",
        "port": "EMAIL_PORT",
        "username": "EMAIL_HOST_USER",
        "password": "EMAIL_HOST_PASSWORD",
        "use_tls": "EMAIL_USE_TLS",
        "use_ssl": "EMAIL_USE_SSL",
    }
    given = {option: _mail[name] for option, name in names.items() if _mail.get(name)}
    return given | {"timeout": _mail_timeout}


MAILERS = {"default": {"BACKEND": _mail["EMAIL_BACKEND"], "OPTIONS": _mail_options()}}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"khong-tra-loi@{SITE_HOST}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
