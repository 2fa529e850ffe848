"""A clerk types plain text at the desk of an enterprise, up to what a page may have."""

import pytest
from django.core.exceptions import ValidationError

from enterprises.approval import page_form


def test_more_lines_than_any_page_has_are_refused_before_they_are_cleaned(monkeypatch):
    monkeypatch.setattr(page_form, "clean_html", pytest.fail)
    with pytest.raises(ValidationError, match="định dạng"):
        page_form.PlainTextField().clean("- a\n" * 60_001)
