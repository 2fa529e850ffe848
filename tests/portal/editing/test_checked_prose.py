"""The checks read what a kind's own fields and rows say, as they read title, summary and text."""

import pytest
from django.utils import timezone

from portal.editing import publish_checks
from portal.editing.checks.violations import Level
from portal.publishing import changes, revisions, services
from portal.publishing.models import State
from portal.publishing.models.kinds import admin_address
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.portal.publishing.test_texts_beside_the_body import sent_by

pytestmark = pytest.mark.django_db
BARE = {"state": State.DRAFT, "published_at": None, "summary": "Tóm tắt."}
OLD, REAL = "Tr×nh tù thùc hiÖn", "Trình tự thực hiện"


def procedure(*texts, **fields):
    """A draft with steps of these words."""
    page = news.procedure(**BARE | fields)
    for place, text in enumerate(texts):
        page.steps.create(text=text, position=place)
    revisions.record(page, by=None)
    return page


def found_in(page):
    return [(each.level, each.anchor) for each in publish_checks.check(page)]


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def test_letters_of_an_old_font_in_fields_and_rows_block_and_are_named():
    page = procedure("Nộp hồ sơ.", OLD, applicants=OLD)
    page.attachments.create(name=OLD, file="a.pdf", size=1)
    found = publish_checks.check(page)
    assert all(violation.blocks and "TCVN3" in violation.message for violation in found)
    assert {each.anchor: each.offer for each in found} == {
        "id_applicants": REAL, "steps-group": REAL, "attachments-group": REAL,
    }  # fmt: skip
    assert any(each.message.startswith("Đối tượng thực hiện: ") for each in found)
    assert found_in(procedure("Nộp hồ sơ.", applicants="Tổ chức.")) == []


def test_numbers_of_persons_in_fields_and_rows_are_told_each_once():
    event = enterprises.event(**BARE, place="Gọi 0913456789")
    event.agenda.create(title="Khai mạc, gọi 0913456789", speaker="Anh A, 0913456789")
    revisions.record(event, by=None)
    assert found_in(event) == [(Level.WARN, "id_place"), (Level.WARN, "agenda-group")]


def test_numbers_that_are_meant_to_be_public_are_no_persons():
    notice = news.notice(**BARE, contact="Chị B, 0913456789", closes_at=timezone.now())
    assert found_in(notice) == []
    firm = {"phone": "0913456789", "licence": "0312345678"}
    assert found_in(enterprises.enterprise(**BARE | firm)) == []
    assert found_in(enterprises.enterprise("Công ty B", **BARE, address="Gọi 0913456789")) == [
        (Level.WARN, "id_address")
    ]


def test_of_a_live_page_the_rows_that_wait_are_read():
    page = procedure("Nộp hồ sơ.", state=State.PUBLISHED, published_at=builders.FEBRUARY)
    services.save(page, by=None)
    page.outcome = OLD
    services.save(page, by=builders.editor())
    version = changes.pending_version(page)
    version.data["parts"]["steps"][0]["text"] = OLD
    assert [each.anchor for each in publish_checks.check(fresh(page), version)] == [
        "id_outcome", "steps-group",
    ]  # fmt: skip


def test_who_reads_a_comparison_is_told_of_a_number_that_a_row_had():
    page = procedure("Gọi 0913456789.", state=State.PUBLISHED, published_at=builders.FEBRUARY)
    services.save(page, by=None)
    page.correction = "Bỏ một số điện thoại."
    services.save(page, by=builders.editor())
    version = changes.pending_version(page)
    version.data["parts"]["steps"][0]["text"] = "Nộp hồ sơ."
    assert [each.field for each in publish_checks.check(fresh(page), version)] == ["hides_earlier"]


def test_converting_goes_over_fields_and_rows(client):
    page = procedure(OLD, "Nộp hồ sơ.", applicants=OLD)
    client.force_login(builders.editor())
    address = admin_address(page.kind, page.pk)
    shown = client.get(address).text
    assert 'href="#steps-group"' in shown
    assert 'id="steps-group"' in shown
    client.post(address, sent_by(shown) | {"_convert": "1", "_continue": "1"})
    page = fresh(page)
    assert page.applicants == REAL
    assert list(page.steps.values_list("text", flat=True)) == [REAL, "Nộp hồ sơ."]
    assert found_in(page) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_three_rows_are_read_with_one_query_as_one_is(rows, django_assert_num_queries):
    page = fresh(procedure(*[f"Bước {number}." for number in range(rows)]))
    with django_assert_num_queries(1):
        publish_checks.check(page)
