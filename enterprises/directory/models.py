"""The row of an enterprise that the directory filters and sorts by, reached by indexes."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from enterprises.profiles.models import Enterprise


class DirectoryEntry(models.Model):
    """A published enterprise as the directory looks for it; triggers write it, nothing else does.

    Whether readers may see the enterprise at this moment is still for `.public()` to say.
    """

    # The database takes the row away with its enterprise: the triggers may write it once more
    # while Django is deleting what belongs to the enterprise.
    enterprise = models.OneToOneField(
        Enterprise,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="entry",
    )
    sort_key = models.CharField(max_length=400, db_collation="C")
    # See `facet_of_…` below: what a reader may choose from, and every unit that it lies in.
    facets = ArrayField(models.TextField())
    words = SearchVectorField()

    class Meta:
        indexes = [
            # With the facets beside them: what is common twice and never together is passed by
            # without looking at a row of the table.
            models.Index(
                fields=["sort_key", "enterprise"],
                include=["facets"],
                name="enterprises_entry_in_order",
            ),
            # One index for both: what is rare together is found without reading what is common.
            GinIndex(fields=["facets", "words"], name="enterprises_entry_facets"),
        ]

    def __str__(self) -> str:
        return str(self.enterprise)


def facet_of_sector(key: int) -> str:
    return f"s{key}"


def facet_of_locality(key: int) -> str:
    """Return the facet of a unit; an entry has that of its unit, those above, and successors."""
    return f"d{key}"


def facet_of_size(size: str) -> str:
    return f"z{size}"


# Of whoever was, is or will be a member; on which days, the memberships say.
FACET_OF_MEMBERS = "m"
