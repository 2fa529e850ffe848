"""What is wrong with a tax code is said by the rule that it breaks."""

import pytest
from django.core.exceptions import ValidationError

from enterprises.kit.tax_code import check_tax_code, normal_tax_code


@pytest.mark.parametrize(
    "written", ["0000000017", "0000 000 024", "0000000017-001", "0000000017002"]
)
def test_a_code_that_fits_its_check_digit_passes(written):
    check_tax_code(written)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("00000000I7", "tax_code_sign"),
        ("٠٠٠٠٠٠٠٠١٧", "tax_code_sign"),
        ("000000017", "tax_code_length"),
        ("00000000170", "tax_code_length"),
        ("001 085 012 345", "tax_code_personal"),
        # Of a branch, and one digit is lost.
        ("0000000017-01", "tax_code_length"),
        ("000000001 – 001", "tax_code_length"),
        ("300000001701", "tax_code_length"),
        ("0000000018", "tax_code_check_digit"),
        ("0000000107", "tax_code_check_digit"),
        # No digit can follow nine whose sum is divisible by eleven.
        ("0000000000", "tax_code_check_digit"),
        ("0000000017-000", "tax_code_branch"),
    ],
)
def test_a_wrong_code_says_which_rule_it_breaks(written, code):
    with pytest.raises(ValidationError) as refused:
        check_tax_code(written)
    assert refused.value.code == code


def test_a_code_is_kept_in_one_form():
    assert normal_tax_code(" 0000.000.017 ") == "0000000017"
    assert normal_tax_code("0000000017 001") == "0000000017-001"
