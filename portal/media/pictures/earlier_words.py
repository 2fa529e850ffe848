"""Lets the library find pictures by the words that it took over from texts before this was done.

They were stored in the row, and not in what the search asks.
"""

from django.db import models, transaction
from django.db.models.functions import Cast

from portal.kit.progress import progress_bar
from portal.media.pictures.models import Picture


@transaction.atomic
def index_earlier_pictures() -> int:
    """Store what such pictures are found by; how many. It may be done again."""
    vector = Cast(models.F("search_vector"), models.TextField())
    described = Picture.objects.exclude(alt="").annotate(known=vector)
    # Each word of a description that is known is marked as one of a title.
    rows = described.exclude(known__contains="'^").order_by("pk")
    found = list(rows.select_for_update(no_key=True))
    for picture in progress_bar(found):
        picture.save(update_fields=["search_vector"])
    return len(found)
