"""What each answer forbids browsers, whom the site names for holes, and reports of violations."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.media.pictures.models import Picture
from portal.site import headers
from tests import builders
from tests.portal.media.pictures.samples import jpeg

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
REPORT = "/bao-cao-csp/"
PAGES = [
    "/", "/tin-tuc/", "/khong-co/", "/admin/", "/tai-khoan/login/", "/healthz", "/robots.txt",
    "/tin-tuc/rss.xml", "/tim-kiem/goi-y/?q=a", "/media/khong-co.pdf", "/static/khong-co.css",
    "/.well-known/security.txt",
]  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_every_answer_forbids_what_no_page_needs(client: Client, url: str) -> None:
    sent = client.get(url).headers
    policy = dict(part.split(" ", 1) for part in sent["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert "camera=()" in sent["Permissions-Policy"]
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Cross-Origin-Resource-Policy"] == "same-origin"
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin"
    assert sent["X-Frame-Options"] == "SAMEORIGIN"
    assert sent["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert not {"Server", "X-Powered-By"} & set(sent)


def test_static_files_forbid_it_too(client: Client, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_AUTOREFRESH = True
    sent = Client().get("/static/a.js").headers
    assert sent["Content-Security-Policy"] == settings.STATIC_POLICY
    assert sent["X-Content-Type-Options"] == "nosniff"
    (tmp_path / "a.html").write_text("1")
    assert "script-src 'self'" in Client().get("/static/a.html").headers["Content-Security-Policy"]


def test_pictures_may_be_shown_elsewhere_and_do_nothing_there(client: Client, media: Path) -> None:
    client.force_login(builders.editor())
    client.post("/tai-len/anh/", {"upload": jpeg()})
    sent = Client().get(Picture.objects.get().url).headers
    assert sent["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert sent["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_over_tls_browsers_are_bound_to_it_and_cookies_to_the_host(tmp_path: Path) -> None:
    program = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SECURE_HSTS_SECONDS,"
        "s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN)"
    )
    shown = {}
    for url in ("https://portal.example", "http://127.0.0.1:8000"):
        env = os.environ | {"SITE_URL": url, "VAR_DIR": str(tmp_path)}
        env |= {"DJANGO_SETTINGS_MODULE": "portal.settings"}
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, check=True
        )
        shown[url[:5]] = done.stdout.decode().split()
    secure = ["__Host-sessionid", "__Host-csrftoken", "31536000", "True", "/", "None"]
    assert shown == {
        "https": secure,
        "http:": ["sessionid", "csrftoken", "0", "False", "/", "None"],
    }


def test_who_finds_a_hole_learns_whom_to_tell(client: Client, settings: Any) -> None:
    lines = dict(line.split(": ", 1) for line in client.get(PAGES[-1]).text.strip().splitlines())
    assert lines["Contact"].endswith("/lien-he/")
    assert lines["Canonical"].endswith("/.well-known/security.txt")
    assert lines["Expires"] > "2026"
    settings.SECURITY_CONTACT = "mailto:an-toan@portal.example"
    assert "Contact: mailto:an-toan@portal.example\n" in client.get(PAGES[-1]).text


# --- reports -----------------------------------------------------------------------------------


def report(client: Client, **fields: str) -> int:
    body = json.dumps({"csp-report": fields})
    return client.post(REPORT, body, content_type="application/csp-report").status_code


def test_a_report_is_one_line_of_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "portal.site.headers")
    fields = {"blocked-uri": "https://la.example/x.js?khoa=1", "document-uri": "/\nWARNING giả"}
    assert report(client, **fields) == 204
    (line,) = [record.getMessage() for record in caplog.records if record.name.endswith("headers")]
    assert "https://la.example/x.js" in line
    assert "khoa" not in line
    assert "\n" not in line


@pytest.mark.parametrize("body", ["", "[]", "{", '{"csp-report": 7}', "[" * 8000, "\xff"])
def test_what_is_no_report_is_nothing(
    client: Client, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    answer = client.post(REPORT, body, content_type="application/csp-report")
    assert answer.status_code == 204
    assert not [record for record in caplog.records if record.name.endswith("headers")]


def test_reports_are_bounded(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(headers.PER_PLACE.max_uses + 5):
        assert report(client, **{"blocked-uri": "inline"}) == 204
    lines = [record for record in caplog.records if record.name.endswith("headers")]
    assert len(lines) == headers.PER_PLACE.max_uses
    assert report(client, **{"blocked-uri": "a" * 9000}) == 204
