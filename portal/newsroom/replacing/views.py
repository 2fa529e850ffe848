"""The pages on which one wording is replaced by another all over the site."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import EDIT, staff
from portal.editing.compare import Difference, differences
from portal.kit.admin_pages import own_page_context
from portal.kit.text.numbers import parse_key
from portal.kit.text.sorting import sort_key
from portal.newsroom.bundles.collecting import may_collect
from portal.newsroom.replacing.applying import apply
from portal.newsroom.replacing.candidates import MAX_COUNTED, Question, count, question_for
from portal.newsroom.replacing.fields import Group
from portal.newsroom.replacing.proposing import Proposal, leaf
from portal.newsroom.replacing.wording import Wording
from portal.publishing.models import Bundle
from portal.publishing.models.kinds import public_kinds

AT_ONCE = 10
# Changed in one request where somebody does not look at each.
MAX_CHANGED = 100


def _kinds() -> list[tuple[str, str]]:
    """Return the kinds in the order of the alphabet, as one looks for them."""
    return sorted(public_kinds(), key=lambda kind: sort_key(kind[1]))


class ReplaceForm(forms.Form):
    """What to look for and where."""

    find = forms.CharField(
        label=_("Find"),
        max_length=120,
        help_text=_("Any kind of space matches any other; marks must be right."),
    )
    replace = forms.CharField(label=_("Replace by"), max_length=120)
    whole_words = forms.BooleanField(label=_("Whole words only"), required=False, initial=True)
    match_case = forms.BooleanField(label=_("Capitals as typed"), required=False, initial=True)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of pages"), choices=_kinds, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=_("Fields"), choices=Group, widget=forms.CheckboxSelectMultiple
    )

    def clean_find(self) -> str:
        text: str = self.cleaned_data["find"]
        if sum(letter.isalnum() for letter in text) < 2:
            raise ValidationError(_("Type at least two letters or digits."))
        return text

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("find") and typed.get("find") == typed.get("replace"):
            self.add_error("replace", _("That is the same wording."))
        return typed

    @property
    def wording(self) -> Wording:
        typed = self.cleaned_data
        return Wording(typed["find"], typed["replace"], typed["whole_words"], typed["match_case"])


@dataclass(frozen=True, slots=True)
class _Query:
    """What an address of these pages asks for."""

    question: Question
    after: int
    bundle: Bundle | None


def replace_view(request: HttpRequest) -> HttpResponse:
    """Return the form and the next pages as they would be; sent back, what was done to them."""
    user = staff(request)
    if not user.has_perm(EDIT):
        raise Http404
    groups = [group for group in Group.values if group != Group.QUOTES]
    usual = {"kinds": [kind for kind, _label in public_kinds()], "groups": groups}
    form = ReplaceForm(request.GET if "find" in request.GET else None, initial=usual)
    anchor = "thay-mot-cum-tu-tren-toan-trang"
    context = own_page_context(request, _("Find and replace"), handbook_anchor=anchor, form=form)
    if not form.is_valid():
        return TemplateResponse(request, "admin/newsroom/replacing/replace.html", context)
    typed = form.cleaned_data
    search = _Query(
        question_for(user, form.wording, typed["kinds"], typed["groups"]),
        _number(request.GET.get("after")),
        _bundle(request),
    )
    return (_done if request.method == "POST" else _show)(request, search, context)


def _show(request: HttpRequest, search: _Query, context: dict[str, object]) -> HttpResponse:
    shown = leaf(search.question, by=staff(request), after=search.after, size=AT_ONCE)
    context |= {
        "bundle": search.bundle,
        "rows": [(each, _differences(each)) for each in shown.proposals],
        "open": [each for each in shown.proposals if each.is_open],
        "following": shown.following,
        "skip": _address(request, after=shown.following, bundle=search.bundle),
        "number": count(search.question),
        "most": MAX_COUNTED,
        "most_changed": MAX_CHANGED,
    }
    return TemplateResponse(request, "admin/newsroom/replacing/replace.html", context)


def _done(request: HttpRequest, search: _Query, context: dict[str, object]) -> HttpResponse:
    """Change the chosen pages, or without a look at each the next hundred; tell how to go on."""
    user = staff(request)
    left_alone: list[tuple[str, str]] = []
    if "_all" in request.POST:
        found = leaf(search.question, by=user, after=search.after, size=MAX_CHANGED)
        following = found.following
        unseen = [p for p in found.proposals if p.is_open and not p.cost]
        chosen = [(p.page.pk, p.page.revision_number) for p in unseen]
        left_alone = [(str(p.page), _why(p)) for p in found.proposals if p not in unseen]
    else:
        following = _number(request.POST.get("following")) or None
        chosen = [_pair(each) for each in request.POST.getlist("page")[:AT_ONCE]]
    report = apply(search.question, chosen, by=user, bundle=search.bundle)
    report.failed += left_alone
    go_on = _address(request, after=following, bundle=report.bundle)
    context |= {"report": report, "go_on": go_on}
    return TemplateResponse(request, "admin/newsroom/replacing/done.html", context)


def _why(proposal: Proposal) -> str:
    """Return why a page is left alone where nobody looks at each."""
    if proposal.refusal:
        return proposal.refusal
    return f"{proposal.cost} {_('Tick it by itself to change it all the same.')}"


def _differences(proposal: Proposal) -> list[Difference]:
    return differences(proposal.page, proposal.old, proposal.replacement.data)


def _number(text: str | None) -> int:
    """Return a key out of an address; 0 where there is none."""
    return parse_key(text or "") or 0


def _pair(text: str) -> tuple[int, int]:
    """Return a page's key with the version that was seen of it, as a box of the list sends them."""
    key, _colon, version = text.partition(":")
    return _number(key), _number(version)


def _bundle(request: HttpRequest) -> Bundle | None:
    """Return the bundle that the changes so far are in, as long as it is open to this person."""
    bundle = Bundle.objects.filter(pk=_number(request.GET.get("bundle"))).first()
    return bundle if bundle is not None and may_collect(staff(request), bundle) else None


def _address(request: HttpRequest, *, after: int | None, bundle: Bundle | None) -> str:
    """Return the address of the next pages of the same question; nothing where there are none."""
    if after is None:
        return ""
    query = request.GET.copy()
    query["after"] = str(after)
    if bundle is not None:
        query["bundle"] = str(bundle.pk)
    return f"?{query.urlencode()}"
