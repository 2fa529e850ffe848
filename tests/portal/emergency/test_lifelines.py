"""What works on a storm night stands on the light page with its hour, and no longer than a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.emergency.alerts import next_end_of_status
from portal.emergency.models import STATUS_HOLDS, Lifeline
from tests import builders
from tests.portal.site.test_pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def phones():
    Lifeline.objects.all().delete()
    return Lifeline.objects.create(
        name="Điện thoại di động", place="Xã Vinh Lộc", advice="Nhắn tin thay cho gọi."
    )


def test_a_new_site_says_what_to_do_without(client):
    names = [each.text.strip() for each in read(client, "/khan-cap/").select(".lifeline h3")]
    assert "Điện" in names
    assert "Không gọi được cho ai" in names
    assert "Chưa biết lúc này mạng nào dùng được" in read(client, "/khan-cap/").text


def test_a_status_stands_with_its_hour(client, phones):
    assert "Xã Vinh Lộc" not in read(client, "/khan-cap/").text
    phones.status = "partly"
    phones.save()
    page = read(client, "/khan-cap/")
    at = timezone.localtime(phones.status_at).strftime("%d/%m/%Y %H:%M")
    text = " ".join(page.select_one(".lifeline-partly").text.split())
    assert text == f"Lúc được, lúc không · Xã Vinh Lộc · lúc {at}"
    assert "Chưa biết lúc này" not in page.text


def test_a_status_of_yesterday_is_not_shown(client, phones):
    phones.status = "works"
    phones.save()
    assert next_end_of_status(timezone.now()) == phones.status_at + STATUS_HOLDS
    Lifeline.objects.update(status_at=timezone.now() - STATUS_HOLDS - timedelta(minutes=1))
    assert read(client, "/khan-cap/").select_one(".lifeline-works") is None
    assert next_end_of_status(timezone.now()) is None


@pytest.mark.parametrize(
    ("typed", "is_said_anew"),
    [
        ({"advice": "Nhắn tin."}, False),
        ({"position": "3"}, False),
        ({"place": "Xã Phú Lộc"}, True),
        ({"status": "down", "advice": "Nhắn tin."}, True),
        ({}, True),
    ],
)
def test_a_status_that_nobody_looked_at_keeps_its_hour(client, phones, typed, is_said_anew):
    before = timezone.now() - timedelta(hours=14)
    Lifeline.objects.update(status="works", status_at=before)
    client.force_login(builders.editor())
    names = ("name", "place", "advice", "name_en", "advice_en", "position")
    form = {name: getattr(phones, name) for name in names} | {"status": "works"} | typed
    client.post(f"/admin/portal/lifeline/{phones.pk}/change/", form)
    phones.refresh_from_db()
    assert (phones.status_at != before) is is_said_anew
    assert {name: str(getattr(phones, name)) for name in typed} == typed
    assert AuditEntry.objects.filter(subject_label="emergency.lifeline").count() == 1


def test_visitors_read_it_in_english(client, phones):
    page = read(client, "/en/khan-cap/")
    assert page.html["lang"] == "en"
    assert page.select_one(".lifeline h3")["lang"] == "vi"
    phones.name_en, phones.advice_en = "Mobile phones", "Send text messages."
    phones.save()
    text = read(client, "/en/khan-cap/").select_one(".lifeline").text
    assert "Mobile phones" in text
    assert "Send text messages." in text
    assert "Nhắn tin" not in text
