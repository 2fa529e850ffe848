"""Widgets whose templates are ours say what Django's say."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.utils.safestring import mark_safe

from tests.markup import squeezed

_ATTRS = {"title": '"Một" & <hai>', "data-n": 1, "data-none": None, "hidden": True, "lang": False}
_ATTRS |= {"data-safe": mark_safe("a&amp;b"), "class": "rộng"}


class Choices(forms.Form):
    one = forms.ChoiceField(
        choices=[("", "---"), ("<1>", "Một & <một>"), ("Nhóm", [("x", "X"), (3, "Ba")])],
        initial=3,
        widget=forms.Select(attrs=_ATTRS),
    )
    several = forms.MultipleChoiceField(choices=[(1, "a"), (2, "b"), (3, "c")], initial=[1, 3])
    unknown = forms.NullBooleanField()
    day = forms.DateField(widget=forms.SelectDateWidget(years=[2006, 2007]))


@pytest.mark.parametrize("name", Choices.base_fields)
def test_a_field_is_written_as_django_writes_it(name):
    django, ours = (
        squeezed(str(Choices(renderer=renderer)[name]))
        for renderer in (DjangoTemplates(), TemplatesSetting())
    )
    assert ours == django
    assert "\n>" not in str(Choices(renderer=TemplatesSetting())[name])
