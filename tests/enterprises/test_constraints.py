"""What is refused of an enterprise: by the database finally, by the form kindly."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from enterprises.profiles.models import Enterprise, Sector
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


def refused(pk, **fields) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Enterprise._base_manager.filter(pk=pk).update(**fields)
    return caught.value.__cause__.diag.constraint_name


@pytest.mark.parametrize("code", ["330010", "33001012345", "3300101234-1", "", "330010123a"])
def test_a_tax_code_of_the_wrong_length_is_refused(code):
    pk = builders.enterprise().pk
    assert refused(pk, tax_code=code) == "profiles_enterprise_tax_code_has_its_digits"


def test_two_enterprises_cannot_have_one_tax_code():
    builders.enterprise("A", tax_code="0000000017")
    second = builders.enterprise("B")
    assert refused(second.pk, tax_code="0000000017").startswith("profiles_enterprise_tax_code")


def test_enterprises_without_a_tax_code_do_not_collide():
    assert [builders.enterprise(name, tax_code="").tax_code for name in ("A", "B")] == [None, None]


def test_a_website_that_is_none_is_refused():
    pk = builders.enterprise().pk
    assert refused(pk, website="javascript:alert(1)") == "profiles_enterprise_website_is_on_the_web"


@pytest.mark.parametrize(
    ("field", "value"),
    [("tax_code", "123"), ("phone", "gọi anh Ba"), ("website", "javascript:alert(1)")],
)
def test_the_form_says_which_field_is_wrong(field, value):
    with pytest.raises(ValidationError) as caught:
        builders.enterprise(**{field: value})
    assert field in caught.value.message_dict


@pytest.mark.parametrize(("name", "slug"), [("Công nghệ thông tin", "CNTT_Moi"), ("***", "")])
def test_a_sector_has_a_word_for_its_address(name, slug):
    with pytest.raises(ValidationError) as caught:
        Sector(name=name, slug=slug).full_clean()
    assert list(caught.value.message_dict) == ["slug"]


def test_two_sectors_cannot_have_one_name():
    Sector.objects.create(name="Viễn thông")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sector.objects.create(name="Viễn thông", slug="khac")
