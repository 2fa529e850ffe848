"""What is logged, in which form."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import env

# `line` for people, `json` for programs that gather logs.
LOG_FORMAT = env.str("LOG_FORMAT", default="line") or "line"
if LOG_FORMAT not in ("line", "json"):
    raise ImproperlyConfigured(f"LOG_FORMAT is {LOG_FORMAT!r}; write line or json.")
# A line for each request that was not answered by a kept page.
LOG_REQUESTS = env.bool("LOG_REQUESTS", default=LOG_FORMAT == "json")
# A request that takes longer is named.
SLOW_REQUEST_SECONDS = 2.0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "portal.kit.logs.forms.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
        "json": {"()": "portal.kit.logs.forms.JsonFormatter"},
    },
    "filters": {
        "outage": {"()": "portal.kit.postgres.outage.OutageFilter"},
        "bad_requests": {"()": "portal.kit.logs.requests.OneLineFilter"},
        "secrets": {"()": "portal.kit.logs.secret_addresses.SecretsFilter"},
        "repeats": {"()": "portal.kit.logs.repeats.RepeatsFilter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["outage", "bad_requests", "secrets", "repeats"],
        }
    },
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
