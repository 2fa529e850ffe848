"""What makes a password too easy here, and how it is kept."""

import re
from typing import Final

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.text.normalize import slugify

# What people here begin with; with digits and signs around and between, it is guessed first.
_WORDS: Final = (
    "mat khau matma matkhaumoi password passwd pass admin administrator quantri quanly bientap "
    "phongvien duyet nguoidung user login dangnhap welcome xinchao chaoban chaoem hello iloveyou "
    "loveyou love yeu anh em anhyeuem emyeuanh yeuem yeuanh conyeu meyeu boyeu giadinh hanhphuc "
    "mai mai maimai mottinhyeu tinhyeu toiyeu vietnam viet nam hue thanhpho tinh thuathien "
    "thuathienhue danang hanoi saigon hochiminh sobuuchinh buuchinh vienthong sobcvt bcvt so "
    "congthongtin thongtin dientu doanhnghiep congty nguyen tran hoang huynh phan vu vo dang bui "
    "do ho ngo duong ly minh linh trang huong lan hoa tuan dung hung long nam thao qwerty "
    "qwertyuiop qwe asdf asdfgh asdfghjkl zxc zxcv zxcvbnm abc abcd abcdef abcxyz xyz aaa "
    "test demo guest khongbiet khongco khongnho ahihi hihi haha dragon monkey master "
    "sunshine football cua toi van thi vana vanb thia thib bo me ba con nhieu lam quen "
    "thienthan congchua hoangtu hoahong baomat bimat canbiet khongcanbiet sinhvien hocsinh "
    "giaovien nhanvien vanphong songhuong truongtien nuinguba dienbienphu bacho"
)
COMMON: Final = frozenset(_WORDS.split())
_MAX_COMMON_LENGTH: Final = max(map(len, COMMON))
# No more of a password is judged: a form takes megabytes, and to read these holds a worker.
_JUDGED: Final = 500
_LOOKS_LIKE: Final = str.maketrans("013457@$!", "oieastasi")


class CommonHereValidator:
    """Refuses what is nothing but words that are tried first here, whatever digits stand around."""

    def validate(self, password: str, user: object = None) -> None:
        if any(_is_of_common_words(letters) for letters in _readings(password[:_JUDGED])):
            raise ValidationError(
                _("This is among the first that are tried here. Take a few words of your own."),
                code="password_common_here",
            )

    def get_help_text(self) -> str:
        return _("Not just common words, names and digits; four words of your own are good.")


class SparingArgon2Hasher(Argon2PasswordHasher):
    """Argon2 with what OWASP asks for: who signs in by the dozen does not fill the memory."""

    time_cost = 3
    memory_cost = 32 * 1024
    parallelism = 1


def _readings(password: str) -> list[str]:
    """Return the letters of a password without marks: as they stand, and signs read as letters."""
    folded = slugify(password).replace("-", "")
    # At its ends, digits and signs are none of the word: P@ssw0rd2026.
    inner = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password).casefold().translate(_LOOKS_LIKE)
    return [re.sub(r"[^a-z]", "", each) for each in (folded, slugify(inner))]


def _is_of_common_words(letters: str) -> bool:
    """Return whether letters are a row of common words and nothing else; without any they are."""
    reached = {0}
    for start in range(len(letters)):
        if start in reached:
            ends = range(start + 1, min(start + _MAX_COMMON_LENGTH, len(letters)) + 1)
            reached |= {end for end in ends if letters[start:end] in COMMON}
    return len(letters) in reached
