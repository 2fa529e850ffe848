"""Each address of plans, projects and figures as each role: public pages there, drafts not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from portal import urls as site_urls  # noqa: F401  # names the converters of addresses
from portal.publishing.models import Publication, Section, State
from projects import urls
from projects.indicators.models import Indicator
from projects.plans.models import MasterPlan
from projects.work.models import AnnualPlan, Project
from tests import builders as site
from tests.projects import builders
from tests.reading import content_of

pytestmark = pytest.mark.django_db

ROLES = {
    "phongvien": site.reporter,
    "bientap": site.editor,
    "duyet": site.publisher,
    "quantri": lambda: site.person("quantri", is_superuser=True),
}
KINDS: dict[type[Publication], Any] = {
    MasterPlan: builders.plan,
    Project: builders.project,
    Indicator: builders.indicator,
    AnnualPlan: builders.programme,
}
# Whose page an address shows, by the address's name; of the others there is one for all.
DESK = "doanh-nghiep/cua-toi/"
OF_A_PAGE: dict[str, type[Publication]] = {
    "masterplan": MasterPlan,
    "masterplan_data": MasterPlan,
    "masterplan_summary": MasterPlan,
    "project": Project,
    "project_timeline_data": Project,
    "annual_plan": AnnualPlan,
    "task_data": AnnualPlan,
    "indicator": Indicator,
    "indicator_data": Indicator,
}
FOR_ALL = {
    "masterplan_list", "promise_list", "promise_data", "project_list", "project_data",
    "project_field", "annual_plan_list", "indicator_list", "indicator_list_data",
}  # fmt: skip
# With a promise or a series of its own: tests/projects/promises/, tests/projects/indicators/.
ELSEWHERE = {
    "promise", "promise_card", "indicator_chart", "indicator_chart_png",
    "indicator_embedded", "indicator_card",
    "indicator_parts", "indicator_parts_png", "indicator_parts_embedded",
    # tests/projects/overview/test_chart_files.py
    "masterplan_chart", "masterplan_chart_png", "masterplan_embedded",
    "project_chart", "project_chart_png", "project_embedded",
}  # fmt: skip
EXTENSIONS = ("csv", "json", "xlsx")
SECRET = "Không ai được thấy"


@pytest.fixture
def people() -> dict[str, Client]:
    clients = {name: Client() for name in ROLES}
    for name, client in clients.items():
        client.force_login(ROLES[name]())
    return {"": Client()} | clients


def page_of(kind: type[Publication], **fields: Any) -> Publication:
    if kind is AnnualPlan:
        return builders.programme(2008 if fields else 2007, **fields)
    return KINDS[kind](**{"title": "Trang của tỉnh"} | fields)


def addresses(name: str, *, slug: str) -> Iterator[str]:
    """The addresses of a name: a data file has one for each form that it is given out in."""
    [pattern] = [each for each in urls.urlpatterns if each.name == name]
    parts = pattern.pattern.converters
    known = {"slug": slug} if "slug" in parts else {}
    for extension in EXTENSIONS if "extension" in parts else [None]:
        yield reverse(
            f"projects:{name}", kwargs=known | ({"extension": extension} if extension else {})
        )


def test_no_address_is_forgotten():
    patterns = [each for each in urls.urlpatterns if isinstance(each, URLPattern)]
    # The pages on an enterprise's desk are tried with its representatives elsewhere.
    names = {each.name for each in patterns if not str(each.pattern).startswith(DESK)}
    assert names == OF_A_PAGE.keys() | FOR_ALL | ELSEWHERE


@pytest.mark.parametrize("name", OF_A_PAGE)
def test_a_public_page_is_there_for_everybody_and_a_draft_for_nobody(people, name):
    kind = OF_A_PAGE[name]
    public = page_of(kind)
    draft = page_of(kind, title=SECRET, state=State.DRAFT, published_at=None)
    for role, client in people.items():
        for address in addresses(name, slug=public.slug):
            assert client.get(address).status_code == 200, (role, address)
        for address in addresses(name, slug=draft.slug):
            assert client.get(address).status_code == 404, (role, address)


@pytest.mark.parametrize("name", sorted(FOR_ALL))
def test_a_list_names_no_draft(people, name):
    field = Section.objects.create(kind=Project.KIND, name="Viễn thông", slug="vien-thong")
    for kind in KINDS:
        fields = {"section": field} if kind is Project else {}
        page_of(kind, title=SECRET, state=State.DRAFT, published_at=None, **fields)
    hidden = site.article(SECRET, body=f"<p>{SECRET}.</p>", state=State.DRAFT)
    builders.promise(SECRET, article=hidden, quote=SECRET)
    for role, client in people.items():
        for address in addresses(name, slug=field.slug):
            answer = client.get(address)
            assert answer.status_code == 200, (role, address)
            assert SECRET not in content_of(answer), (role, address)
