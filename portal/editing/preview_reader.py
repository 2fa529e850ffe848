"""Where a link leads somebody without an account: the text as it is now, and a place to answer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portal.editing.models import PreviewAnswer, PreviewLink, Verdict
from portal.editing.models.preview_links import MAX_ANSWERS
from portal.editing.preview import preview
from portal.kit.secret_links import keep_secret
from portal.kit.text.normalize import nfc

THANKS = "da-gui"
# Below the address of a link stand the files of its page.
FILES = "tep/"


class AnswerForm(forms.ModelForm[PreviewAnswer]):
    """Agreement or comments, in plain text."""

    verdict = forms.ChoiceField(
        label=_("Your answer"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    # People do not see it; what fills in every field is no person.
    website = forms.CharField(required=False, max_length=200)

    class Meta:
        model = PreviewAnswer
        fields = ["name", "verdict", "text", "number"]
        labels = {"name": _("Your name"), "text": _("Comments")}
        widgets = {"text": forms.Textarea(attrs={"rows": 6}), "number": forms.HiddenInput}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("name", "text"):
            cleaned[name] = nfc(cleaned.get(name, "")).strip()
        if cleaned.get("verdict") == Verdict.COMMENT and not cleaned["text"]:
            self.add_error("text", _("Write what you would change."))
        return cleaned

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number > self.instance.link.publication.revision_number:
            raise forms.ValidationError(_("Load the page again."))
        return number


@require_http_methods(["GET", "HEAD", "POST"])
def preview_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the text behind a link.

    404 where there never was such a link, 410 where it has ended.
    """
    link = PreviewLink.objects.with_token(token)
    if link is None or not link.is_open:
        return _closed(request, status=404 if link is None else 410)
    version = link.publication.revision_number
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        instance=PreviewAnswer(link=link),
        initial={"number": version},
        label_suffix="",
    )
    is_full = link.answers.count() >= MAX_ANSWERS
    if request.method == "POST" and not is_full and form.is_valid():
        if not form.cleaned_data["website"]:
            form.save()
        return keep_secret(HttpResponseRedirect(f"{request.path}?{THANKS}=1#y-kien"))
    context = {"form": form, "link": link, "is_full": is_full, "is_sent": THANKS in request.GET}
    context["typed"] = _typed(request)
    markup = render_to_string("portal/editing/preview_link.html", context, request=request)
    files_below = reverse("preview_link", args=[token]) + FILES
    return preview(link.publication, answer_form=markup, files_below=files_below)


def _closed(request: HttpRequest, *, status: int) -> HttpResponse:
    """Says that the link leads nowhere, and nothing of what was there; gives sent words back."""
    context = {"canonical_url": "", "code": status, "has_ended": status == 410}
    context["typed"] = _typed(request)
    return keep_secret(
        render(request, "portal/editing/preview_closed.html", context, status=status)
    )


def _typed(request: HttpRequest) -> str:
    """Return the words of an answer that was sent."""
    return request.POST.get("text", "").strip()
