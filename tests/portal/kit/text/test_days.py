from datetime import date

import pytest
from django import forms
from django.utils import translation

from portal.exchange.sheets.values import day
from portal.kit.filters import DayField


@pytest.mark.parametrize("typed", ["01/02/2007", "01-02-2007", "01.02.2007", "2007-02-01"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_is_typed_alike_in_forms_filters_and_sheets(language, typed):
    with translation.override(language):
        read = [forms.DateField().clean(typed), DayField().clean(typed), day(typed)]
    assert read == [date(2007, 2, 1)] * 3
