"""Secret key, hosts, proxies, content security policy, https and cookies."""

import secrets
from collections.abc import MutableMapping

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from portal.kit.files import create_once
from portal.kit.files.clamd import client_at
from portal.kit.proxies import trusted_networks
from portal.settings.accounts import OIDC_ORIGINS
from portal.settings.base import SITE_HOST, SITE_HTTPS, SITE_URL, VAR_DIR, env

# The proxies whose X-Forwarded-For and X-Forwarded-Proto count; nobody else's do.
TRUSTED_PROXIES = trusted_networks(env.list("TRUSTED_PROXIES", default=[]))


def _secret_key() -> str:
    """Return the key of the environment, else one that is made once and stored in VAR_DIR."""
    if key := str(env.str("SECRET_KEY", default="")):
        return key
    path = VAR_DIR / "secret_key"
    try:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            create_once(path, secrets.token_urlsafe(60))
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Cannot use {path} ({error.strerror}); set SECRET_KEY, or a VAR_DIR to write in."
        ) from error
    if not key:
        raise ImproperlyConfigured(f"{path} is empty; remove it, and a new key is made.")
    return key


SECRET_KEY = _secret_key()
# Keys of before, while a new one takes over: what they signed still holds.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=sorted({SITE_HOST, "127.0.0.1", "localhost", "[::1]"})
)

# Nothing but what is named: own files, pictures within styles, and the admin's frame of a preview.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "manifest-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    # A form that leads on to the identity provider is held against this at each step.
    "form-action": [CSP.SELF, *OIDC_ORIGINS],
    "frame-ancestors": [CSP.SELF],
    "report-uri": ["/bao-cao-csp/"],
}
# What is no page of its own needs nothing; it goes with each file, so it is short.
STATIC_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def guard_static(headers: MutableMapping[str, str], _path: str, url: str) -> None:
    """Let a static file other than a page act as nothing, should somebody open it by itself."""
    if not url.endswith((".html", ".htm")):
        headers["Content-Security-Policy"] = STATIC_POLICY


WHITENOISE_ADD_HEADERS_FUNCTION = guard_static
# Whom `/.well-known/security.txt` names: `mailto:…` or `https://…`; absent: the contact page.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
if SECURITY_CONTACT and not SECURITY_CONTACT.startswith(("mailto:", "https://", "tel:")):
    raise ImproperlyConfigured(
        f"SECURITY_CONTACT is {SECURITY_CONTACT!r}; write mailto:ten@coquan.vn or https://…"
    )

# The virus scanner, as `tcp://HOST:PORT` or `unix:///PATH`, and seconds for its verdict on a file.
CLAMD_URL = env.str("CLAMD_URL", default="")
CLAMD_TIMEOUT = 20.0
if CLAMD_URL:
    try:
        client_at(CLAMD_URL)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"CLAMD_URL is {CLAMD_URL!r}; write tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl."
        ) from error
FILE_UPLOAD_HANDLERS = [
    "portal.media.scanning.handlers.MemoryHandler",
    "portal.media.scanning.handlers.TemporaryFileHandler",
]

X_FRAME_OPTIONS = "SAMEORIGIN"  # The admin shows previews of the site's own pages in a frame.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = SITE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # probes ask over plain HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if SITE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_HTTPS
SECURE_HSTS_PRELOAD = SITE_HTTPS
SESSION_COOKIE_SECURE = SITE_HTTPS
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = SITE_HTTPS
if SITE_HTTPS:
    # A browser takes such a cookie from this very host only: no neighbour below our domain sets it.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_FAILURE_VIEW = "portal.site.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Django's 1,000 are 80 rows of a dozen fields: a programme of work has more tasks than that.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SILENCED_SYSTEM_CHECKS = [
    # CKEditor 4 is out of support; docs/decisions/0061-ckeditor-4.md says what bounds it and
    # what takes its place.
    "ckeditor.W001",
    # The admin shows previews of the site's own pages in a frame; other sites may not.
    "security.W019",
]
