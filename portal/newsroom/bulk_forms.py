"""What a job for many pages needs to know before it is tried out."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import limits_of
from portal.newsroom.bulk_jobs import Action, BulkJob
from portal.publishing.models import Section, Topic
from portal.text.normalize import nfc
from portal.text.slugs import slugify

SUGGESTED = 100


class WordForm(forms.Form):
    """Why pages are withdrawn or binned."""

    word = forms.CharField(label=_("Why"), max_length=500)


class TopicForm(forms.Form):
    """The topic that pages get, by its name; some names are suggested while it is typed."""

    topic = forms.CharField(
        label=_("Name of the topic"),
        max_length=100,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
    )

    def clean_topic(self) -> Topic:
        name = nfc(self.cleaned_data["topic"]).strip()
        # The address word tells no capitals from small letters, nor marks from none.
        found = Topic.objects.filter(Q(name=name) | Q(slug=slugify(name)))
        topic = sorted(found, key=lambda topic: topic.name != name)[0] if found else None
        if topic is None:
            raise forms.ValidationError(
                _("There is no topic of this name; see the list of topics.")
            )
        return topic

    @property
    def suggestions(self) -> list[str]:
        return list(Topic.objects.values_list("name", flat=True)[:SUGGESTED])


class SectionForm(forms.Form):
    """The section that pages move to: of their kind, and one that the person works in."""

    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none())


def form_of(job: BulkJob, user: User, data: Any = None) -> forms.Form:
    """The form that asks what this job lacks."""
    if job.action == Action.TOPIC:
        return TopicForm(data)
    if job.action != Action.SECTION:
        return WordForm(data)
    form = SectionForm(data)
    sections = Section.objects.of_kind(job.kind)
    if limits := limits_of(user):
        sections = sections.filter(pk__in=limits)
    form.fields["section"].queryset = sections  # type: ignore[attr-defined]  # a choice of rows
    return form
