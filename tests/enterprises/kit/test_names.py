import pytest

from enterprises.kit.names import distinctive_part
from enterprises.profiles.models import Enterprise


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Công ty Sông Hương", "Sông Hương"),
        ("Công ty TNHH Sông Hương", "Sông Hương"),
        ("Công ty TNHH Một thành viên Sông Hương", "Sông Hương"),
        ("CÔNG TY CỔ PHẦN Viễn thông Sông Hương", "Viễn thông Sông Hương"),
        ("Cong ty co phan Sông Hương", "Sông Hương"),
        ("Doanh nghiệp tư nhân Đông Ba", "Đông Ba"),
        ("Tổng công ty Bưu chính", "Bưu chính"),
        ("Công ty TNHH MTV “An Cựu”", "An Cựu”"),
        ("Sông Hương", "Sông Hương"),
        ("Công Tyson", "Công Tyson"),
        ("Cổ phần", "Cổ phần"),
        ("", ""),
    ],
)
def test_the_part_that_tells_an_enterprise_from_others(name, part):
    assert distinctive_part(name) == part


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Công ty Đông Ba", "Đ"),
        ("Công ty Ánh Dương", "A"),
        ("Công ty Ân Nam", "Â"),
        ("3G Huế", "0-9"),
    ],
)
def test_the_letter_that_the_directory_lists_it_under(name, letter):
    assert Enterprise(title=name).initial == letter
