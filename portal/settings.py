"""All settings, typed, read from the environment in this one place.

`.env.example` lists every variable with its meaning.
"""

import secrets
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from portal.kit.dotenv import read_dotenv
from portal.kit.postgres.connection import embedded_database
from portal.kit.proxies import trusted_networks

# Lets classes of Django's be written with their type (`ModelAdmin[Article]`) at run time too.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
read_dotenv(BASE_DIR / ".env")

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
DEBUG = env.bool("DEBUG", default=False)
SITE_NAME = env.str("SITE_NAME", default="Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế")
SITE_NAME_EN = env.str(
    "SITE_NAME_EN", default="Department of Posts and Telematics of Thừa Thiên Huế"
)
SITE_URL = env.str(
    "SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}"
).rstrip("/")
SITE_HTTPS = SITE_URL.startswith("https://")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
if not SITE_URL.startswith(("http://", "https://")) or not SITE_HOST:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; write the address of the site, such as https://example.vn."
    )
SITE_IS_LOCAL = SITE_HOST in {"127.0.0.1", "localhost", "::1"}
# The proxies whose X-Forwarded-For and X-Forwarded-Proto count; nobody else's do.
TRUSTED_PROXIES = trusted_networks(env.list("TRUSTED_PROXIES", default=[]))
# The demo says on every page that it is none of the department's own (DESIGN: nothing invented).
SITE_IS_DEMO = env.bool("SITE_IS_DEMO", default=True)
# How the data files may be used, in a sentence; empty: freely, with the source named.
DATA_LICENCE = env.str("DATA_LICENCE", default="")
# The lists of data sets that the apps open to everybody.
OPEN_DATA = [
    "news.articles.data.SETS",
    "news.documents.data.SETS",
    "projects.overview.plan_data.SETS",
    "projects.work.data.SETS",
    "projects.work.programme_data.SETS",
    "projects.promises.data.SETS",
    "projects.indicators.data.SETS",
    "enterprises.directory.data.SETS",
    "enterprises.products.data.SETS",
    "enterprises.infrastructure.data.SETS",
    "enterprises.events.data.SETS",
    "portal.participation.consultations.data.SETS",
    "portal.published_index.data.SETS",
    "portal.department.data.SETS",
]
# Sample figures are marked wherever they stand; off, readers see none of them.
SHOW_SAMPLE_FIGURES = env.bool("SHOW_SAMPLE_FIGURES", default=True)
# Pages for crawlers beside the lists of each kind, by the names of their views.
SITEMAP_PAGES = [
    "home",
    "about_functions",
    "about_structure",
    "about_leaders",
    "work_calendar",
    "reception",
    "public_services",
    "press",
    "related_agencies",
    "contact",
    "site_map",
    "questions:track",
    "light_home",
    "duty_sheet",
    "published_index:index",
    "projects:promise_list",
    "enterprises:association",
    "enterprises:join",
    "opendata:index",
    "search",
]
# The same for what has a page and is no publication; the apps' names stand in settings only.
SITEMAP_MODELS = ["events.EventSeries"]

# What stands first on the page of a topic; the other kinds follow.
TOPIC_KINDS_FIRST = ["article", "document", "project", "event"]


def _secret_key() -> str:
    """The key of the environment, else one that is made once and kept in VAR_DIR."""
    if key := str(env.str("SECRET_KEY", default="")):
        return key
    path = VAR_DIR / "secret_key"
    try:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(60))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"Cannot write {path} ({error.strerror}); set SECRET_KEY, or a VAR_DIR to write in."
        ) from error
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=sorted({SITE_HOST, "127.0.0.1", "localhost", "[::1]"})
)

INSTALLED_APPS = [
    "portal.accounts",
    "portal.audit",
    "portal.tasks",
    "portal.media.pictures",
    "portal.publishing",
    "portal.exchange.sheets",
    "portal.exchange.opendata",
    "portal.organisations",
    "portal.obligations",
    "portal.editing",
    "portal.editing.bulk",
    "portal.search",
    "portal.links",
    "portal.newsroom",
    "portal.participation.publicforms",
    "portal.participation.consultations",
    "portal.department",
    "portal.participation.questions",
    "portal.published_index",
    "portal.emergency",
    "portal.site.apps.SiteConfig",
    "enterprises.profiles",
    "enterprises.people",
    "enterprises.freshness",
    "enterprises.products",
    "enterprises.events",
    "enterprises.approval",
    "enterprises.infrastructure",
    "enterprises.association",
    "enterprises.reports",
    "enterprises.briefings",
    "enterprises.directory",
    "enterprises.desk",
    "projects.indicators",
    "projects.plans",
    "projects.work",
    "projects.promises",
    "projects.support",
    "projects.overview",
    "news.documents",
    "news.articles",
    "news.importing",
    "news.generating",
    "portal.site.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ckeditor",
    "django_tasks_db",
]

MIDDLEWARE = [
    "portal.site.middleware.TrustProxies",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A slow line at night: pages go out compressed also where no nginx stands in front.
    "django.middleware.gzip.GZipMiddleware",
    "portal.site.middleware.SpeakByAddress",
    "portal.site.middleware.RefuseBadText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.RequireSecondFactor",
    "portal.site.middleware.FollowMovedPages",
]

# The admin shows and addresses its tables by package, whichever app of it they belong to.
ADMIN_PACKAGES = {
    "portal": _("Portal"),
    "enterprises": _("Enterprises"),
    "projects": _("Plans and projects"),
    "news": _("News"),
}

ROOT_URLCONF = "portal.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets' templates are ours too
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
                "portal.site.context.site",
            ],
        },
    }
]

# --- Database: one PostgreSQL, two roles ----------------------------------------------------------
# `default` is the application's role, `owner` the one that migrates and restores.
DATABASE_IS_EMBEDDED = not env.str("DATABASE_URL", default="")


def _database(variable: str) -> dict[str, Any]:
    """The connection that a DATABASE_… variable describes; raises ImproperlyConfigured."""
    parsed: dict[str, Any] = env.db_url(variable)
    if parsed.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            f"{variable} does not describe a PostgreSQL database; "
            "write postgres://USER:PASSWORD@HOST:5432/NAME."
        )
    return parsed


if DATABASE_IS_EMBEDDED:
    DATABASES = {
        "default": embedded_database(VAR_DIR, role="app"),
        "owner": embedded_database(VAR_DIR, role="owner"),
    }
else:
    DATABASES = {
        "default": _database("DATABASE_URL"),
        "owner": _database(
            "DATABASE_OWNER_URL" if "DATABASE_OWNER_URL" in env.ENVIRON else "DATABASE_URL"
        ),
    }
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES["owner"]["TEST"] = {"MIRROR": "default"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Local to the machine but shared by its processes, so that a rate limit counts once.
CACHES = {
    "default": env.cache_url("CACHE_URL")
    if env.str("CACHE_URL", default="")
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
    }
}

# --- Shared infrastructure ------------------------------------------------------------------------
# How many days an offer or request stays, and how long before its end its owner is asked.
INFRASTRUCTURE_TERM_DAYS = env.int("INFRASTRUCTURE_TERM_DAYS", default=180)
INFRASTRUCTURE_REMINDER_DAYS = env.int("INFRASTRUCTURE_REMINDER_DAYS", default=14)

# --- Work after the answer ------------------------------------------------------------------------
TASKS = {
    "default": {
        "BACKEND": "django.tasks.backends.dummy.DummyBackend"
        if "pytest" in sys.modules
        else "django_tasks_db.DatabaseBackend"
    }
}
# What comes round by itself, and how long after its last end.
PERIODIC_TASKS = {
    "portal.tasks.tidying.tidy": timedelta(days=1),
    "portal.participation.publicforms.tasks.forget_counts": timedelta(days=1),
    "portal.site.emergency.keep": timedelta(minutes=5),
    "portal.exchange.opendata.tasks.write_open_data": timedelta(days=1),
    "portal.site.cards.tidy": timedelta(days=1),
    "portal.participation.consultations.tasks.erase_old_senders": timedelta(days=1),
    "portal.links.tasks.check_links": timedelta(minutes=30),
    "portal.editing.bulk.tasks.resume": timedelta(minutes=5),
    "portal.search.tasks.refresh_vocabulary": timedelta(hours=6),
    "enterprises.reports.reminding.remind_of_reports": timedelta(hours=6),
    "enterprises.events.tasks.tell_of_events": timedelta(hours=1),
    "enterprises.events.tasks.erase_old_guests": timedelta(days=1),
    "enterprises.freshness.tasks.ask_enterprises": timedelta(days=1),
    "enterprises.infrastructure.letters.remind": timedelta(days=1),
    "enterprises.people.tasks.erase_old_requests": timedelta(days=1),
    "portal.participation.questions.tasks.erase_old_questions": timedelta(days=1),
    "portal.participation.questions.tasks.remind_of_questions": timedelta(days=1),
}

# --- How long a profile of an enterprise counts as true -------------------------------------------
# After the last confirmation: its enterprise is asked, readers are told, readers see it no more.
ENTERPRISE_ASK_AFTER = timedelta(days=env.int("ENTERPRISE_ASK_AFTER_DAYS", default=365))
ENTERPRISE_STALE_AFTER = timedelta(days=env.int("ENTERPRISE_STALE_AFTER_DAYS", default=548))
ENTERPRISE_HIDDEN_AFTER = timedelta(days=env.int("ENTERPRISE_HIDDEN_AFTER_DAYS", default=913))
# How often it is asked for one confirmation, with a pause between; then it is for the staff.
ENTERPRISE_ASK_TIMES = 3
ENTERPRISE_ASK_PAUSE = timedelta(days=30)
# So many products of an enterprise may be drafts or wait for a decision at a time.
ENTERPRISE_PRODUCTS_WAITING = env.int("ENTERPRISE_PRODUCTS_WAITING", default=20)
# How long the link in a letter can be used.
ENTERPRISE_LINK_LIFE = timedelta(days=60)

# --- Mail -----------------------------------------------------------------------------------------
_mail = env.email_url("EMAIL_URL", default="consolemail://")
# How many seconds the mail server may be silent; without an end, it would stop the helper.
_mail_timeout = env.float("EMAIL_TIMEOUT", default=10.0)
if _mail_timeout <= 0:
    raise ImproperlyConfigured(
        f"EMAIL_TIMEOUT is {_mail_timeout:g}; write seconds to wait for a mail server, such as 10."
    )


def _mail_options() -> dict[str, Any]:
    """What the kind of mailer that EMAIL_URL names wants to know; no kind takes more."""
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

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# Ours is asked first; then what we say in place of Django and django-allauth, which makemessages
# never touches.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/vendor"]
FORMAT_MODULE_PATH = ["portal.kit.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Static files and media -----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "portal.site.stylesheets.StylesJoined",
    "portal.media.richtext.finders.AppFilesWithoutUnusedEditorParts",
]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = env.str("MEDIA_URL_BASE", default="/media/")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or "pytest" in sys.modules
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = False
FILE_UPLOAD_PERMISSIONS = 0o644

# --- Sign-in --------------------------------------------------------------------------------------
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
ACCOUNT_FORMS = {"add_email": "portal.accounts.forms.NewAddressForm"}
# Who changes a password or an address is told by mail, at the old address too.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# `make run` on loopback sets it to off for its workers where the operator said nothing.
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=True)
# Representatives write what the public reads and report figures in confidence: as for the staff.
REPRESENTATIVE_MFA_REQUIRED = env.bool("REPRESENTATIVE_MFA_REQUIRED", default=STAFF_MFA_REQUIRED)
# What an enterprise changes on its page without a decision; everything else waits for one.
ENTERPRISE_FIELDS_AT_ONCE = env.list(
    "ENTERPRISE_FIELDS_AT_ONCE", default=["phone", "email", "website"]
)
# Working days within which the department answers a request of an enterprise.
ENTERPRISE_SERVICE_DAYS = env.int("ENTERPRISE_SERVICE_DAYS", default=5)
# How long an invitation to an enterprise's desk holds.
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)
# Within how many working days an enterprise that asks to join is answered.
JOIN_REQUEST_WORKING_DAYS = env.int("JOIN_REQUEST_WORKING_DAYS", default=5)
# Within how many working days a citizen's question is answered.
QUESTION_WORKING_DAYS = env.int("QUESTION_WORKING_DAYS", default=10)
# How many days after the reply the question, with the person's name and words, is erased.
QUESTION_KEPT_DAYS = env.int("QUESTION_KEPT_DAYS", default=365)
# So many working days before the last one, who answers is reminded.
QUESTION_REMINDER_WORKING_DAYS = env.int("QUESTION_REMINDER_WORKING_DAYS", default=2)
# Who is told of new and late questions; empty: the editors and publishers with an address.
QUESTION_MAILBOX = env.list("QUESTION_MAILBOX", default=[])
# How long the link in a letter about a question can be used.
QUESTION_LINK_LIFE = timedelta(days=env.int("QUESTION_LINK_DAYS", default=30))
# How many days after the answer the request, with the person's name and numbers, is erased.
JOIN_REQUEST_KEPT_DAYS = env.int("JOIN_REQUEST_KEPT_DAYS", default=365)
# So many days after an event began, the names of its guests are erased.
EVENT_GUEST_DAYS = env.int("EVENT_GUEST_DAYS", default=730)
# So many working days after the last day for comments, their summary is late.
CONSULTATION_SUMMARY_DAYS = env.int("CONSULTATION_SUMMARY_DAYS", default=15)
# So many days after the last day for comments, what names their senders is erased.
CONSULTATION_KEPT_DAYS = env.int("CONSULTATION_KEPT_DAYS", default=365)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")

# --- Reports of enterprises -----------------------------------------------------------------------
# So many days after the last day of a period its report is due.
ENTERPRISE_REPORT_DAYS = {
    "quarter": env.int("ENTERPRISE_REPORT_DAYS_QUARTER", default=20),
    "year": env.int("ENTERPRISE_REPORT_DAYS_YEAR", default=45),
}
# A figure that differs by more per cent from the last one asks for a word.
ENTERPRISE_REPORT_CHANGE = env.int("ENTERPRISE_REPORT_CHANGE", default=30)
# So many days after the deadline a reminder goes out; before it below 0.
ENTERPRISE_REPORT_REMINDERS = env.list("ENTERPRISE_REPORT_REMINDERS", cast=int, default=[-5, 1, 10])
# Who in the department is told by mail that a report has come in.
ENTERPRISE_REPORT_MAILBOX = env.list("ENTERPRISE_REPORT_MAILBOX", default=[])
# A sum is told of so many enterprises or more, of which the largest has no more per cent than this,
# and the two largest together no more than that; docs/decisions/0023-sums-of-reports.md.
ENTERPRISE_SUMS_CONTRIBUTORS = env.int("ENTERPRISE_SUMS_CONTRIBUTORS", default=3)
ENTERPRISE_SUMS_SHARE_OF_ONE = env.int("ENTERPRISE_SUMS_SHARE_OF_ONE", default=70)
ENTERPRISE_SUMS_SHARE_OF_TWO = env.int("ENTERPRISE_SUMS_SHARE_OF_TWO", default=85)
# Nobody can work out the figure of another to this many per cent.
ENTERPRISE_SUMS_P = env.int("ENTERPRISE_SUMS_P", default=10)

# --- Security -------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # The admin shows previews of the site's own pages in a frame.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = SITE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes ask over plain HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if SITE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_HTTPS
SECURE_HSTS_PRELOAD = SITE_HTTPS
SESSION_COOKIE_SECURE = SITE_HTTPS
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = SITE_HTTPS
CSRF_FAILURE_VIEW = "portal.site.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Records of what happened ---------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Without Django's own handlers, one of which would send letters inside a request.
        "django": {"level": "INFO"},
        "portal": {"level": "INFO"},
        "news": {"level": "INFO"},
        # A line for each task would bury what matters; failures are told.
        "django.tasks": {"level": "WARNING"},
        # Scanners send wrong hosts all day; a traceback for each would drown what matters.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

SILENCED_SYSTEM_CHECKS = [
    # CKEditor 4 is out of support; docs/decisions/0003-rich-text.md says how each known way
    # through it is closed and what takes its place.
    "ckeditor.W001",
    # The admin shows previews of the site's own pages in a frame; other sites may not.
    "security.W019",
]
