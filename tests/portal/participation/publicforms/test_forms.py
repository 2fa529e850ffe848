"""A public form refuses machines, and gives people back what they typed."""

from datetime import timedelta
from threading import BoundedSemaphore
from unicodedata import normalize

import pytest
from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils import timezone

from portal.participation.publicforms import stamps
from portal.participation.publicforms.forms import TOO_FAST, TOO_OLD, TRAPPED, PublicForm
from portal.participation.publicforms.limits import too_many_requests


class Note(PublicForm):
    PURPOSE = "thu"
    text = forms.CharField()


def sent(age=timedelta(minutes=1), **fields):
    """A form as it comes, handed out so long ago."""
    data = QueryDict(mutable=True)
    data.update({"text": "Xin chào", "stamp": stamp(age)} | fields)
    return Note(data)


def stamp(age, purpose="thu"):
    at = (timezone.now() - age).timestamp()
    return signing.dumps({"key": "ab" * 16, "at": at}, salt=stamps._salt(purpose))


def test_what_a_person_sends_goes_through_and_keeps_its_key():
    form = sent()
    assert form.is_valid()
    # The same form with the same words has the same key; with other words it is another.
    again, other = sent(), sent(text="Lời khác")
    assert again.is_valid()
    assert other.is_valid()
    assert again.key == form.key != other.key


class LongNote(PublicForm):
    PURPOSE = "thu"
    text = forms.CharField(max_length=5, widget=forms.Textarea)


def test_the_end_of_a_line_is_one_sign_of_those_that_a_text_may_have():
    data = QueryDict(mutable=True)
    data.update({"text": "a\r\nb\r\nc", "stamp": stamp(timedelta(minutes=1))})
    form = LongNote(data)
    assert form.is_valid()
    assert form.cleaned_data["text"] == "a\nb\nc"


def test_what_fills_in_every_field_is_told_so():
    form = sent(website="http://mua-ngay.example")
    assert form.non_field_errors() == [TRAPPED]


def test_what_comes_too_fast_waits_for_the_rest_of_its_time_and_goes_through(monkeypatch):
    waited = []
    monkeypatch.setattr(stamps.time, "sleep", waited.append)
    assert sent(timedelta(seconds=1)).is_valid()
    [seconds] = waited
    assert 1 < seconds <= 2
    assert sent().is_valid()
    assert len(waited) == 1


def test_a_form_of_a_clock_that_was_ahead_waits_no_longer_than_any(monkeypatch):
    waited = []
    monkeypatch.setattr(stamps.time, "sleep", waited.append)
    assert sent(-timedelta(minutes=55)).is_valid()
    assert waited == [3]


def test_where_many_wait_already_it_is_asked_for_again(monkeypatch):
    monkeypatch.setattr(stamps, "_places", BoundedSemaphore(1))
    with stamps._places:
        form = sent(timedelta(seconds=1))
        assert form.non_field_errors() == [TOO_FAST]


def test_what_has_other_errors_comes_back_at_once(monkeypatch):
    monkeypatch.setattr(stamps.time, "sleep", pytest.fail)
    form = sent(timedelta(seconds=1), text="")
    assert not form.is_valid()
    assert form.non_field_errors() == []


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "khong-phai",
        stamp(timedelta(days=2)),
        stamp(timedelta(minutes=1), purpose="khac"),
        signing.dumps("la", salt=stamps._salt("thu")),
        signing.dumps({"key": "la", "at": 1}, salt=stamps._salt("thu")),
    ],
    ids=["none", "forged", "old", "of another form", "of no form", "no key"],
)
def test_a_mark_that_is_no_good_is_replaced_and_nothing_is_lost(mark):
    form = sent(stamp=mark)
    assert form.non_field_errors() == [TOO_OLD]
    assert form["text"].value() == "Xin chào"
    assert stamps.read_stamp(form["stamp"].value(), "thu") is not None


def test_signs_that_nobody_sees_are_no_words():
    form = sent(text=" \u200b\u2060")
    assert form.errors == {"text": [Note.base_fields["text"].error_messages["required"]]}
    seen = sent(text="Chữ\u200bđọc")
    assert seen.is_valid()
    assert seen.cleaned_data["text"] == "Chữ\u200bđọc"


def test_letters_are_kept_in_one_form():
    form = sent(text=normalize("NFD", "  Huế "))
    assert form.is_valid()
    assert form.cleaned_data["text"] == "Huế"


def test_too_many_gets_the_page_again_with_what_was_typed(rf):
    form = sent()
    assert form.is_valid()
    answer = too_many_requests(
        rf.get("/"), "components/public_form.html", form, timedelta(minutes=5), send="Gửi"
    )
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    page = answer.text
    assert 'value="Xin chào"' in page
    assert 'role="alert"' in page
