"""Nothing of one department is left in code and templates: another one has only its own rows."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from portal.branding import brand
from portal.branding.models import Branding
from portal.department import identity
from portal.department.models import Department
from tests import builders, page_rows
from tests.page_kinds import DESK, FOR_STAFF, NO_PAGES, SIGNED_IN, pages

HUE = re.compile(r"\bHuế\b|Thừa Thiên|Thua Thien|thuathienhue|thua-thien-hue|Trường Tiền|\bHue\b")
# Why a file may name it: what is not shown as the department's own.
NAMED_IN = {
    "portal/accounts/passwords.py": "passwords that people of any province choose",
    "news/generating/phrases.py": "made-up articles for tests of scale",
    "portal/publishing/sample_pages.py": "whose report the demo's content comes from",
    "portal/search/migrations/0002_first_rows.py": "a row that stands; the staff deletes it",
}
FOLDERS = ("portal", "enterprises", "projects", "news", "templates", "static/css", "static/js")
KINDS = {".py", ".html", ".txt", ".css", ".js", ".xml", ".svg"}


def sources():
    for folder in FOLDERS:
        for file in sorted((settings.BASE_DIR / folder).rglob("*")):
            name = str(file.relative_to(settings.BASE_DIR))
            if file.suffix in KINDS and "demo" not in name:
                yield name, file


def test_code_and_templates_name_no_department():
    found = {name for name, file in sources() if HUE.search(file.read_text(encoding="utf-8"))}
    assert found == set(NAMED_IN)


@pytest.mark.django_db
def test_pages_of_another_department_name_only_that(client, media):
    identity.KEPT.fix(None)
    brand.KEPT.fix(None)
    Department.objects.create(
        pk=1,
        name="Sở Khoa học và Công nghệ tỉnh Lạng Sơn",
        name_en="Department of Science and Technology of Lạng Sơn",
        short_name="Sở KH&CN",
    )
    Branding.objects.create(pk=1, accent="#1a5fb4")
    builders.article()
    address = ["/khong-co/", "/tin-tuc/mat-do-dien-thoai/", *_plain(), *_of_rows(), *FILES]
    named = 0
    for path in address:
        answer = client.get(path)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        assert not HUE.search(text), path
        named += "Lạng Sơn" in text
    assert named > len(address) * 0.8


FILES = ("/site.webmanifest", "/du-lieu/dcat.jsonld", "/tin-tuc/rss.xml", "/en/atom.xml")
# Pages of rows: as many kinds as readers meet.
ROW_PAGES = (
    "documents:document", "notices:notice", "procedures:procedure", "projects:promise",
    "consultations:consultation", "questions:answer", "about_page", "en:correction",
)  # fmt: skip


def _plain() -> list[str]:
    """Return the pages that need no row of their own, but those for somebody who signed in."""
    found = [route for route in pages() if not route.parts and route.name not in NO_PAGES]
    private = {*SIGNED_IN, *FOR_STAFF}
    return [r.text for r in found if r.name not in private and not r.text.startswith(DESK)]


def _of_rows() -> list[str]:
    return [
        reverse(name, kwargs=page_rows.ROWS[name](None))  # type: ignore[arg-type]  # nobody's own
        for name in ROW_PAGES
    ]
