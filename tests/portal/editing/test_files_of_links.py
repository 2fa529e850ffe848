"""A link for somebody without an account opens the files of its page, and no others."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.editing import publish_checks
from portal.editing.checks.violations import Level
from portal.editing.models import PreviewLink
from portal.publishing import changes, revisions, services, workflow
from portal.publishing.models import Attachment, State
from tests import builders
from tests.builders import signed_in
from tests.portal.editing.stored_files import (
    PRIVATE,
    TEXT,
    attached,
    is_given_in_private,
    is_refused,
    waiting,
)
from tests.reading import content_of as all_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def link_to(page):
    by = User.objects.filter(username="nguoi-gui").first() or builders.editor("nguoi-gui")
    link, token = PreviewLink.objects.make(page, by=by, label="Ông A")
    return link, f"/xem-truoc/{token}/"


def files_on(client, address) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [link["href"] for link in page.select(".attachments a[download]")]


def test_a_preview_link_leads_to_the_files_of_its_page(client):
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    link, address = link_to(page)
    [file] = files_on(client, address)
    assert file.startswith(address)
    answer = client.get(file)
    assert all_of(answer) == TEXT
    assert answer["Cache-Control"] == PRIVATE
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get(row.file.url).status_code == 404
    link.revoke()
    assert is_refused(client, file)


def test_a_preview_link_leads_to_what_a_waiting_change_adds(client):
    page = builders.article()
    waiting(page)
    _link, address = link_to(page)
    [file] = files_on(client, address)
    assert all_of(client.get(file)) == TEXT


@pytest.mark.parametrize("is_waiting", [False, True])
def test_a_file_is_called_what_its_text_calls_it_and_not_what_another_page_does(client, is_waiting):
    page = builders.article(state=State.PUBLISHED if is_waiting else State.DRAFT)
    if is_waiting:
        stored = waiting(page).removeprefix("/media/")
    else:
        stored = attached(page, name="Chờ duyệt").file.name
    other = attached(builders.article("Mật", state=State.DRAFT), name="Hồ sơ kỷ luật")
    Attachment.objects.filter(pk=other.pk).update(file=stored)
    _link, address = link_to(page)
    [file] = files_on(client, address)
    assert f"{quote('Chờ duyệt')}.txt" in client.get(file)["Content-Disposition"]


@pytest.mark.parametrize("ended", ["expired", "withdrawn", "forged"])
def test_the_file_of_a_link_that_has_ended_is_nobodys(client, ended):
    page = builders.article(state=State.DRAFT)
    attached(page)
    link, address = link_to(page)
    [file] = files_on(client, address)
    now = timezone.now()
    if ended == "expired":
        PreviewLink.objects.filter(pk=link.pk).update(
            created_at=now - timedelta(days=8), expires_at=now - timedelta(days=1)
        )
    elif ended == "withdrawn":
        workflow.transition(page, to=State.PUBLISHED, by=None)
        workflow.transition(page, to=State.WITHDRAWN, by=None)
    else:
        file = file.replace(address, "/xem-truoc/khong-co-that/")
    assert is_refused(client, file)


def test_a_link_opens_no_file_of_another_page_and_none_that_its_page_has_dropped(client):
    page = builders.article(state=State.DRAFT)
    dropped = attached(page)
    other = attached(builders.article("Khác", state=State.DRAFT), TEXT + ".")
    _link, address = link_to(page)
    [file] = files_on(client, address)
    assert is_refused(client, file.replace(dropped.file.name, other.file.name))
    dropped.delete()
    page.refresh_from_db()
    revisions.record(page, by=None)
    assert is_refused(client, file)


def test_the_staff_previews_with_addresses_that_open_for_the_staff():
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    client = signed_in(builders.editor())
    shown = files_on(client, reverse("admin:articles_article_preview_page", args=[page.pk]))
    assert shown == [row.file.url]
    assert is_given_in_private(client, row.file.url)


def linked(page, row):
    """The page with a text that links to the file, as the editor writes it."""
    page.body = f'<p>Xem <a href="/tep/{row.pk}/">mẫu đơn kèm theo</a>.</p>'
    services.save(page, by=None)
    return page


def test_a_link_in_the_text_to_a_file_of_its_page_opens_in_previews_too(client):
    page = builders.article(state=State.DRAFT)
    linked(page, attached(page))
    _link, address = link_to(page)
    text = BeautifulSoup(client.get(address).content, "html.parser")
    assert all_of(client.get(text.find("a", string="mẫu đơn kèm theo")["href"])) == TEXT


def levels(page):
    return [each.level for each in publish_checks.check(page) if "mẫu đơn" in each.message]


def test_a_link_to_a_file_that_the_page_will_not_have_blocks():
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    assert levels(linked(page, row)) == []
    copy = linked(builders.article("Bản sao", state=State.DRAFT), row)
    assert levels(copy) == [Level.WARN]
    row.delete()
    assert levels(page) == levels(copy) == [Level.BLOCK]


def test_a_link_to_a_file_that_a_change_takes_out_blocks():
    page = builders.article()
    row = attached(page)
    other = linked(builders.article("Trang khác"), row)
    data = revisions.snapshot(linked(page, row))
    assert levels(page) == levels(other) == []
    data["parts"]["attachments"] = []
    changes.propose(page, data, by=None)
    assert levels(page) == [Level.BLOCK]
    assert levels(other) == []
