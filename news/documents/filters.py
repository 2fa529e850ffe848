"""The filter of the list of documents."""

from collections.abc import Iterable

from django import forms
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from news.documents.effect import Effect
from news.documents.models import DocumentKind, OfficialDocument
from news.documents.numbers import looks_like_number, number_key
from portal.kit.filters import ALL, MAX_CHOICES, Choice, ListFilter, WordsField
from portal.organisations.models import Organisation
from portal.publishing.lookup import with_words
from portal.publishing.models import PublicationQuerySet, Topic

type Documents = PublicationQuerySet[OfficialDocument]

# The newest first, as they were issued; an index gives the order.
ORDER = ("-issued_on", "-publication_ptr")


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
        self._documents = OfficialDocument.objects.public()
        issuers = Organisation.objects.filter(self._some(issuer=OuterRef("pk")))
        topics = Topic.objects.filter(self._some(topics=OuterRef("pk")))
        kinds = DocumentKind.objects.filter(self._some(document_kind=OuterRef("pk")))
        self.offer("loai", [(str(kind.pk), kind.name) for kind in kinds[:MAX_CHOICES]])
        self.offer("co_quan", [(str(issuer.pk), issuer.name) for issuer in issuers[:MAX_CHOICES]])
        self.offer("chu_de", [(topic.slug, topic.name) for topic in topics[:MAX_CHOICES]])
        self.offer("nam", [(str(year), str(year)) for year in self._years()])

    def _some(self, **which: object) -> Exists:
        return Exists(self._documents.filter(**which))

    def _years(self) -> list[int]:
        """Return the years from the newest document back to the oldest."""
        days = self._documents.order_by().values_list("issued_on", flat=True)
        oldest = days.order_by("issued_on")[:1]
        ends = [day.year for day in oldest.union(days.order_by("-issued_on")[:1])]
        return list(range(max(ends), min(ends) - 1, -1)) if ends else []

    def offer(self, name: str, choices: Iterable[Choice]) -> None:
        super().offer(name, choices)
        wrong = _("There is nothing of this kind; choose one.")
        self.fields[name].error_messages["invalid_choice"] = wrong

    def lookups(self) -> dict[str, str]:
        return {
            "loai": "document_kind",
            "co_quan": "issuer",
            "chu_de": "topics__slug",
            "nam": "issued_on__year",
            "hieu_luc": "effect",
        }

    def narrowed(self, rows: Documents) -> Documents:
        """Return the documents that fit; they have to come with their state."""
        return _by_words(super().narrowed(rows).order_by(*ORDER), self.active.get("q", ""))


def _by_words(rows: Documents, typed: str) -> Documents:
    """Return those with the number, the very number first; else those with the words."""
    if not typed:
        return rows
    key = number_key(typed)
    if looks_like_number(typed):
        numbered = rows.filter(number_key__startswith=key)
        if numbered.exists():
            exact = Q(number_key=key) | Q(number_key__startswith=f"{key} ")
            nearness = Case(When(exact, then=Value(0)), default=Value(1))
            return numbered.order_by(nearness, *ORDER)
    return with_words(rows, typed)
