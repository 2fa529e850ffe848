"""What the server in front is told fits what the application does."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.site.server import HEAD_SECONDS

# What a redirect says beside its address: 1.3 KB, and cookies.
HEADS = 2_000
# What nginx takes of a request's first line: a buffer of its own default.
LONGEST_LINE = 8_190


@pytest.fixture
def conf() -> str:
    return Path(settings.BASE_DIR / "deploy/nginx/portal.conf").read_text(encoding="utf-8")


def test_the_head_of_an_answer_has_room_for_what_was_asked(conf) -> None:
    [kilobytes] = re.findall(r"^    proxy_buffer_size (\d+)k;", conf, re.MULTILINE)
    # On the way to sign in each percent sign is written once more: %C3 is %25C3 then.
    longest = LONGEST_LINE * 5 // 3
    assert int(kilobytes) * 1024 >= longest + HEADS


def test_nginx_leaves_a_connection_before_the_application_does(conf) -> None:
    """It sends a page's request again that meets the end of a connection, but no form."""
    [upstream] = re.findall(r"^upstream portal \{\n(.+?)^\}", conf, re.MULTILINE | re.DOTALL)
    [seconds] = re.findall(r"^    keepalive_timeout (\d+)s;", upstream, re.MULTILINE)
    assert int(seconds) < HEAD_SECONDS
