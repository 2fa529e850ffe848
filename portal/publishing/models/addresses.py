"""Which addresses a publication may have: one that is free, and that leads to it."""

import re
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from portal.kit.text.normalize import nfc, slugify
from portal.publishing.models.state import OPEN

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication

# Words that are addresses of the site or will be; the URL map itself reserves what it routes today.
RESERVED = frozenset(
    [
        "cam-ket",
        "chuyen-muc",
        "cong-khai",
        "cua-toi",
        "dang-ky",
        "lich",
        "lich-ics",
        "rss-xml",
        "atom-xml",
        "rss",
        "atom",
        "csv",
        "json",
        "xlsx",
        "trang",
        "linh-vuc",
        "tom-tat",
        "so-lieu",
        "ho-tro",
        "tim-kiem",
        "them",
        "sua",
        "xoa",
        "moi",
        "all",
        "feed",
    ]
)


# Django's own slugs may have capitals and underscores; our addresses have neither.
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_MAX_SLUGS: Final = 1_000
# Asked at every save; three querysets would take longer to put together than all that it stores.
# The last are changes that wait: else they could neither be opened nor put in place.
_TAKEN: Final = """
    SELECT slug FROM unnest(%(slugs)s::text[], %(paths)s::text[]) AS asked (slug, path)
    WHERE EXISTS (
        SELECT FROM publishing_publication AS page
        WHERE page.path = asked.path AND page.id IS DISTINCT FROM %(but)s
    ) OR EXISTS (
        SELECT FROM publishing_redirect AS redirect
        WHERE redirect.old_path = asked.path AND redirect.publication_id IS DISTINCT FROM %(but)s
    ) OR EXISTS (
        SELECT FROM publishing_revision AS revision
        JOIN publishing_changeset AS change ON change.id = revision.change_set_id
        JOIN publishing_publication AS page ON page.id = revision.publication_id
        WHERE change.state = ANY(%(open)s) AND page.kind = %(kind)s
            AND revision.data #> '{fields,slug}' = to_jsonb(asked.slug)
            AND page.id IS DISTINCT FROM %(but)s
    )
"""


def leads_to(model: "type[Publication]", path: str) -> bool:
    """Return whether the site's URL map hands this address to the view of the kind itself."""
    try:
        return resolve(path).view_name in (model.DETAIL_VIEW, *model.OTHER_VIEWS)
    except Resolver404:
        return False


def is_reserved(model: "type[Publication]", slug: str) -> bool:
    """Return whether the slug is a word of the site, or a bare year where years are archives."""
    return slug in RESERVED or not leads_to(model, model.path_of(slug))


def is_taken(model: "type[Publication]", slug: str, *, but: int | None) -> bool:
    """Return whether another publication lives, lived or is about to live at the slug's address."""
    return slug in _taken(model, [slug], but=but)


def _taken(model: "type[Publication]", slugs: list[str], *, but: int | None) -> set[str]:
    """Return those of the slugs that are taken, by one query."""
    parameters = {
        "slugs": slugs,
        "paths": [model.path_of(slug) for slug in slugs],
        "kind": model.KIND,
        "but": but,
        "open": [state.value for state in OPEN],
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, parameters)
        return {slug for (slug,) in cursor.fetchall()}


def free_slug(model: "type[Publication]", title: str, *, but: int | None = None) -> str:
    """Return a slug for the title that nobody has: its own, else with the first free number.

    The more of them are taken the more are asked for at once: thousands cost a handful of queries.
    """
    base = slugify(title) or model.KIND
    slugs, number, size = [base], 2, 10
    while True:
        taken = _taken(model, slugs, but=but)
        for slug in slugs:
            if slug not in taken and not is_reserved(model, slug):
                return slug
        slugs = [f"{base}-{each}" for each in range(number, number + size)]
        number, size = number + size, min(10 * size, _MAX_SLUGS)


def check_slug(slug: str) -> None:
    """Raise ValidationError on `slug` where no address can be made of it."""
    if not SLUG.fullmatch(slug):
        message = _("Write small letters a–z, digits and single hyphens.")
        raise ValidationError({"slug": message})


class SluggedByName(models.Model):
    """A record whose `slug` is made from its `name` where nobody wrote one."""

    name: Any
    slug: Any

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.name = nfc(self.name)
        self.fill_slug()
        check_slug(self.slug)

    def save(self, **options: Any) -> None:
        """Store the row with an address word."""
        self.name = nfc(self.name)
        self.fill_slug()
        super().save(**options)

    def fill_slug(self) -> None:
        """Make the address word, where there is none yet."""
        self.slug = self.slug or slugify(self.name)


def check_address(model: "type[Publication]", slug: str, *, but: int | None) -> None:
    """Raise ValidationError on `slug` where no address can be made of it, or only another's."""
    check_slug(slug)
    if is_reserved(model, slug):
        message = _("“%(slug)s” is an address word of the site itself; choose another.")
        raise ValidationError({"slug": ValidationError(message, params={"slug": slug})})
    if is_taken(model, slug, but=but):
        message = _("Another page has the address “%(slug)s”, or had it once; choose another.")
        raise ValidationError({"slug": ValidationError(message, params={"slug": slug})})
