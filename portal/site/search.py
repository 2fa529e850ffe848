"""The search page: everything public, by words, kind and date of publication."""

import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.kit.filters import DayField
from portal.kit.places import Place
from portal.pagecache.clock import stamp_outside_transactions
from portal.pagecache.fragments import Typed
from portal.participation.publicforms.limits import place_of
from portal.publishing.languages import ENGLISH
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kinds, public_kinds
from portal.publishing.models.searched import Beside
from portal.publishing.paging import page_number
from portal.search import unfound
from portal.search.candidates import times_stopped
from portal.search.found_places import FoundPlaces, with_places
from portal.search.kept import Kept
from portal.search.places import nearest_shelves
from portal.search.query import MAX_CHARACTERS, MAX_WORDS
from portal.search.search import Hit, Results
from portal.search.search import search as find
from portal.search.suggest import suggestions
from portal.site.card_facts import CardFacts
from portal.site.facet_links import facet_links


class SearchForm(forms.Form):
    """The search form: words, a kind, and the days of publication."""

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": MAX_CHARACTERS, "autocomplete": "off"}
        ),
    )
    loai = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: [("", _("Everything")), *public_kinds()],
        error_messages={"invalid_choice": _("There is no such kind of page; choose one.")},
    )
    tu = DayField(label=_("Published from"))
    den = DayField(label=_("Published until"))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        if get_language() == ENGLISH:  # there all is of one kind
            del self.fields["loai"]

    def narrows(self) -> bool:
        """Return whether kind or days leave something out, or were meant to."""
        return any(self.data.get(name) for name in ("loai", "tu", "den"))

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if since and until and since > until:
            self.add_error("den", ValidationError(_("This day is before the first one.")))
        return self.cleaned_data


def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, or what is wrong with the question; nothing typed is lost."""
    number = page_number(request)
    # Before anything is read that a kept part may say.
    stamp = stamp_outside_transactions()
    form = SearchForm(request.GET)
    answer = _answer(form, number) if form.is_valid() else EMPTY_ANSWER
    results, places = answer.results, answer.places
    is_answered = places is not None and places.is_answer
    is_cut_to_nothing = answer.is_cut and results is not None and not results.total
    # What time did not suffice for is perhaps there after all.
    is_noted = not (is_answered or is_cut_to_nothing) and _note_if_unfound(request, form, results)
    if number > 1 and not (results and results.hits):
        raise Http404
    labels = {} if get_language() == ENGLISH else dict(public_kinds())
    # What the answer hangs on: its links take along whatever else stands in the address.
    question = Typed(request.GET.urlencode()) if results else None
    context = {
        "form": form,
        # The filters as everybody finds them; None is kept for nobody.
        "is_plain": (form.is_valid() and not form.narrows()) or None,
        "generation": stamp and stamp.number,
        # What shows an answer goes with it.
        "answered_at": answer.made_at,
        "question": question,
        "kept_page": question,
        "results": results,
        "places": places,
        # Called where the parts that show them are not kept.
        "found": partial(_with_facts, results.hits if results else [], labels),
        "typed": form["q"].value() or "",
        "shelves": answer.shelves,
        "facets": partial(facet_links, request.GET, results.facets, labels) if results else [],
        "exact": results is None or results.facets.exact,
        "max_words": MAX_WORDS,
        "max_characters": MAX_CHARACTERS,
    }
    response = render(request, "portal/search/page.html", context)
    if is_noted or is_cut_to_nothing:  # Each reader who does not find it counts, or tries again.
        response["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page of the search shows: pages, places beside them, and else where to go on."""

    results: Results | None = None
    places: FoundPlaces | None = None
    shelves: list[Place] = field(default_factory=list)
    # Whether time ran out for a part of it: all of it may be found the next time.
    is_cut: bool = False
    made_at: float = field(default_factory=time.time)


EMPTY_ANSWER: Final = Answer()
# Of what no page answers each asker is counted, so no cache of pages has it; and that is what
# everybody asks in the first hours of a storm.
_answers: Final = Kept[Answer](most=100)


def _answer(form: SearchForm, number: int) -> Answer:
    """Return the answer to a valid form; of the same question it is worked out once."""
    cleaned = form.cleaned_data
    if not cleaned["q"]:
        return EMPTY_ANSWER
    key = (get_language(), form.narrows(), number, *cleaned.items())
    return _answers.get(key, lambda: _find(form, number), is_brief=lambda found: found.is_cut)


def _find(form: SearchForm, number: int) -> Answer:
    cleaned, stopped = form.cleaned_data, times_stopped()
    results = find(
        cleaned["q"],
        kind=cleaned.get("loai") or None,
        since=cleaned["tu"],
        until=cleaned["den"],
        page=number,
        language=ENGLISH if get_language() == ENGLISH else None,
    )
    places = None
    if number == 1 and not form.narrows():
        results, places = with_places(results)
    is_cut = times_stopped() != stopped
    return Answer(results, places, _ways_on(results, places), is_cut)


def _ways_on(results: Results, places: FoundPlaces | None) -> list[Place]:
    """Return sections and topics to go on with where nothing was found."""
    if not results.query or results.total or (places and places.best):
        return []
    return nearest_shelves(results.query)


@dataclass(frozen=True, slots=True)
class About:
    """What a hit shows below its title, but for its words: the same whatever was asked."""

    page: Publication
    kind: str
    facts: CardFacts

    @property
    def beside(self) -> Beside:
        return self.facts.of(self.page)


def _with_facts(hits: list[Hit], labels: dict[str, str]) -> list[tuple[Hit, About]]:
    """Return each hit with what it is, which the database is asked where no kept part says it."""
    pages = [hit.publication for hit in hits]
    facts = CardFacts(pages)
    return [
        (hit, About(page, labels.get(page.kind, ""), facts))
        for hit, page in zip(hits, pages, strict=True)
    ]


def _note_if_unfound(request: HttpRequest, form: SearchForm, results: Results | None) -> bool:
    """Tell the newsroom what no page answers, and return whether that was so.

    What a filter shut out is there after all.
    """
    if results is None or request.method != "GET" or results.picked or results.in_files:
        return False
    if not results.complete and not results.answer:
        return False
    if get_language() == ENGLISH:  # what is not translated is no gap that readers fell into
        return False
    # Found only with other marks, it may be other words altogether: “tình” is not “tỉnh”.
    if results.total and not (results.without_marks or results.answer):
        return False
    if form.narrows():
        return False
    unfound.record(results.typed, asker=place_of(request), answer=results.answer)
    return True


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """Show suggestions as JSON, each with its address; cached for a minute."""
    language = "en" if get_language() == "en" else None
    search = reverse("search")
    rows = [
        {
            "text": line.text,
            "kind": str(kinds()[line.kind]._meta.verbose_name) if line.kind else "",
            "path": line.path or f"{search}?{urlencode({'q': line.words})}",
        }
        for line in suggestions(request.GET.get("q", ""), language=language)
    ]
    return JsonResponse({"rows": rows}, json_dumps_params={"ensure_ascii": False})
