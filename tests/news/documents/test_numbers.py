"""A number of a document is the same however it is typed, here and in the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from news.articles.tags import document_numbered
from news.documents.models import OfficialDocument
from news.documents.numbers import bare_number, looks_like_number, number_key
from tests.news.builders import document, document_fields


@pytest.mark.parametrize(
    "typed",
    [
        "12/2007/QĐ-UBND", "12 2007 qd ubnd", "số 12/2007/qđ-ubnd", "So: 12/2007/QĐ – UBND",
        " 12/2007/QÐ-UBND ", "12-2007.QD.ubnd",
    ],
)  # fmt: skip
def test_a_number_is_known_however_it_is_typed(typed):
    assert number_key(typed) == "12 2007 qd ubnd"
    assert looks_like_number(typed)


@pytest.mark.parametrize("typed", ["sổ tay", "quyết định", "", "số"])
def test_words_are_no_number(typed):
    assert not looks_like_number(typed)


@given(st.text(alphabet="09aZđĐÐ/-. ", max_size=20))
def test_a_key_is_its_own_key(typed):
    assert number_key(number_key(typed)) == number_key(typed)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["12/2007/QĐ-UBND", "07 /CT – UBND", "3/QÐ-SBCVT"])
def test_the_database_keeps_the_same_key(number):
    kept = OfficialDocument.objects.get(pk=document(number=number).pk)
    assert kept.number_key == number_key(number)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Số: 12/2007/QĐ-UBND", "12/2007/QĐ-UBND"),
        (" SỐ 12/2007/QĐ-UBND ", "12/2007/QĐ-UBND"),
        ("SO-12/QĐ", "SO-12/QĐ"),
        ("Sổ 12", "Sổ 12"),
    ],
)
def test_the_word_before_a_number_is_not_kept(typed, kept):
    assert bare_number(typed) == kept


@pytest.mark.django_db
def test_a_document_with_the_word_before_its_number_is_the_same_one():
    page = document(number="Số: 12/2007/QĐ-UBND")
    kept = OfficialDocument.objects.get(pk=page.pk)
    assert (kept.number, kept.number_key) == ("12/2007/QĐ-UBND", "12 2007 qd ubnd")
    assert kept.full_number == "Quyết định số 12/2007/QĐ-UBND"
    with pytest.raises(ValidationError, match="đã có"):
        OfficialDocument(title="Lần nữa", **document_fields("Số 12/2007/QĐ-UBND")).full_clean()
    with pytest.raises(ValidationError):
        OfficialDocument(title="Không số", **document_fields("Số:")).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["12/2007/QĐ-UBND", "12/2007/QD-UBND", "Số 12/2007/qđ–ubnd ", "12 / 2007 / QĐ-UBND"]
)
def test_a_plan_leads_to_its_decision_however_the_number_is_typed(typed):
    decision = document()
    document("Sửa đổi", "12/2007/QĐ-UBND-SĐ")
    assert document_numbered(typed) == decision


@pytest.mark.django_db
def test_of_one_number_of_several_agencies_the_one_is_found_that_fits():
    decision, district = document(), document("Của huyện", issuer="UBND huyện")
    later = document("Năm sau", issued_on=date(2008, 3, 1))
    number, issuer = decision.number, decision.issuer_id
    assert document_numbered(number, issuer=issuer, issued_on=decision.issued_on) == decision
    assert document_numbered(number, issuer=district.issuer_id) == district
    assert document_numbered(number, issued_on=later.issued_on) == later
    assert document_numbered(number, issuer=issuer, issued_on=date(2009, 1, 1)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", " ", "–", "12/2007"])
def test_what_is_no_whole_number_leads_nowhere(typed):
    document()
    assert document_numbered(typed) is None
