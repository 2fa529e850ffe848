"""Nothing that somebody stored acts in the browser of whoever looks at it, even with no policy.

The pages come from Django in this process; what the browser is told to forbid is left away.
"""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from html import escape
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.template import engines
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route

from news.articles.models import Author, Source
from portal.accounts.models import User
from portal.media.richtext import fields
from portal.media.richtext.cleaning import clean_html
from portal.organisations.models import Organisation
from portal.publishing import services
from portal.publishing.models import Attachment, Publication, Topic
from tests import builders
from tests.one_of_each import MAKERS, page_of
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions
from tests.reading import content_of
from tests.sampling import Some, sampled
from tests.security.payloads import by_category, one_line, packed, payloads

BUDGET_SECONDS = 30
OWN = "http://cong.example"
# Calls are noted; what a payload would ask another host for is noted by the route.
NOTE = """
window.ran = []
for (const name of ["alert", "confirm", "prompt", "msgbox"])
  window[name] = (...said) => window.ran.push(`${name}(${said})`)
"""
# What did not act by itself, but waits for a click, a key or another script.
FOUND = r"""
(ours) => {
  const found = [...window.ran]
  const addresses = /^(href|xlink:href|src|action|formaction|data|poster|background|cite|srcdoc)$/i
  if (!location.href.startsWith(ours)) found.push(`left for ${location.href}`)
  if (window.clobbered || document.clobbered) found.push("a name is clobbered")
  if (!document.baseURI.startsWith(ours)) found.push("a base")
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element)
    if (style.getPropertyValue("--struck")) found.push(`style of ${element.tagName}`)
    for (const { name, value } of element.attributes) {
      const here = `${element.tagName} ${name}=${value.slice(0, 60)}`
      if (/^on/i.test(name) || name === "srcdoc") found.push(here)
      if (!addresses.test(name)) continue
      let to = { protocol: "", host: "" }
      try { to = new URL(value, location.href) } catch { }
      if (!/^(https?|mailto|tel|data|webcal):$/.test(to.protocol)) found.push(here)
      const is_ours = element.matches("IMG, HEAD > LINK[rel=icon]")
      if (to.protocol === "data:" && !is_ours) found.push(here)
      if (to.host === "evil.example" && element.tagName !== "A") found.push(here)
    }
  }
  return found
}
"""

TYPED = """
async () => {
  const is_ready = () => window.CKEDITOR?.instances.id_body?.status === "ready"
  const pause = () => new Promise((done) => setTimeout(done, 25))
  for (let n = 0; n < 400 && !is_ready(); n++) await pause()
  return is_ready() ? window.ran : ["the editor did not begin"]
}
"""


class Reading:
    """Pages of this process in a browser that forbids nothing, as somebody sees them."""

    def __init__(self, context: BrowserContext, user: User | None = None) -> None:
        self.client = Client()
        # Playwright calls back in a context of its own, in which the test's rows are not there.
        self.context = copy_context()
        if user:
            self.client.force_login(user)
        self.harm: list[str] = []
        self.shown: dict[str, str] = {}
        context.route("**", self._answer)
        context.add_init_script(NOTE)
        self.page: Page = context.new_page()
        self.page.on("dialog", lambda dialog: (self.harm.append("dialog"), dialog.dismiss()))

    def look_at(self, address: str, *, inside: str = FOUND, status: int = 200) -> None:
        """Open a page and note whatever harm it did or offers."""
        answer = self.page.goto(OWN + address, wait_until="load")
        assert answer is not None
        assert answer.status == status, address
        self.page.wait_for_timeout(20)
        found = self.page.evaluate(inside, OWN)
        self.harm += [f"{address}: {each}" for each in found]

    def show(self, html: str) -> str:
        """Return an address under which the browser is given this and nothing else."""
        address = f"/trang-trang-{len(self.shown)}/"
        self.shown[address] = html
        return address

    def _answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if f"{parts.scheme}://{parts.netloc}" != OWN:
            self.harm.append(f"asked for {route.request.url}")
            return route.abort()
        if parts.path in self.shown:
            return route.fulfill(body=self.shown[parts.path], content_type="text/html")
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        answer: Any = self.context.run(self.client.get, address, HTTP_HOST="127.0.0.1")
        headers = {"content-type": answer.headers.get("Content-Type", "text/html")}
        if 300 <= answer.status_code < 400:
            headers["location"] = answer.headers["Location"]
        return route.fulfill(status=answer.status_code, body=content_of(answer), headers=headers)


type Read = Callable[..., Reading]


@pytest.fixture
def reading(browser: Browser) -> Iterator[Read]:
    contexts: list[BrowserContext] = []

    def begin(user: User | None = None) -> Reading:
        # A service worker would ask past the route.
        contexts.append(browser.new_context(bypass_csp=True, service_workers="block"))
        return Reading(contexts[-1], user)

    yield begin
    for context in contexts:
        context.close()


def bodies() -> Iterator[tuple[str, str]]:
    """Each category as the text of a page, every payload of it cleaned by itself as by all."""
    for category, found in by_category().items():
        # What swallows the rest of a text would hide the others.
        yield category, "".join(f"<h3>{n}</h3>{clean_html(each)}" for n, each in enumerate(found))


def test_no_text_acts(reading: Read) -> None:
    reader = reading()
    for category, body in bodies():
        page = builders.article(category, body=body)
        reader.look_at(page.path)
    reader.look_at("/tin-tuc/")
    assert reader.harm == []


def test_no_text_acts_in_the_editor(reading: Read) -> None:
    """There its own scripts take it apart and write it anew; only what runs counts."""
    editing = reading(builders.publisher("duyet-2"))
    body = "".join(body for _category, body in bodies())
    page = builders.article("Tất cả", body=body)
    editing.look_at(
        f"/admin/news/article/{page.pk}/change/",
        inside=TYPED,
    )
    assert editing.harm == []


# The demo has a programme of 2007, and its address hangs on the year.
KEYS: dict[str, dict[str, Any]] = {"annualplan": {"year": 2031}}


@pytest.fixture
def planted(db: None) -> list[Publication]:
    """A page of each kind, with everything that hangs on pages, of nothing but payloads."""
    texts = [one_line(payload) for payload in payloads()]
    # Each field of a title's length holds as many as fit; all are used up over the kinds.
    titles, summaries = cycle(packed(texts, 180)), cycle(packed(texts, 380))
    pages = [
        page_of(kind, next(titles), summary=next(summaries), **KEYS.get(kind, {"slug": kind}))
        for kind in MAKERS
    ]
    shown = builders.article(
        next(titles), slug="dat-vao", body="".join(f"<p>{escape(text)}</p>" for text in texts)
    )
    for text in islice(titles, 6):
        Attachment.objects.create(publication=shown, name=text, file="attachments/a.pdf", size=1)
        builders.section(text[:90], slug=f"muc-{len(text)}-{Publication.objects.count()}")
        Organisation.objects.create(name=text, short_name=text[:40])
        Topic.objects.create(name=text[:90], slug=f"chu-de-{Topic.objects.count()}")
        Author.objects.create(name=text[:90])
        Source.objects.create(name=text[:90])
    for text in packed(texts, 1500):
        questions.question(text, name=text[:90])
    comments = consultations.consultation(next(titles), slug="du-thao-dat-vao")
    for text in packed(texts, 1500):
        consultations.comment(comments, text, name=text[:90])
    return [*pages, shown, comments]


LISTS = [
    "/", "/tin-tuc/", "/van-ban/", "/quy-hoach/", "/du-an/", "/chi-tieu/", "/doanh-nghiep/",
    "/su-kien/", "/ha-tang/", "/gop-y/", "/hoi-dap/", "/chu-de/", "/so-do/", "/cong-khai/",
    "/tim-kiem/?q=script", "/tin-tuc/rss.xml", "/tin-tuc/atom.xml", "/tin-tuc/feed.json",
    "/tin-tuc/dat-vao/luu.html",
]  # fmt: skip
QUERIES = ['"><img src=x onerror=alert(1)>', "';alert(1)//", "<svg onload=alert(1)>"]


@sampled(one_in=5, all_in=pytest.mark.long)
def test_no_name_acts(reading: Read, planted: list[Publication], some: Some) -> None:
    reader = reading()
    for address in some([*(page.path for page in planted), *LISTS]):
        reader.look_at(address)
    for query in QUERIES:
        reader.look_at(f"/tim-kiem/?q={quote(query)}")
        reader.look_at(f"/khong-co/{quote(query, safe='')}?a={quote(query)}", status=404)
    assert reader.harm == []


OF_STAFF = [
    "/admin/", "/admin/news/article/", "/admin/news/author/", "/admin/portal/organisation/",
    "/admin/portal/question/", "/admin/portal/topic/", "/admin/enterprises/enterprise/",
    "/admin/portal/consultationcomment/",
]  # fmt: skip


@sampled(one_in=5, all_in=pytest.mark.long)
def test_no_name_acts_before_the_staff(
    reading: Read, planted: list[Publication], some: Some
) -> None:
    staff = reading(builders.person("quantri-2", is_superuser=True))
    article = next(page for page in planted if page.slug == "dat-vao")
    of_one = [f"/admin/news/article/{article.pk}/{place}/" for place in ("change", "history")]
    for address in some([*OF_STAFF, *of_one]):
        staff.look_at(address, inside="() => window.ran")
    assert staff.harm == []


# --- what these tests would see ----------------------------------------------------------------


def test_without_the_cleaner_it_would_be_seen(
    reading: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (fields, services):
        monkeypatch.setattr(module, "clean_html", lambda html: html)
    reader = reading()
    page = builders.article("Không ai lau", body="<p>x</p><img src=x onerror=alert(1)>")
    reader.look_at(page.path)
    assert {each.partition(": ")[2] for each in reader.harm} >= {"alert(1)"}


def test_names_that_are_not_escaped_would_be_seen(
    reading: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    reader = reading()
    reader.look_at(builders.article("Tên <img src=x onerror=alert(1)>").path)
    assert {each.partition(": ")[2] for each in reader.harm} >= {"alert(1)"}


@pytest.mark.long
def test_most_payloads_are_live(reading: Read) -> None:
    """Each in a page of its own, as it came."""
    reader = reading()
    harmful = 0
    tried = payloads()[::6]
    for payload in tried:
        try:
            reader.look_at(reader.show("<!DOCTYPE html><body>" + payload))
        except Error:
            reader.harm.append("left while it was looked at")
        harmful += bool(reader.harm)
        reader.harm.clear()
    assert harmful > 0.7 * len(tried)
