"""By what readers narrow the directory down: all of it in the address, none of it needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.association.models import Membership
from enterprises.directory.models import (
    FACET_OF_MEMBERS,
    facet_of_locality,
    facet_of_sector,
    facet_of_size,
)
from enterprises.profiles.models import Enterprise, EnterpriseSize, Locality, LocalityLevel, Sector
from portal.kit.text.sorting import INITIALS, span_of
from portal.publishing.lookup import with_words
from portal.publishing.models import PublicationQuerySet

# Nobody reads a longer list to choose from.
MAX_ROWS = 100
ALL = ("", _("all"))
type Choice = tuple[str, str | StrPromise]
type Enterprises = PublicationQuerySet[Enterprise]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A condition in words, and the query of the same list without it."""

    label: str | StrPromise
    value: str | StrPromise
    without: str


class DirectoryFilter(forms.Form):
    """Words, sector, locality, size, members of the association, and the letter."""

    q = forms.CharField(label=_("Words in the profile"), required=False, max_length=100)
    linh_vuc = forms.ChoiceField(label=_("Sector"), required=False)
    dia_ban = forms.ChoiceField(label=_("Locality"), required=False)
    quy_mo = forms.ChoiceField(
        label=_("Size"), required=False, choices=[ALL, *EnterpriseSize.choices]
    )
    hoi_vien = forms.ChoiceField(
        label=_("Informatics association"),
        required=False,
        choices=[ALL, ("1", _("members only"))],
    )
    chu = forms.ChoiceField(
        label=_("First letter"),
        required=False,
        choices=[("", ""), *((initial, initial) for initial in INITIALS)],
        widget=forms.HiddenInput,
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.query = query
        self._sectors = {sector.slug: sector for sector in Sector.objects.all()[:MAX_ROWS]}
        self._localities = {unit.slug: unit for unit in _units(query.get("dia-ban", ""))}
        # As lists: a function would be asked again each time that the field looks at its choices.
        self._offer("linh_vuc", [(slug, each.name) for slug, each in self._sectors.items()])
        self._offer("dia_ban", [(slug, str(unit)) for slug, unit in self._localities.items()])

    def add_prefix(self, field_name: str) -> str:
        """Addresses divide words by a dash, Python by an underscore."""
        return field_name.replace("_", "-")

    def _offer(self, name: str, choices: list[Choice]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [ALL, *choices]

    def narrowed(self, enterprises: Enterprises) -> Enterprises:
        """Those that fit, by name; what was written wrongly narrows nothing and says so."""
        ways: dict[str, Callable[[Any], Q]] = {
            "linh_vuc": lambda slug: _with_facet(facet_of_sector(self._sectors[slug].pk)),
            "dia_ban": lambda slug: _with_facet(facet_of_locality(self._localities[slug].pk)),
            "quy_mo": lambda size: _with_facet(facet_of_size(size)),
            "hoi_vien": lambda _yes: _members_today(),
            "chu": _under_initial,
        }
        rows = enterprises.filter(entry__isnull=False)
        asked = self._asked()
        for name, way in ways.items():
            if name in asked:
                rows = rows.filter(way(asked[name]))
        rows = with_words(rows, asked.get("q", ""), within="entry__words")
        return rows.order_by("entry__sort_key", "entry__enterprise")

    @property
    def initial_asked(self) -> str:
        """The letter that was chosen, if one was."""
        return str(self._asked().get("chu", ""))

    @property
    def initials(self) -> list[tuple[str, str]]:
        """Each letter of the alphabet with the query that chooses it beside all else."""
        return [(initial, self._query_with(chu=initial)) for initial in INITIALS]

    @property
    def without_initial(self) -> str:
        return self._query_with(chu="")

    @property
    def chosen(self) -> list[Chosen]:
        """What narrows the list, in words, each with the way to take it off."""
        return [
            Chosen(
                cast("str", self.fields[name].label),
                self._in_words(name, value),
                self._query_with(**{name: ""}),
            )
            for name, value in self._asked().items()
        ]

    @property
    def has_conditions(self) -> bool:
        """Whether something was chosen from the lists, or wrongly: then they stand open."""
        chosen = {name for name in (*self._asked(), *self.errors) if name not in ("q", "chu")}
        return bool(chosen)

    @property
    def data_query(self) -> str:
        """What was rightly asked for, as the query of an address; nothing where nothing was."""
        return self._query_with().removesuffix("?")

    def _asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def _in_words(self, name: str, value: str) -> str:
        field = self.fields[name]
        choices: dict[Any, Any] = dict(field.choices) if hasattr(field, "choices") else {}
        return cast("str", choices.get(value, value))

    def _query_with(self, **changes: str) -> str:
        query = QueryDict(mutable=True)
        for name, value in (self._asked() | changes).items():
            if value:
                query[self.add_prefix(name)] = value
        return f"?{query.urlencode()}" if query else "?"


def _units(asked: str) -> list[Locality]:
    """The units of today, the larger first, and the asked one though it exists no longer."""
    rows = Locality.objects.on(timezone.localdate()) | Locality.objects.filter(slug=asked)
    levels = list(LocalityLevel)
    return sorted(
        rows[: MAX_ROWS + 1],
        key=lambda unit: (levels.index(LocalityLevel(unit.level)), unit.sort_key),
    )


def _with_facet(facet: str) -> Q:
    return Q(entry__facets__contains=[facet])


def _members_today() -> Q:
    today = Membership.objects.on(timezone.localdate()).filter(enterprise=OuterRef("pk"))
    # Inside a function it is asked of each row that is come by; as a join it would be sorted whole.
    return _with_facet(FACET_OF_MEMBERS) & Q(Coalesce(Exists(today), Value(False)))


def _under_initial(initial: str) -> Q:
    first, behind = span_of(initial)
    return Q(entry__sort_key__gte=first, entry__sort_key__lt=behind)
