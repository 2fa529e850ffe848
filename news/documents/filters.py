"""The filter of the list of documents."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django import forms
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.documents.effect import Effect
from news.documents.models import DocumentKind, OfficialDocument
from news.documents.numbers import looks_like_number, number_key
from portal.kit.filters import (
    ALL,
    MAX_CHOICES,
    Choice,
    ListFilter,
    Lookup,
    WordsField,
    oldest_and_newest,
    years_between,
)
from portal.kit.postgres.prepared import Prepared
from portal.kit.sorted_names import in_order
from portal.organisations.models import Organisation
from portal.publishing.lookup import with_words
from portal.publishing.models import PublicationQuerySet, Topic

type Documents = PublicationQuerySet[OfficialDocument]

# The newest first, as they were issued; an index gives the order.
ORDER = ("-issued_on", "-publication_ptr")
# Of a number's beginning the list shows so many, and as many with the very number: no anchor leads
# into an order by nearness. Who wants another one types more of its number.
MAX_NUMBERED = 200


class DocumentFilter(ListFilter[Documents]):
    """Number or words, kind, issuer, topic, year of issue and the state today."""

    q = WordsField(label=_("Number or words"))
    loai = forms.ChoiceField(label=_("Kind of document"), required=False)
    co_quan = forms.ChoiceField(label=_("Issued by"), required=False)
    chu_de = forms.ChoiceField(label=_("Topic"), required=False)
    nam = forms.ChoiceField(label=_("Year"), required=False)
    hieu_luc = forms.ChoiceField(
        label=_("State today"), required=False, choices=[ALL, *Effect.choices]
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        now = timezone.now()
        self.offer("loai", [(str(kind.pk), kind.name) for kind in in_order(_kinds(at=now))])
        self.offer("co_quan", [(str(issuer.pk), issuer.name) for issuer in _issuers(at=now)])
        self.offer("chu_de", [(topic.slug, topic.name) for topic in _topics(at=now)])
        self.offer("nam", years_between(document.issued_on for document in _ends(at=now)))

    def offer(self, name: str, choices: Iterable[Choice]) -> None:
        super().offer(name, choices)
        wrong = _("There is nothing of this kind; choose one.")
        self.fields[name].error_messages["invalid_choice"] = wrong

    def lookups(self) -> Mapping[str, Lookup]:
        return {
            "loai": "document_kind",
            "co_quan": "issuer",
            "chu_de": "topics__slug",
            "nam": "issued_on__year",
            "hieu_luc": "effect",
        }

    def narrowed(self, rows: Documents) -> Documents:
        """Return the documents that fit; they have to come with their state.

        What begins like a number is one, where any document has it; else it is words.
        """
        rows, typed = super().narrowed(rows).order_by(*ORDER), self.active.get("q", "")
        if looks_like_number(typed):
            key = number_key(typed)
            numbered = rows.filter(number_key__startswith=key)
            if numbered.exists():
                return self.by_number(numbered, key)
        return with_words(rows, typed)

    def by_number(self, numbered: Documents, key: str) -> Documents:
        """Return those whose number begins with the key as they are to be listed."""
        return numbered


class NearestFilter(DocumentFilter):
    """The filter of the page, which shows the very number first; files have no such order."""

    def by_number(self, numbered: Documents, key: str) -> Documents:
        exact = Q(number_key=key) | Q(number_key__startswith=f"{key} ")
        first, others = (
            found.values("pk")[:MAX_NUMBERED] for found in (numbered.filter(exact), numbered)
        )
        # One list of keys: with two of them PostgreSQL would go through all that begin so.
        shown = numbered.filter(pk__in=first.union(others))
        nearness = Case(When(exact, then=Value(0)), default=Value(1))
        return shown.order_by(nearness, *ORDER)


def _some(at: datetime, **which: object) -> Exists:
    """Return whether there is a public document of which this holds."""
    return Exists(OfficialDocument.objects.public(at).filter(**which))


def _kinds_in_use(at: datetime) -> QuerySet[DocumentKind]:
    return DocumentKind.objects.filter(_some(at, document_kind=OuterRef("pk")))[:MAX_CHOICES]


def _issuers_in_use(at: datetime) -> QuerySet[Organisation]:
    return Organisation.objects.filter(_some(at, issuer=OuterRef("pk")))[:MAX_CHOICES]


def _topics_in_use(at: datetime) -> QuerySet[Topic]:
    return Topic.objects.filter(_some(at, topics=OuterRef("pk")))[:MAX_CHOICES]


_kinds = Prepared(_kinds_in_use, at=datetime)
_issuers = Prepared(_issuers_in_use, at=datetime)
_topics = Prepared(_topics_in_use, at=datetime)


def _first_and_last(at: datetime) -> Documents:
    return oldest_and_newest(OfficialDocument.objects.public(at), "issued_on")


_ends = Prepared(_first_and_last, at=datetime)
