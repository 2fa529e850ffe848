"""One PostgreSQL with two roles, and the cache of what is counted.

`default` is the application's role, `owner` the one that migrates and restores.
"""

from typing import Any

from portal.kit.postgres.connection import embedded_database
from portal.settings.base import VAR_DIR, env

DATABASE_IS_EMBEDDED = not env.str("DATABASE_URL", default="")

if DATABASE_IS_EMBEDDED:
    DATABASES = {
        "default": embedded_database(VAR_DIR, role="app"),
        "owner": embedded_database(VAR_DIR, role="owner"),
    }
else:
    DATABASES = {
        "default": env.database_url("DATABASE_URL"),
        "owner": env.database_url(
            "DATABASE_OWNER_URL" if env.str("DATABASE_OWNER_URL", default="") else "DATABASE_URL"
        ),
    }
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# A server that says nothing, or is cut off, is gone after seconds, not after hours.
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
} | DATABASES["default"].get("OPTIONS", {})
DATABASES["owner"]["TEST"] = {"MIRROR": "default"}

# Limits of sign-ins and the like, in the database: they count once for all machines, and neither a
# full disk nor a Valkey that is gone keeps anybody out. The table is that of the model CacheEntry.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "pagecache_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
