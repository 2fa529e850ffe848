from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.exchange.sheets.values import day
from portal.kit.filters import DayField
from portal.kit.moments import BoundedDayField, day_after


@pytest.mark.parametrize("typed", ["01/02/2007", "01-02-2007", "01.02.2007", "2007-02-01"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_is_typed_alike_in_forms_filters_and_sheets(language, typed):
    with translation.override(language):
        read = [forms.DateField().clean(typed), DayField().clean(typed), day(typed)]
    assert read == [date(2007, 2, 1)] * 3


@pytest.mark.parametrize("typed", ["30/01/0207", "31/12/1899", "01/01/2201", "31/12/9999"])
def test_forms_and_sheets_refuse_the_same_years(typed):
    with pytest.raises(ValidationError):
        day(typed)
    with pytest.raises(ValidationError, match="từ năm 1900 đến năm 2200"):
        BoundedDayField().clean(typed)


def test_the_last_day_of_all_has_none_after_it():
    assert day_after(date(2007, 1, 31)) == date(2007, 2, 1)
    assert day_after(date.max) == date.max
