"""Every kind of answer has 120 points and more by the rules of Mozilla's Observatory, over TLS."""

import re
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.settings.security import STATIC_POLICY
from portal.site.headers import headers_of_stand_ins
from tests import builders
from tests.portal.exchange.opendata.site import public_rows
from tests.security.observatory import Answer, directives, score

pytestmark = pytest.mark.django_db
MIN_SCORE = 120
HOST = "portal.example"
PAGES = [
    "/", "/tin-tuc/", "/tin-tuc/bao-cao/", "/van-ban/", "/doanh-nghiep/", "/quy-hoach/",
    "/tim-kiem/?q=cam+ket", "/lien-he/", "/gop-y/", "/en/", "/khan-cap/", "/gioi-thieu/",
    # Errors, signing in, and where a cookie is set.
    "/khong-co/", "/?q=%ff", "/admin/", "/admin/login/", "/tai-khoan/login/",
    "/tai-khoan/password/reset/",
    # No pages.
    "/tin-tuc/rss.xml", "/tin-tuc/atom.xml", "/feed.json", "/sitemap.xml", "/robots.txt",
    "/tim-kiem/goi-y/?q=a", "/du-lieu/openapi.json", "/chi-tieu.csv", "/healthz",
    "/.well-known/security.txt", "/media/khong-co.pdf", "/static/khong-co.css",
]  # fmt: skip
OF_STAFF = ["/admin/", "/admin/news/article/", "/admin/news/article/{}/change/", "/giao-dien/"]


@pytest.fixture(autouse=True)
def _over_tls(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    settings.ALLOWED_HOSTS = [HOST]


def answer_of(client: Client, address: str) -> Answer:
    plain = client.get(address, headers={"host": HOST})
    given = client.get(address, secure=True, headers={"host": HOST})
    html = given.content.decode(errors="replace") if not given.streaming else ""
    kind = given.headers.get("Content-Type", "")
    return Answer(
        headers=given.headers,
        cookies=list(given.cookies.values()),
        html=html if kind.startswith("text/html") else "",
        plain_leads_to=plain.headers.get("Location", ""),
    )


@pytest.fixture
def reader() -> Client:
    public_rows()
    return Client(raise_request_exception=False)


def test_every_kind_of_answer_has_enough(reader: Client) -> None:
    short = {}
    for address in PAGES:
        answer = answer_of(reader, address)
        # Probes ask without TLS.
        if address == "/healthz":
            answer.plain_leads_to = f"https://{HOST}/"
        if score(answer) < MIN_SCORE:
            short[address] = answer.given
    assert short == {}


def test_pages_of_the_staff_have_enough() -> None:
    client = Client()
    client.force_login(builders.person("quantri", is_superuser=True))
    page = builders.article()
    short = {}
    for address in OF_STAFF:
        answer = answer_of(client, address.format(page.pk))
        if score(answer) < MIN_SCORE:
            short[address] = answer.given
    assert short == {}


def test_files_have_enough(settings: Any, tmp_path: Path, media: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_AUTOREFRESH = True
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.js").write_text("1")
    (media / "anh" / "aa").mkdir(parents=True)
    (media / "anh" / "aa" / "a.jpg").write_bytes(b"\xff\xd8\xff")
    client = Client()
    assert score(answer_of(client, "/static/a.js")) >= MIN_SCORE
    # Every site may show it, as it stands beside links to our pages elsewhere.
    assert score(answer_of(client, "/media/anh/aa/a.jpg")) >= MIN_SCORE


NGINX = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
OF_NGINX = [
    "/static/",
    "= /.busy",
    "= /.too-large",
    "= /.wrong",
    "= /emergency.css",
    "@home_copy",
    "@light_home",
]


def sent_by_nginx(place: str) -> dict[str, str]:
    """Return what nginx says by itself, with a good answer and with its own errors."""
    conf = (NGINX / "portal.conf").read_text(encoding="utf-8")
    text = conf.partition(f"    location {place} {{")[2].partition("\n    }\n")[0]
    if "portal-light.inc" in text:
        text = (NGINX / "portal-light.inc").read_text(encoding="utf-8")
    known = dict(re.findall(r'map \$uri (\$\w+) \{\s+default "(.*)";', conf))
    headers = re.findall(r'add_header (\S+) (".*"|\S+) always;', text)
    return {name: known.get(value, value.strip('"')) for name, value in headers}


@pytest.mark.parametrize("place", OF_NGINX)
def test_what_nginx_sends_by_itself_has_enough(place: str) -> None:
    sent = sent_by_nginx(place)
    assert score(Answer(headers=sent, plain_leads_to="https://x/")) >= MIN_SCORE
    # No less, and nothing else, than the site's own pages: but for the policy, which is narrower.
    own = dict(headers_of_stand_ins())
    del own["Content-Security-Policy"]
    assert {name: sent.get(name) for name in own} == own
    assert directives(Answer(headers=sent))["default-src"] == ["'none'"]
    if place in ("/static/", "= /emergency.css"):
        assert sent["Content-Security-Policy"] == STATIC_POLICY


def test_nginx_passes_on_all_that_the_site_forbids_a_file(media: Path) -> None:
    (media / "anh").mkdir()
    (media / "anh" / "a.jpg").write_bytes(b"\xff\xd8\xff")
    answer = answer_of(Client(), "/media/anh/a.jpg")
    conf = (NGINX / "portal.conf").read_text(encoding="utf-8")
    block = conf.partition("    location /.media/ {")[2].partition("\n    }\n")[0]
    for name in dict(headers_of_stand_ins()):
        assert answer.headers[name]
        variable = f"$upstream_http_{name.lower().replace('-', '_')}"
        # Of a file that is gone from the disk nginx says so by itself.
        assert f"add_header {name} {variable} always;" in block


BEST = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'self'",
    "Strict-Transport-Security": "max-age=31536000",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
WORSE: list[tuple[dict[str, str], int]] = [
    ({}, 130),
    ({"Content-Security-Policy": ""}, 55),
    ({"Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'"}, 125),
    ({"Content-Security-Policy": "default-src *"}, 60),
    ({"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"}, 60),
    ({"Content-Security-Policy": "default-src 'none'; frame-ancestors *"}, 80),
    ({"Strict-Transport-Security": ""}, 80),
    ({"Strict-Transport-Security": "max-age=300"}, 120),
    ({"Referrer-Policy": "unsafe-url"}, 120),
    ({"X-Content-Type-Options": ""}, 125),
    ({"Cross-Origin-Resource-Policy": "cross-origin"}, 120),
    ({"Access-Control-Allow-Origin": "x", "Access-Control-Allow-Credentials": "true"}, 50),
]


@pytest.mark.parametrize(("changed", "points"), WORSE)
def test_the_rules_see_what_is_missing(changed: dict[str, str], points: int) -> None:
    assert score(Answer(headers=BEST | changed, plain_leads_to="https://x/")) == points


@pytest.mark.parametrize(
    ("cookie", "points"),
    [
        ("__Host-sessionid=a; Secure; HttpOnly; SameSite=Lax; Path=/", 135),
        ("__Host-sessionid=a; Secure; SameSite=Lax; Path=/", 70),
        ("sessionid=a; HttpOnly; SameSite=Lax", 60),
        ("csrftoken=a; Secure", 80),
        ("a=b", 80),
    ],
)
def test_the_rules_see_bad_cookies(cookie: str, points: int) -> None:
    jar = SimpleCookie(cookie)
    answer = Answer(headers=BEST, cookies=list(jar.values()), plain_leads_to="https://x/")
    assert score(answer) == points


@pytest.mark.parametrize(
    ("html", "points"),
    [
        ('<script src="/static/a.js"></script>', 130),
        ('<script src="https://portal.example/a.js"></script>', 130),
        ('<script src="https://cdn.example/a.js"></script>', 125),
        ('<script src="https://cdn.example/a.js" integrity="sha384-x"></script>', 135),
        ('<script src="http://cdn.example/a.js"></script>', 50),
    ],
)
def test_the_rules_see_scripts_of_others(html: str, points: int) -> None:
    assert score(Answer(headers=BEST, html=html, plain_leads_to="https://x/")) == points


def test_the_rules_see_that_nothing_leads_to_tls() -> None:
    assert score(Answer(headers=BEST)) == 80
