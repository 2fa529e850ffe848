"""What waits for its hour is read by its writer and by editors: a reporter meets it nowhere."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.models import User
from portal.addresses.models import OldAddress, WithdrawalNotice
from portal.editing.stored_files import page_to_fetch_from
from portal.newsroom.calendar import What, appearances
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import (
    Attachment,
    Bundle,
    BundleState,
    ChangeSet,
    Feature,
    Publication,
    State,
)
from portal.publishing.models.access import may_read
from portal.search.models import PickedResult
from tests import builders
from tests.addresses import Route, routes
from tests.one_of_each import page_of
from tests.sampling import Some, sampled

pytestmark = pytest.mark.django_db
SECRET = "Sáp nhập hai sở"
# To search for: what was asked is said again, so it is not all of the text.
WORDS = "Sáp nhập"
ARTICLES = "/admin/news/article/"
# What names pages beside them.
RECORDS = ("feature", "pickedresult", "oldaddress", "withdrawalnotice")
# What these do, another test says; they answer nobody's text.
PASSED_OVER = ("/admin/logout/", "/admin/jsi18n/")


@pytest.fixture
def embargoed(publisher: User) -> Article:
    """An article of the publisher's that readers get tomorrow."""
    tomorrow = timezone.now() + timedelta(minutes=30)
    page = builders.article(
        SECRET,
        by=publisher,
        summary=SECRET,
        body=f"<p>{SECRET}</p>",
        published_at=tomorrow,
        expires_at=tomorrow + timedelta(hours=1),
    )
    Attachment.objects.create(publication=page, name=SECRET, file="attachments/a.pdf", size=8)
    _records_about(page)
    _what_changes_then(publisher, tomorrow)
    return page


def _records_about(page: Article) -> None:
    """Prepare what stands beside the page once it is there."""
    Feature.objects.create(page=page, ends_on=timezone.localdate() + timedelta(days=9))
    PickedResult.objects.create(words="hai sở", page=page)
    OldAddress.objects.create(address="/cu/sap-nhap.html", publication=page)
    WithdrawalNotice.objects.create(
        publication=builders.article("Đã gỡ"), reason="Đã thay.", successor=page
    )


def _what_changes_then(publisher: User, moment: datetime) -> None:
    """Let a bundle and a change of a live page wait for their hour, too."""
    Bundle.objects.create(
        name=SECRET, created_by=publisher, state=BundleState.SCHEDULED, publish_at=moment,
        scheduled_by=publisher,
    )  # fmt: skip
    live = builders.article("Trang hiện nay", by=publisher)
    data = revisions.snapshot(live)
    data["fields"]["title"] = SECRET
    changes.propose(live, data, by=publisher)
    for step in (State.SUBMITTED, State.APPROVED):
        workflow.transition(live, to=step, by=None)
    ChangeSet.objects.update(publish_at=moment)


def is_near(route: Route) -> bool:
    """Return whether an address is one of the articles' or of the whole desk."""
    return route.text.startswith(ARTICLES) or route.text.count("/") <= 3


def answers(client: Client, page: Article, found: Iterable[Route]) -> Iterator[tuple[str, str]]:
    """Yield addresses of the admin with what they say, with the page's key and its title."""
    keys = dict.fromkeys(("object_id", "pk", "number", "id"), page.pk)
    for route in found:
        address = route.address(**keys)
        for query in ({}, {"q": WORDS}) if route.text.endswith("/") else ({},):
            answer = client.get(address, query)
            if answer.status_code != 200:
                break
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            yield f"{address}?{'q' if query else ''}", body.decode(errors="replace")


@sampled(20)
def test_no_page_of_the_admin_says_it_to_a_reporter(
    client: Client, embargoed: Article, some: Some
) -> None:
    client.force_login(builders.reporter())
    near, far = [], []
    for route in routes():
        if route.text.startswith("/admin/") and route.text not in PASSED_OVER:
            (near if is_near(route) else far).append(route)
    found = list(answers(client, embargoed, [*near, *some(far)]))
    assert len(found) > 20
    assert [address for address, text in found if SECRET in text] == []


LISTS = [f"/admin/portal/{name}/" for name in RECORDS]


@pytest.mark.parametrize("address", ["/admin/", "/admin/lich-dang/", *LISTS])
def test_nor_do_lists_of_what_stands_beside_pages(
    client: Client, embargoed: Article, address: str
) -> None:
    client.force_login(builders.reporter())
    assert SECRET not in client.get(address).text
    client.force_login(builders.editor())
    assert SECRET in client.get(address).text


def test_the_calendar_tells_nobody_of_anothers_bundle_or_change(embargoed: Article) -> None:
    now, day = timezone.now(), timedelta(days=1)
    assert appearances(builders.reporter(), now, now + day) == []
    assert len(appearances(builders.editor(), now, now + day)) == len(What)


def test_a_reporter_finds_their_own_bundle_and_change_in_the_calendar(embargoed: Article) -> None:
    reporter, now = builders.reporter(), timezone.now()
    Bundle.objects.update(created_by=reporter)
    ChangeSet.objects.update(opened_by=reporter)
    found = appearances(reporter, now, now + timedelta(days=1))
    assert sorted(each.title for each in found) == sorted([SECRET, "Trang hiện nay"])


def pickers() -> dict[str, Any]:
    """Return the fields of the admin that offer pages while one types, by their names."""
    parts = [part for each in admin.site._registry.values() for part in (each, *each.inlines)]
    found = [
        part.model._meta.get_field(name) for part in parts for name in part.autocomplete_fields
    ]
    return {str(field): field for field in found if issubclass(field.related_model, Publication)}


def offered(client: Client, field: Any) -> list[str]:
    model = field.model._meta
    query = {"app_label": model.app_label, "model_name": model.model_name, "term": WORDS}
    answer = client.get("/admin/autocomplete/", query | {"field_name": field.name})
    return [each["text"] for each in answer.json()["results"]]


def test_no_picker_offers_it_to_a_reporter(publisher: User) -> None:
    tomorrow, found = timezone.now() + timedelta(minutes=30), pickers()
    assert found.keys() > {"documents.DocumentRelation.target", "work.Project.plan"}
    for kind in {field.related_model.KIND for field in found.values()}:
        page_of(kind, SECRET, published_at=tomorrow, created_by=publisher)
    reporter, editor = map(builders.signed_in, (builders.reporter(), builders.editor()))
    for name, field in found.items():
        assert offered(reporter, field) == [], name
        assert any(SECRET in text for text in offered(editor, field)), name


def test_an_editor_meets_it(client: Client, embargoed: Article) -> None:
    """The walk would see it: where the text may be read, its addresses say it."""
    client.force_login(builders.editor())
    found = [route for route in routes() if route.text.startswith(ARTICLES)]
    leaks = {address for address, text in answers(client, embargoed, found) if SECRET in text}
    lists = {f"{ARTICLES}?", f"{ARTICLES}?q", f"{ARTICLES}xuat.csv?"}
    assert leaks >= lists | {f"{ARTICLES}{embargoed.pk}/change/?"}


def test_the_rule_about_one_page_says_so_too(publisher: User, embargoed: Article) -> None:
    reporter = builders.reporter()
    assert not may_read(reporter, embargoed)
    assert not page_to_fetch_from(reporter, "attachments/a.pdf")
    assert page_to_fetch_from(publisher, "attachments/a.pdf")
    assert may_read(reporter, builders.article("Đã đăng"))


def test_its_writer_reads_it(client: Client) -> None:
    reporter = builders.reporter()
    page = builders.article(SECRET, by=reporter, published_at=timezone.now() + timedelta(days=1))
    client.force_login(reporter)
    assert SECRET in client.get(f"/admin/news/article/{page.pk}/change/").text
