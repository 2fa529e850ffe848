"""The public directory and the profile of an enterprise."""

from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from enterprises.association.models import Membership
from enterprises.directory.filters import DirectoryFilter
from enterprises.directory.structured import enterprise_json_ld
from enterprises.directory.vcard import vcard as make_vcard
from enterprises.freshness.services import last_confirmation, stale_words
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise
from portal.exchange.datafiles.responses import redirect_moved
from portal.kit.postgres.prepared import Prepared
from portal.pagecache.fragments import kept_list_page, kept_unless_asked
from portal.publishing.attachments import attachments_of
from portal.publishing.models import PublicationQuerySet
from portal.publishing.paging import Page, page_number, page_of
from portal.publishing.topics import topics_of

# So many products stand on a profile; all of them in their own list.
PRODUCTS = 12
# What stands in a row of the directory.
IN_THE_LIST = (
    "path", "title", "summary", "is_sample", "sort_key", "short_name", "locality__name",
    "locality__until", "language",
)  # fmt: skip


def enterprise_list(request: HttpRequest) -> HttpResponse:
    """Show the public enterprises by name, filtered by the query."""
    form: Any = SimpleLazyObject(lambda: DirectoryFilter(request.GET))
    # Asked for where its fragment is made; where there is no such page, that raises Http404.
    page = SimpleLazyObject(lambda: _page(request, form))
    number = page_number(request)
    context = {
        "form": form,
        "kept_page": kept_list_page(request, number),
        "number": number,
        "page": page,
    }
    return render(request, "enterprises/directory/list.html", context)


def _page(request: HttpRequest, form: DirectoryFilter) -> Page[Enterprise]:
    belongs = Membership.objects.on(timezone.localdate()).filter(enterprise=OuterRef("pk"))
    rows = (
        form.narrowed(Enterprise.objects.public())
        .select_related("locality")
        .only(*IN_THE_LIST)
        .annotate(is_member=Exists(belongs))
        .prefetch_related("sectors")
    )
    return page_of(request, rows)


def enterprise(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the public profile of an enterprise with its products."""
    found = _profile.first(path=Enterprise.path_of(slug), at=timezone.now())
    if found is None:
        raise Http404
    # Asked for where the page's fragments are made.
    sectors: Any = SimpleLazyObject(lambda: found.listed_sectors)
    products: Any = SimpleLazyObject(lambda: _products(enterprise=found.pk, at=timezone.now()))
    membership = cache(lambda: _membership(found))
    context = {
        "enterprise": found,
        "kept_page": kept_unless_asked(request),
        "sectors": sectors,
        "membership": membership,
        "products": lambda: products[:PRODUCTS],
        "has_more_products": lambda: len(products) > PRODUCTS,
        "attachments": SimpleLazyObject(lambda: attachments_of(found)),
        "topics": SimpleLazyObject(lambda: topics_of(found)),
        "json_ld": lambda: enterprise_json_ld(
            found, sectors=sectors, membership=membership(), products=products[:PRODUCTS]
        ),
    }
    return render(request, "enterprises/directory/detail.html", context)


def _membership(enterprise: Enterprise) -> Membership | None:
    return enterprise.memberships.on(timezone.localdate()).with_association().first()


@require_safe
def vcard(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the public contacts as a vCard."""
    found = _profile.first(path=Enterprise.path_of(slug), at=timezone.now())
    if found is None:
        return redirect_moved(request, Enterprise, slug, "vcf")
    sectors = [sector.name for sector in found.listed_sectors]
    card = make_vcard(found, sectors=sectors, warning=stale_words(last_confirmation(found)))
    response = HttpResponse(card, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.vcf"'
    return response


def _profile_at(path: str, at: datetime) -> PublicationQuerySet[Enterprise]:
    rows = Enterprise.objects.public(at).filter(path=path)
    return rows.select_related("cover", "logo", "locality__replaced_by__replaced_by")


_profile = Prepared(_profile_at, path=str, at=datetime)


def _products_of(enterprise: int, at: datetime) -> PublicationQuerySet[Product]:
    # Through the manager of its kind, for only that knows which products are shown.
    rows = Product.objects.public(at).filter(enterprise=enterprise)
    return rows.defer("body").by_name()[: PRODUCTS + 1]


_products = Prepared(_products_of, enterprise=int, at=datetime)
