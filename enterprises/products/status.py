"""The status of a product, in words for its enterprise, and the steps it allows."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from enterprises.approval.change_requests import ChangeRequest
from enterprises.approval.page_status import PageStatus
from enterprises.products.models import Product
from portal.publishing.models import ChangeSet, State
from portal.publishing.models.state import OPEN


class ProductStatus(PageStatus[Product]):
    """A product with what holds of it now, and which buttons make sense."""

    def _public_words(self) -> str:
        return _("on the site, readers see it")

    @property
    def change_in_words(self) -> StrPromise | str:
        return ChangeRequest(self.change).in_words if self.change is not None else ""

    @property
    def may_write(self) -> bool:
        return self.page.state not in (State.APPROVED, State.BINNED)


def statuses_of(products: Iterable[Product]) -> list[ProductStatus]:
    """Return each product with its waiting change, in one query."""
    found = [ProductStatus(product) for product in products]
    keys = [each.page.pk for each in found]
    rows = ChangeSet.objects.filter(publication__in=keys, state__in=OPEN)
    rows = rows.exclude(opened_by__is_staff=True)
    changes = {change.publication_id: change for change in rows}
    for each in found:
        each.change = changes.get(each.page.pk)
        if each.change is not None:
            # Without a query: it rests while its page is off the site.
            each.change.publication = each.page
    return found
