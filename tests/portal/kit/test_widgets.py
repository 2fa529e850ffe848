"""Widgets whose templates are ours say what Django's say."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting


class Choices(forms.Form):
    one = forms.ChoiceField(
        choices=[("", "---"), ("<1>", "Một & một"), ("Nhóm", [("x", "X"), (3, "Ba")])], initial=3
    )
    several = forms.MultipleChoiceField(choices=[(1, "a"), (2, "b"), (3, "c")], initial=[1, 3])
    unknown = forms.NullBooleanField()
    day = forms.DateField(widget=forms.SelectDateWidget(years=[2006, 2007]))


@pytest.mark.parametrize("name", Choices.base_fields)
def test_a_choice_is_written_as_django_writes_it(name):
    django, ours = (
        "".join(str(Choices(renderer=renderer)[name]).split())
        for renderer in (DjangoTemplates(), TemplatesSetting())
    )
    assert ours == django
