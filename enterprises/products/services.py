"""Actions of an enterprise on its products: add one, attach and detach files."""

from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from enterprises.approval.services import SaveResult, propose, text_of
from enterprises.kit import daily
from enterprises.products.models import Product
from enterprises.uploads.services import count, require_room
from portal.accounts.models import User
from portal.kit.text.normalize import nfc
from portal.participation.publicforms.limits import Limit
from portal.publishing import revisions, services, workflow
from portal.publishing.dry_run import dry_run
from portal.publishing.models import Attachment, Publication, State

MAX_FILES = 5
# New ones: who drops each to begin the next fills the bin.
A_DAY: Final = Limit("doanh-nghiep.san-pham", 40, daily.DAY)
# Neither readers nor the bin have them.
NOT_YET_PUBLIC = (State.DRAFT, State.SUBMITTED, State.CHANGES_ASKED, State.APPROVED)


@transaction.atomic
def add(product: Product, *, by: User) -> tuple[Product, bool]:
    """Keep a new product as a draft, and whether it is new: the same one is not made twice.

    Raises ValidationError where another one has the name, and where the enterprise has too many
    that are not public yet, or has begun many today.
    """
    # One at a time of each enterprise.
    Publication.objects.select_for_update(no_key=True).only("pk").get(pk=product.enterprise_id)
    own = Product.objects.filter(enterprise=product.enterprise_id).exclude(state=State.BINNED)
    twin = _find_by_title(own, product.title)
    if twin is not None and _has_same_text(twin, product):
        return twin, False
    if twin is not None:
        message = _("You have a product of this name already. Name this one otherwise.")
        raise ValidationError({"title": message})
    if own.filter(state__in=NOT_YET_PUBLIC).count() >= settings.ENTERPRISE_PRODUCTS_WAITING:
        message = _("You have %(most)d products that are not public yet. Send or drop one first.")
        raise ValidationError(message, params={"most": settings.ENTERPRISE_PRODUCTS_WAITING})
    daily.spend(A_DAY, product.enterprise_id)
    return services.save(product, by=by), True


def _find_by_title(products: QuerySet[Product], title: str) -> Product | None:
    # Compared here: PostgreSQL may not know that Đ and đ are one letter.
    names = products.order_by().values_list("pk", "title")
    folded = nfc(title).strip().casefold()
    key = next((key for key, name in names if name.casefold() == folded), None)
    return products.get(pk=key) if key is not None else None


def _has_same_text(one: Product, other: Product) -> bool:
    """Return whether two products have the same text, whatever their line breaks."""

    def words(product: Product) -> list[str]:
        return f"{product.summary} | {product.use} | {product.customers}".split()

    return words(one) == words(other)


@transaction.atomic
def attach(product: Product, file: Attachment, *, by: User) -> SaveResult:
    """Add a checked file to the product as its enterprise has it; a live page waits with it."""
    page = workflow.locked(product)
    rows = text_of(page).value(page, "attachments")
    file.position = len(rows)
    require_room(product.enterprise_id, file.size)
    # Stored last: what is refused leaves nothing behind.
    store = file.name_file()
    new = _row(page, file)
    if any((row["name"], row["file"]) == (new["name"], new["file"]) for row in rows):
        # Sent twice.
        return SaveResult()
    if len(rows) >= MAX_FILES:
        message = _("A product has %(most)d files at most. Take one away first.")
        raise ValidationError(message, params={"most": MAX_FILES})
    if any(row["name"].casefold() == file.name.casefold() for row in rows):
        message = _("There is a file of this name already. Name this one otherwise.")
        raise ValidationError({"name": message})
    count(product.enterprise_id, new["file"], new["size"])
    outcome = propose(page, {"attachments": [*rows, new]}, by=by)
    if store is not None:
        store()
    return outcome


@transaction.atomic
def detach(product: Product, key: int, *, by: User) -> SaveResult:
    """Take a file away from the product as its enterprise has it; others' files are none of it."""
    page = workflow.locked(product)
    rows = text_of(page).value(page, "attachments")
    return propose(page, {"attachments": [row for row in rows if row["id"] != key]}, by=by)


def _row(page: Publication, file: Attachment) -> dict[str, Any]:
    """Return the row of a file as a version keeps it; the row itself comes later."""
    with dry_run():
        file.publication_id = page.pk
        file.save()
        return {"id": file.pk} | revisions.plain_fields(file, without=frozenset({"publication"}))
