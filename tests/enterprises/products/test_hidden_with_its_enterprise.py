"""A product is nowhere for readers while its enterprise is not public, by whatever way."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.profiles.models import Enterprise
from portal.publishing import workflow
from portal.publishing.models import Attachment, Publication, State, Topic
from portal.publishing.services import set_lapse
from tests import builders as people
from tests.addresses import routes
from tests.enterprises import builders
from tests.reading import content_of
from tests.sampling import sampled

pytestmark = pytest.mark.django_db

MARK = "Máy đo tĩnh điện"
STAFF = ("/admin/", "/tai-khoan/", "/tai-len/", "/xem-truoc/")
SEARCH, SITEMAP = "/tim-kiem/?q=may+do+tinh+dien", "/sitemap-product-2007-02.xml"
# Where a reader finds it while its enterprise is public.
SHOWN = [
    "/chu-de/dien-tu/",
    "/doanh-nghiep/cong-ty-song-huong/",
    "/rss.xml",
    "/san-pham/",
    "/san-pham/may-do-tinh-dien/",
    SITEMAP,
    SEARCH,
]


@pytest.fixture
def product(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    found = builders.product(builders.enterprise(), MARK, summary=MARK)
    found.topics.add(Topic.objects.create(name="Điện tử", slug="dien-tu"))
    name = default_storage.save("attachments/aa/x.pdf", ContentFile(b"%PDF-1.4"))
    Attachment.objects.create(publication=found, name=MARK, file=name, size=8, pk=1)
    return found


def withdraw(pages):
    workflow.transition(Enterprise.objects.get(pk__in=pages), to=State.WITHDRAWN, by=None)


def schedule(pages):
    pages.update(published_at=timezone.now() + timedelta(days=1))


def expire(pages):
    pages.update(expires_at=timezone.now() - timedelta(minutes=1))


def lapse(pages):
    set_lapse(pages, at=timezone.now() - timedelta(minutes=1))


def addresses(product) -> list[str]:
    """All that is not the staff's: lists, feeds, search, sitemaps, topics, files."""
    slugs = (product.slug, product.enterprise.slug, "dien-tu")
    return sorted(
        {SEARCH, SITEMAP}
        | {
            route.address(slug=slug)
            for route in routes()
            if not route.text.startswith(STAFF)
            for slug in slugs
        }
    )


def shown_at(product, client, tried: list[str]) -> list[str]:
    """Those addresses at which a reader finds the product."""
    return [
        address
        for address in tried
        if MARK in (text := content_of(client.get(address)))
        or (product.path in text.replace("\\/", "/") and address != product.path)
    ]


@pytest.mark.parametrize("hide", [withdraw, schedule, expire, lapse])
def test_it_is_nowhere_while_its_enterprise_is_hidden(client, product, hide):
    hide(Publication.objects.filter(pk=product.enterprise_id))
    assert shown_at(product, client, SHOWN) == []
    assert client.get(product.path).status_code == 404
    assert client.get("/tep/1/").status_code == 404
    product.refresh_from_db()
    assert not product.is_public


@sampled(one_in=5)
def test_readers_find_it_at_these_addresses_and_at_no_others(client, product, some):
    """Where it does not stand while it is public, nobody finds it while it is hidden."""
    known = addresses(product)
    assert set(SHOWN) <= set(known)
    assert shown_at(product, client, sorted({*SHOWN, *some(known)})) == SHOWN
    assert client.get("/tep/1/").status_code == 200


def test_it_comes_back_with_its_enterprise(client, product):
    withdraw(Publication.objects.filter(pk=product.enterprise_id))
    workflow.transition(
        Enterprise.objects.get(pk=product.enterprise_id), to=State.PUBLISHED, by=None
    )
    assert client.get(product.path).status_code == 200


def test_it_follows_an_enterprise_that_takes_it_over(client, product):
    product.enterprise = builders.enterprise("Công ty Hương Trà", state=State.DRAFT)
    product.save()
    assert client.get(product.path).status_code == 404


def test_the_staff_reads_in_the_list_why_readers_do_not_see_it(client, product):
    client.force_login(people.editor())
    lapse(Publication.objects.filter(pk=product.enterprise_id))
    products = client.get("/admin/enterprises/product/").text
    assert "ẩn cùng trang mà nó thuộc về" in products
    enterprises = client.get("/admin/enterprises/enterprise/").text
    assert "ẩn cho đến khi có người xác nhận" in enterprises


def test_no_page_is_its_own_parent(product):
    with (
        pytest.raises(IntegrityError, match="is_not_its_own_parent"),
        transaction.atomic(),
    ):
        Publication.objects.filter(pk=product.pk).update(parent_page=product.pk)
