"""Passwords are long, none of those that are tried first here, and kept by Argon2."""

from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command

from portal.accounts.models import User

HASHERS = [
    "portal.accounts.passwords.SparingArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]


@pytest.mark.parametrize(
    "password",
    [
        "matkhau1", "matkhau123456", "M@tKhau@2026!", "Mật khẩu 123456", "anhyeuem1314520",
        "admin@123456789", "123456789012", "qwertyuiop123", "Vietnam@2026!!", "thuathienhue75",
        "sobuuchinhvienthong", "nguyenminh1990", "P@ssw0rd2026", "iloveyou123456", "ngan", "",
        "matkhaucuatoi", "nguyenvana1234", "thienthan12345", "congchua123456", "hoangtu1234567",
        "khongcanbiet1", "baomat12345678", "sinhvien123456", "yeuemnhieulam", "conyeumenhieu",
        "tranvanminh1990", "songhuong123456", "dienbienphu1954", "Trần Thị Hoa 1985",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_no_password(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "mat khau rat dai", "cà phê muối bốn giờ sáng", "Cầu-Tràng-Tiền-12-nhịp", "vQ7t$kz9Lm2x",
        "mẹ tôi bán bún ở chợ", "con đò sông Hương chiều", "Thị Vân hay quên ô",
    ],
)  # fmt: skip
def test_words_of_ones_own_are_one(password: str) -> None:
    validate_password(password)


@pytest.mark.usefixtures("deadline")
@pytest.mark.parametrize("sign", ["1", "_", "ế", "1a"])
def test_one_that_is_far_too_long_comes_back(sign: str) -> None:
    # Digits within were read to their end from each of them.
    validate_password("a" + sign * 1_000_000 + "b")


@pytest.mark.django_db
def test_it_is_kept_by_argon2_and_older_ones_move(settings: object) -> None:
    settings.PASSWORD_HASHERS = HASHERS  # type: ignore[attr-defined]  # pytest-django's
    user = User.objects.create_user("moi", password="mat khau rat dai")
    assert user.password.startswith("argon2$argon2id$")
    user.password = PBKDF2PasswordHasher().encode("mat khau rat dai", "muoi", 1000)
    user.save()
    assert user.check_password("mat khau rat dai")
    assert User.objects.get().password.startswith("argon2$")


@pytest.mark.django_db
def test_the_demo_takes_the_password_that_it_is_told(settings: Any) -> None:
    settings.DEMO_PASSWORD = "matkhau-1"
    call_command("load_demo", "--no-year", verbosity=0)
    names = ["bientap", "dn-a", "dn-b", "duyet", "phongvien", "quantri"]
    people = User.objects.filter(username__in=names)
    assert [user.username for user in people.order_by("username")] == names
    assert all(user.check_password("matkhau-1") for user in people)


def test_what_was_stolen_elsewhere_is_refused(tmp_path: Path, settings: Any) -> None:
    """By a file in the form of Have I Been Pwned, at its first, middle and last line alike."""
    stolen = [
        "mat khau rat dai",
        "cau Truong Tien cu",
        *(f"bi lo o noi khac {n}" for n in range(9)),
    ]
    sums = sorted(sha1(each.encode(), usedforsecurity=False).hexdigest().upper() for each in stolen)
    for ending in ("\r\n", "\n", ""):
        path = tmp_path / "pwned.txt"
        path.write_text("\r\n".join(f"{each}:{n}" for n, each in enumerate(sums)) + ending)
        settings.BREACHED_PASSWORDS = str(path)
        for password in stolen:
            with pytest.raises(ValidationError, match="trang khác"):
                validate_password(password)
        for number in range(50):
            validate_password(f"bon chu cua rieng minh {number}")
    settings.BREACHED_PASSWORDS = ""
    validate_password(stolen[0])
