"""The site itself: its folders, its address and name, language, time and files."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.kit.dotenv import read_dotenv
from portal.kit.environment import HOST, Environment, is_server_elsewhere

# Lets classes of Django's be written with their type (`ModelAdmin[Article]`) at run time too.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = Environment()
DOTENV_FILE = BASE_DIR / ".env"
DOTENV_NAMES = read_dotenv(DOTENV_FILE)

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
DEBUG = env.bool("DEBUG", default=False)

# Before the staff has written the department's name in the admin.
SITE_NAME = env.str("SITE_NAME", default="Sở Bưu chính, Viễn thông")
SITE_NAME_EN = env.str("SITE_NAME_EN", default="Department of Posts and Telematics")
# What `serve` takes where it is given neither; it and doctor say which of them is wrong.
PORT = env.bounded_where_used("PORT", 8000, 1, 65535)
WORKERS = env.bounded_where_used("WORKERS", 2, 1, 64)
WRONG_WHERE_USED = env.wrong_where_used
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_HTTPS = SITE_URL.startswith("https://")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
# Addresses of pages are written after it: a path, a name or a question in it breaks them all.
if not re.fullmatch(rf"https?://{HOST}(:\d{{1,5}})?", SITE_URL):
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; write the address of the site without a path, "
        "such as https://example.vn."
    )
SITE_IS_LOCAL = SITE_HOST in {"127.0.0.1", "localhost", "::1"}
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")
# What is set for a site of somebody's own; the mail server, too, unless it is on this machine, as
# the one that catches the letters of a trial.
_OF_PRODUCTION = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "ALERT_EMAIL",
    "ALERT_WEBHOOK",
    "BACKUP_RECIPIENT",
)
SET_FOR_PRODUCTION = [name for name in _OF_PRODUCTION if env.str(name, default="").strip()]
if is_server_elsewhere(env.str("EMAIL_URL", default="")):
    SET_FOR_PRODUCTION.append("EMAIL_URL")
# The demo says on every page that it is none of the department's own (DESIGN: nothing invented). A
# site at an https address, or beside what is set for production, is somebody's own unless it is
# said to be a demo: by its own variable, or by a password for the demo's accounts.
SITE_IS_DEMO = env.bool(
    "SITE_IS_DEMO",
    default=not SITE_HTTPS and (bool(DEMO_PASSWORD) or not SET_FOR_PRODUCTION),
)

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# Ours is asked first; then what we say in place of Django and django-allauth, which makemessages
# never touches.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/vendor"]
FORMAT_MODULE_PATH = ["portal.kit.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "portal.site.stylesheets.StylesJoined",
    "portal.media.richtext.finders.AppFilesWithoutUnusedEditorParts",
]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
# Files of forms that could not be saved, for a day; nothing of it is served.
HELD_FILES_ROOT = VAR_DIR / "held"
MEDIA_URL = env.str("MEDIA_URL_BASE", default="/media/")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "portal.kit.files.static.StaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = False
FILE_UPLOAD_PERMISSIONS = 0o644
