"""The filter of the directory."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db import connection
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.association.models import Membership
from enterprises.directory.models import (
    FACET_OF_MEMBERS,
    facet_of_locality,
    facet_of_sector,
    facet_of_size,
)
from enterprises.profiles.models import Enterprise, EnterpriseSize, Locality, LocalityLevel, Sector
from enterprises.profiles.units import MAX_UNITS, Units, linked, units_within
from portal.kit.filters import ALL, ListFilter, Lookup, with_chosen
from portal.kit.sorted_names import in_order
from portal.kit.text.sorting import INITIALS, span_of
from portal.publishing.lookup import with_words
from portal.publishing.models import PublicationQuerySet

type Enterprises = PublicationQuerySet[Enterprise]


class DirectoryFilter(ListFilter[Enterprises]):
    """The filter by words, sector, locality, size, membership and letter."""

    q = forms.CharField(label=_("Words in the profile"), required=False, max_length=100)
    linh_vuc = forms.ChoiceField(label=_("Sector"), required=False)
    dia_ban = forms.ChoiceField(label=_("Locality"), required=False)
    quy_mo = forms.ChoiceField(
        label=_("Size"), required=False, choices=[ALL, *EnterpriseSize.choices]
    )
    hoi_vien = forms.ChoiceField(
        label=_("Informatics association"), required=False, choices=[ALL, ("1", _("members only"))]
    )
    chu = forms.ChoiceField(
        label=_("First letter"),
        required=False,
        choices=[("", ""), *((initial, initial) for initial in INITIALS)],
        widget=forms.HiddenInput,
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        sectors = with_chosen(in_order(Sector.objects.all()), query.get("linh-vuc", ""))
        self._sectors = {sector.slug: sector for sector in sectors}
        chosen = query.get("dia-ban", "")
        self._units = linked(Locality.objects.all())
        self._localities = {unit.slug: unit for unit in _offered(self._units, chosen)}
        self.offer("linh_vuc", [(slug, each.name) for slug, each in self._sectors.items()])
        self.offer("dia_ban", [(slug, str(unit)) for slug, unit in self._localities.items()])

    def add_prefix(self, field_name: str) -> str:
        """Return the field's name in the address: words divided by a dash."""
        return field_name.replace("_", "-")

    def lookups(self) -> Mapping[str, Lookup]:
        # By facets that a trigger keeps, at 50,000 rows too: docs/decisions/0018-directory.md.
        return {
            "linh_vuc": lambda slug: _with_facet(facet_of_sector(self._sectors[slug].pk)),
            "dia_ban": self._in_locality,
            "quy_mo": lambda size: _with_facet(facet_of_size(size)),
            "hoi_vien": lambda _yes: _members_today(),
        }

    def narrowed(self, rows: Enterprises) -> Enterprises:
        """Return the enterprises that fit, by name."""
        rows = super().narrowed(rows.filter(entry__isnull=False))
        rows = with_words(rows, self.active.get("q", ""), within="entry__words")
        self._under_any_letter = rows
        if self.chosen_initial:
            rows = rows.filter(_under_initial(self.chosen_initial))
        return rows.order_by("entry__sort_key", "entry__enterprise")

    def _in_locality(self, slug: str) -> Q:
        """Return the condition: the facet of a unit, without what comes to it one day only."""
        unit, today = self._localities[slug], timezone.localdate()
        later, now = (units_within(unit, self._units, day) for day in (date.max, today))
        condition = _with_facet(facet_of_locality(unit.pk))
        return condition & ~Q(locality__in=later - now) if later != now else condition

    @property
    def chosen_initial(self) -> str:
        """Return the letter that was chosen, if one was."""
        return str(self.active.get("chu", ""))

    @property
    def initials(self) -> list[tuple[str, str]]:
        """Return each letter of the alphabet with the query that chooses it beside all else.

        Where nothing would be found under a letter, its query is empty.
        """
        used = _initials_of(self._under_any_letter)
        return [
            (initial, self.query_with(chu=initial) if initial in used else "")
            for initial in INITIALS
        ]

    @property
    def without_initial(self) -> str:
        return self.query_with(chu="")


def _offered(units: Units, chosen: str) -> list[Locality]:
    """Return today's units, the larger first, and the chosen one even where it has ended."""
    today, levels = timezone.localdate(), list(LocalityLevel)
    in_order = sorted(
        units.values(), key=lambda unit: (levels.index(LocalityLevel(unit.level)), unit.sort_key)
    )
    offered = [unit.pk for unit in in_order if unit.exists_on(today)][:MAX_UNITS]
    return [unit for unit in in_order if unit.slug == chosen or unit.pk in offered]


def _with_facet(facet: str) -> Q:
    return Q(entry__facets__contains=[facet])


def _members_today() -> Q:
    today = Membership.objects.on(timezone.localdate()).filter(enterprise=OuterRef("pk"))
    # Inside a function it is asked of each row that is come by; as a join it would be sorted whole.
    return _with_facet(FACET_OF_MEMBERS) & Q(Coalesce(Exists(today), Value(False)))


def _initials_of(rows: Enterprises) -> set[str]:
    """Return the letters under which any of the rows stand: one step into the index for each.

    The step is written once, and taken for each letter: a union of as many queries takes Django
    and PostgreSQL longer to put together than all else on the page.
    """
    under = rows.order_by().filter(
        entry__sort_key__gte=RawSQL("letters.first", ()),
        entry__sort_key__lt=RawSQL("letters.behind", ()),
    )
    step, params = under.values(any=Value(1))[:1].query.sql_with_params()
    firsts, behinds = zip(*map(span_of, INITIALS), strict=True)
    sql = f"""
        SELECT letters.initial
        FROM unnest(%s, %s, %s) AS letters (initial, first, behind)
        CROSS JOIN LATERAL ({step}) AS found
    """  # noqa: S608  # made of Django's own SQL and of constants
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(INITIALS), list(firsts), list(behinds), *params])
        return {initial for (initial,) in cursor.fetchall()}


def _under_initial(initial: str) -> Q:
    first, behind = span_of(initial)
    return Q(entry__sort_key__gte=first, entry__sort_key__lt=behind)
