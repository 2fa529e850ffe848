"""Figures are typed into forms as they are written here, and stay as they are untouched."""

from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory
from django.utils import translation

from portal.exchange.sheets.values import FigureField
from portal.publishing.models import Publication
from tests import builders


class Form(forms.Form):
    figure = FigureField(required=False, max_digits=15, decimal_places=3)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12.500", "12500"), ("1.234,5", "1234.5"), ("12500", "12500"), ("0,125", "0.125")],
)
def test_a_figure_is_read_as_people_here_write_it(typed, kept):
    form = Form({"figure": typed})
    assert form.is_valid()
    assert form.cleaned_data["figure"] == Decimal(kept)


@pytest.mark.parametrize("typed", ["2.5", "1,234.5", "nhiều"])
def test_what_may_be_another_figure_is_asked_about(typed):
    form = Form({"figure": typed})
    assert "không phải là số" in form.errors["figure"][0]
    assert f'value="{typed}"' in str(form["figure"])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("held", "shown"), [("1234.500", "1234,500"), ("12500", "12500"), ("-0.5", "-0,5")]
)
def test_an_untouched_figure_is_no_change(language, held, shown):
    with translation.override(language):
        page = str(Form(initial={"figure": Decimal(held)})["figure"])
        assert f'type="text" name="figure" value="{shown}"' in page
        assert not Form({"figure": shown}, initial={"figure": Decimal(held)}).has_changed()


@pytest.mark.django_db
def test_each_figure_of_a_page_and_of_its_rows_is_typed_so():
    request = RequestFactory().get("/admin/")
    request.user = builders.person("quantri", is_superuser=True)
    found = {}
    for model, its_admin in admin.site._registry.items():
        if not issubclass(model, Publication):
            continue
        made = [(model, its_admin.get_form(request, model()))]
        for inline in its_admin.get_inline_instances(request):
            made.append((inline.model, inline.get_formset(request).form))
        for its_model, form in made:
            for name, field in form.base_fields.items():
                if isinstance(field, forms.DecimalField):
                    found[f"{its_model._meta.label}.{name}"] = type(field)
    assert len(found) > 7
    assert set(found.values()) == {FigureField}
