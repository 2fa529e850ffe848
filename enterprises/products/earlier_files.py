"""Counts what enterprises had sent before there was a quota, as far as a version has it."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise, Representative
from enterprises.uploads.services import count
from portal.kit.progress import progress_bar
from portal.media.pictures.models import Picture
from portal.publishing.models import AttachmentVersion, Revision

# Where a version keeps a picture of its page.
_PICTURES = ("cover_id", "logo_id")


def count_earlier_files() -> dict[Enterprise, int]:
    """Count all files of each enterprise's pages that are not counted yet; return how many.

    What is counted once is not counted again: the command may be run whenever.
    """
    found = {}
    for enterprise in progress_bar(Enterprise.objects.order_by("pk")):
        with transaction.atomic():
            before = enterprise.uploads.count()
            for name, size in {*_files(enterprise), *_pictures(enterprise)}:
                count(enterprise.pk, name, size)
            found[enterprise] = enterprise.uploads.count() - before
    return {enterprise: number for enterprise, number in found.items() if number}


def _versions(enterprise: Enterprise) -> Iterator[dict[str, dict[str, Any]]]:
    products = Product.objects.filter(enterprise=enterprise).values("pk")
    rows = Revision.objects.filter(publication__in=products)
    of_itself = Revision.objects.filter(publication=enterprise.pk)
    yield from (rows | of_itself).values_list("data", flat=True).iterator()


def _files(enterprise: Enterprise) -> Iterator[tuple[str, int]]:
    """Yield the files of its products, those of earlier and of proposed versions too."""
    for data in _versions(enterprise):
        for row in data["parts"].get("attachments", []):
            yield str(row["file"]), int(row["size"])
    products = Product.objects.filter(enterprise=enterprise).values("pk")
    earlier = AttachmentVersion.objects.filter(publication__in=products)
    yield from earlier.values_list("file", "size")


def _pictures(enterprise: Enterprise) -> Iterator[tuple[str, int]]:
    """Yield what its own people had sent of the pictures; what the library had takes no room."""
    people = Representative.objects.filter(enterprise=enterprise).values("user")
    versions = _versions(enterprise)
    keys = {key for each in versions for name in _PICTURES if (key := each["fields"].get(name))}
    for picture in Picture.objects.filter(pk__in=keys, created_by__in=people):
        sizes = (*picture.renditions, *picture.crops)
        yield str(picture.file.name), sum(each["bytes"] for each in sizes)
