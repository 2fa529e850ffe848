"""The doctor tries the caches that are configured."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def report():
    out = StringIO()
    with suppress(SystemExit):
        call_command("doctor", stdout=out, stderr=out)
    return out.getvalue()


def test_caches_that_work_are_not_named():
    assert "The cache" not in report()


def test_a_cache_that_nobody_serves_is_named_with_its_cure(settings):
    nobody = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9",
    }
    settings.CACHES = settings.CACHES | {"pages": nobody}
    assert "The cache 'pages' does not work" in report()
    assert "Start what CACHE_URL names" in report()
