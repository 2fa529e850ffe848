"""The status of a product, in words for its enterprise, and the steps it allows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.approval.change_requests import PAGE_STATUS_LABELS, REQUEST_STATUS_LABELS
from enterprises.products.models import Product
from portal.publishing.models import ChangeSet, State, Transition
from portal.publishing.models.state import OPEN


@dataclass(frozen=True, slots=True)
class ProductStatus:
    """A product with the change that waits on it, if one does."""

    product: Product
    change: ChangeSet | None

    @property
    def in_words(self) -> StrPromise | str:
        state = State(self.product.state)
        if state == State.PUBLISHED and self.product.is_public:
            return _("on the site, readers see it")
        if state == State.PUBLISHED:
            return _("approved; readers do not see it while the profile is not public")
        return PAGE_STATUS_LABELS[state]

    @property
    def change_in_words(self) -> StrPromise | str:
        return REQUEST_STATUS_LABELS[self.change.state] if self.change is not None else ""

    @property
    def may_write(self) -> bool:
        return self.product.state not in (State.APPROVED, State.BINNED)

    @property
    def may_send(self) -> bool:
        return self.product.state in (State.DRAFT, State.CHANGES_ASKED)

    @property
    def may_take_back(self) -> bool:
        return self.product.state in (State.SUBMITTED, State.APPROVED, State.WITHDRAWN)

    @property
    def may_drop(self) -> bool:
        """Return whether it may be thrown away: readers have never seen it."""
        return self.may_send and self.product.live_number is None

    @property
    def is_live(self) -> bool:
        return self.product.state == State.PUBLISHED

    def word(self) -> str:
        """Return the department's last comment on changes asked for or a withdrawal."""
        if self.product.state not in (State.CHANGES_ASKED, State.WITHDRAWN):
            return ""
        steps = Transition.objects.filter(
            publication_id=self.product.pk, change_set=None, to_state=self.product.state
        )
        return steps.order_by("-at", "-pk").values_list("word", flat=True).first() or ""


def statuses_of(products: Iterable[Product]) -> list[ProductStatus]:
    """Return each product with its waiting change, in one query."""
    rows = list(products)
    open_ones = ChangeSet.objects.filter(publication__in=[row.pk for row in rows], state__in=OPEN)
    changes = {change.publication_id: change for change in open_ones}
    return [ProductStatus(row, changes.get(row.pk)) for row in rows]
