"""Apps, middleware and templates."""

from django.utils.translation import gettext_lazy as _

from portal.settings.base import BASE_DIR

INSTALLED_APPS = [
    "portal.accounts",
    "portal.audit",
    "portal.tasks",
    "portal.pagecache",
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
    "portal.accounts.middleware.KeepPrivate",
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
            # Each app's tags stand in its tags.py, beside its models and views.
            "libraries": {
                "briefing_tags": "enterprises.briefings.tags",
                "consultation_tags": "portal.participation.consultations.tags",
                "department_tags": "portal.department.tags",
                "editing_tags": "portal.editing.tags",
                "enterprises_tags": "enterprises.directory.tags",
                "events_tags": "enterprises.events.tags",
                "freshness_tags": "enterprises.freshness.tags",
                "handbook_tags": "portal.newsroom.tags",
                "infrastructure_tags": "enterprises.infrastructure.tags",
                "language_tags": "portal.publishing.language_tags",
                "metadata_tags": "portal.publishing.metadata_tags",
                "news_tags": "news.articles.tags",
                "pagecache_tags": "portal.pagecache.tags",
                "picture_tags": "portal.media.pictures.tags",
                "portal_tags": "portal.site.tags",
                "projects_tags": "projects.overview.tags",
                "questions_tags": "portal.participation.questions.tags",
                "succession_tags": "portal.organisations.tags",
            },
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
