"""An enterprise's own public pages lead its people back to the desk, and nobody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.profiles.models import Enterprise, Representative
from tests import builders as site
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


def own_pages(mine: Enterprise) -> dict[str, str]:
    """Each kind of page of an enterprise, with where its words are changed."""
    product, listing = builders.product(mine), builders.listing(mine)
    return {
        mine.path: reverse("enterprises:profile"),
        product.path: reverse("enterprises:desk_product", args=[product.pk]),
        listing.path: reverse("enterprises:desk_infrastructure_one", args=[listing.pk]),
    }


def bar_of(client, path: str) -> str:
    page = client.get(path).text
    return page[page.index("<aside") : page.index("</aside>")] if "staff-bar" in page else ""


def test_own_pages_lead_to_the_desk_and_to_their_form(clerk, mine):
    for path, form in own_pages(mine).items():
        bar = bar_of(clerk, path)
        assert f'href="{form}"' in bar, path
        assert f'href="{reverse("enterprises:desk")}"' in bar
        assert "Sửa trang này" in bar
        assert clerk.get(form).status_code == 200


def test_nobody_else_gets_it(client, clerk, mine):
    other = builders.enterprise("Công ty Khác")
    assert bar_of(clerk, other.path) == ""
    assert bar_of(clerk, site.article().path) == ""
    stranger = builders.signed_in(builders.representative(other, "dn-b"))
    for path in own_pages(mine):
        assert bar_of(client, path) == ""
        assert bar_of(stranger, path) == ""


def test_who_speaks_for_it_no_more_gets_it_no_more(clerk, me, mine):
    assert bar_of(clerk, mine.path)
    Representative.objects.filter(pk=me.pk).update(ended_at=timezone.now())
    assert bar_of(clerk, mine.path) == ""
