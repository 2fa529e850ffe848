"""What names people goes when it has served; what they said and let be shown stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.kit.personal_data import erase
from portal.participation.consultations import services
from portal.participation.consultations.models import ConsultationComment
from portal.participation.consultations.personal import erase_completely
from portal.participation.consultations.tasks import erase_old_senders
from portal.participation.consultations.tracking import sent_address
from tests import builders as site
from tests.filling import fill
from tests.portal.participation.consultations import builders

pytestmark = pytest.mark.django_db
NAMED = {"name": "Lê Thị Tỏ", "organisation": "Hội A", "name_is_shown": True}


def long_ago(days):
    today = timezone.localdate()
    return {"opens_on": today - timedelta(days=days + 9), "closes_on": today - timedelta(days=days)}


def test_long_after_the_close_addresses_and_hidden_names_are_erased(settings):
    settings.CONSULTATION_KEPT_DAYS = 100
    page = builders.closed(**long_ago(101))
    hidden, named = builders.shown(page, "Ý kiến một"), builders.shown(page, "Ý kiến hai", **NAMED)
    refused, waiting = builders.refused(page, name="Kẻ Xấu"), builders.comment(page, **NAMED)
    recent = builders.comment(builders.closed("Mới", **long_ago(100)))
    assert erase_old_senders.func() == 4
    for comment in (hidden, named, refused, waiting, recent):
        comment.refresh_from_db()
    assert (hidden.name, hidden.email, hidden.text) == ("", "", "Ý kiến một")
    assert (named.shown_name, named.email) == ("Lê Thị Tỏ, Hội A", "")
    assert (refused.name, refused.text, refused.reason) == ("", "", "Là quảng cáo.")
    assert (waiting.name, waiting.email, waiting.state) == ("", "", "waiting")
    assert recent.email == "gop@dan.example"
    assert erase_old_senders.func() == 0


def test_what_is_refused_after_its_sender_was_erased_goes_as_well():
    comment = builders.comment(builders.closed(**long_ago(400)))
    erase_old_senders.func()
    comment.refresh_from_db()
    comment.state, comment.reason = "refused", "Là quảng cáo."
    services.save_decision(comment, by=site.publisher())
    erase_old_senders.func()
    comment.refresh_from_db()
    assert (comment.text, comment.reason) == ("", "Là quảng cáo.")


def test_a_name_that_was_shown_goes_where_the_comment_is_refused_later():
    comment = builders.shown(builders.closed(**long_ago(400)), **NAMED)
    erase_old_senders.func()
    comment.refresh_from_db()
    assert comment.shown_name != ""
    comment.state, comment.reason = "refused", "Là quảng cáo."
    services.save_decision(comment, by=site.publisher())
    erase_old_senders.func()
    comment.refresh_from_db()
    left = (comment.text, comment.name, comment.organisation, comment.name_is_shown)
    assert left == ("", "", "", False)


def test_a_comment_of_which_no_word_is_left_is_not_shown(client):
    comment = builders.refused(builders.closed(**long_ago(400)))
    address = f"/admin/portal/consultationcomment/{comment.pk}/change/"
    client.force_login(site.publisher())
    assert 'value="shown">' in client.get(address).text
    erase_old_senders.func()
    assert 'value="shown">' not in client.get(address).text
    answer = fill(client, address, _decide="shown")
    assert "đã được xóa" in answer.text
    comment.refresh_from_db()
    assert comment.state == "refused"


def test_at_their_own_wish_a_name_that_readers_see_goes_too():
    page = builders.consultation()
    named = builders.shown(page, **NAMED)
    other = builders.shown(page, email="khac@dan.example")
    theirs = ConsultationComment.objects.filter(email="gop@dan.example")
    assert erase_completely(theirs, by=None) == 1
    named.refresh_from_db()
    other.refresh_from_db()
    assert (named.shown_name, named.text) == ("", "Điều 5 rất tốt.")
    assert other.email == "khac@dan.example"


def test_who_was_erased_gets_no_letter(mailoutbox, letters_at_once):
    comment = builders.comment(builders.closed(**long_ago(400)))
    erase_old_senders.func()
    comment.refresh_from_db()
    comment.state = "shown"
    services.save_decision(comment, by=site.publisher())
    assert mailoutbox == []


def test_what_is_kept_of_a_person_is_told_and_erased_with_the_rest():
    from portal.kit import personal_data as holdings

    page = builders.consultation()
    comment = builders.shown(page, **NAMED)
    builders.comment(page, email="khac@dan.example")
    (row,) = holdings.rows_of_person("GOP@dan.example")["comments on drafts"]
    assert (row["number"], row["name"], row["comment"]) == (
        comment.number,
        "Lê Thị Tỏ",
        comment.text,
    )
    assert holdings.erase("GOP@dan.example")["comments on drafts"] == 1
    assert holdings.rows_of_person("gop@dan.example")["comments on drafts"] == []
    assert len(holdings.rows_of_person("khac@dan.example")["comments on drafts"]) == 1


def test_the_receipt_says_which_name_stays(client):
    shown = builders.shown(builders.closed(**long_ago(400)), **NAMED)
    erase_old_senders.func()
    receipt = client.get(sent_address(shown)).text
    assert "tên vẫn đứng cùng ý kiến" in receipt
    assert "Tên, thư điện tử" not in receipt


def test_a_publisher_takes_a_name_off_that_has_no_address_any_more(client):
    comment = builders.shown(builders.closed(**long_ago(400)), **NAMED)
    erase_old_senders.func()
    client.force_login(site.publisher())
    sent = {"action": "take_names_off", "_selected_action": [comment.pk]}
    client.post("/admin/portal/consultationcomment/", sent)
    comment.refresh_from_db()
    assert (comment.name, comment.name_is_shown, comment.text) == ("", False, "Điều 5 rất tốt.")


def test_what_the_operator_erases_stands_in_the_record():
    comment = builders.shown(builders.consultation(), **NAMED)
    assert erase("gop@dan.example")["comments on drafts"] == 1
    entry = AuditEntry.objects.get(subject_text=comment.number)
    assert (entry.actor, entry.new) == (None, {"erased": "sender"})
