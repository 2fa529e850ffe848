"""Pictures are drawn once a day, and a cache that is gone costs nobody one."""

import re

import pytest

from portal.pagecache import pictures
from portal.pagecache.guard import Guard
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db
NOBODY = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": "redis://127.0.0.1:9",
}


class Drawn:
    """Draws, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return b"PNG"


@pytest.fixture
def without_valkey(settings, monkeypatch):
    settings.CACHE_IS_SHARED = True
    settings.CACHES = settings.CACHES | {"pages": NOBODY}
    monkeypatch.setattr(pictures, "_guard", Guard("gone"))


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_picture_is_drawn_once(settings, is_shared):
    settings.CACHE_IS_SHARED = is_shared
    draw = Drawn()
    assert [pictures.kept_picture("a", draw) for _ in range(3)] == [b"PNG"] * 3
    assert draw.times == 1


@pytest.mark.usefixtures("without_valkey")
def test_without_its_cache_it_is_drawn_each_time_and_the_log_says_so_once(caplog):
    draw = Drawn()
    assert [pictures.kept_picture("a", draw) for _ in range(3)] == [b"PNG"] * 3
    assert draw.times == 3
    assert caplog.text.count("gone") == 1


@pytest.mark.usefixtures("without_valkey")
def test_charts_and_cards_are_shown_while_valkey_is_gone(client):
    density = builders.indicator()
    builders.observation(density, site.article("Nguồn"), 2007, "31.5")
    assert client.get(f"{density.path}bieu-do.png")["Content-Type"] == "image/png"
    card = re.search(r'og:image" content="https?://[^/]+([^"]+)"', client.get(density.path).text)
    assert client.get(card[1])["Content-Type"] == "image/png"
