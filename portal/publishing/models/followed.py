"""What a translator has to follow of a page, as a short mark that the database works out."""

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from django.db.models import (
    Case,
    Expression,
    F,
    OuterRef,
    StringAgg,
    Subquery,
    TextField,
    Value,
    When,
)  # fmt: skip
from django.db.models.expressions import Combinable
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from portal.publishing.models.kinds import kinds

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication

# Of a page of any kind; a kind adds its own as `FOLLOWED_IN_ENGLISH`.
FOLLOWED: Final = ("title", "summary", "body")


def digest_of_texts(prefix: str = "") -> Expression:
    """Return the mark of a page's title, summary and text alone."""
    return _digest([F(f"{prefix}{name}") for name in FOLLOWED])


def digest_of(kind: "type[Publication]") -> Expression:
    """Return the mark of all that is followed of a page of a kind."""
    own = [_words(kind, name) for name in kind.FOLLOWED_IN_ENGLISH]
    return _digest([*map(F, FOLLOWED), *own])


def digest_of_original() -> Expression:
    """Return the mark of the Vietnamese page of an English version, whatever its kind."""
    whens = [
        When(translation_of__kind=name, then=Subquery(_digests(kind, OuterRef("translation_of"))))
        for name, kind in kinds().items()
        if kind.FOLLOWED_IN_ENGLISH
    ]
    return Case(*whens, default=digest_of_texts("translation_of__"))


def _digests(kind: "type[Publication]", key: Any) -> Any:
    rows = kind.objects.filter(pk=key).order_by().annotate(followed=digest_of(kind))
    return rows.values("followed")


def _digest(pieces: list[Any]) -> Expression:
    between = chain.from_iterable((Value("\n"), piece) for piece in pieces)
    return MD5(Concat(*[*between][1:], output_field=TextField()))


def _words(kind: "type[Publication]", name: str) -> Combinable:
    """Return a column, or that of a part's rows in their order, as text."""
    part, _dot, column = name.partition(".")
    found: Any = Cast(part, TextField()) if not column else Subquery(_rows(kind, part, column))
    return Coalesce(found, Value(""), output_field=TextField())


def _rows(kind: "type[Publication]", part: str, column: str) -> Any:
    relation: Any = kind._meta.get_field(part)
    owner = relation.field.name
    rows = relation.related_model.objects.filter(**{owner: OuterRef("pk")}).order_by()
    in_order = StringAgg(Cast(column, TextField()), Value("\n"), order_by=("position", "pk"))
    return rows.values(owner).annotate(words=in_order).values("words")
