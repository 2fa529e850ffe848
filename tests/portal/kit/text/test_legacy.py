"""Text of the old fonts: found where it is, left alone where it only looks odd."""

import pytest

from portal.kit.text.legacy import Encoding, convert, encoding_of, encodings_in, to_unicode
from portal.media.richtext.cleaning import clean_html

TCVN3 = [
    ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    (
        "Së B\u00adu chÝnh, ViÔn th«ng tØnh Thõa Thiªn HuÕ",
        "Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế",
    ),
    ("ñy ban nh©n d©n tØnh quyÕt ®Þnh", "ủy ban nhân dân tỉnh quyết định"),
    ("Sè ®iÖn tho¹i trªn 100 d©n ®¹t 35 m¸y", "Số điện thoại trên 100 dân đạt 35 máy"),
    ("QUYÕT §ÞNH phª duyÖt quy ho¹ch", "QUYẾT ĐỊNH phê duyệt quy hoạch"),
]
VNI = [
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ("Sôû Böu chính, Vieãn thoâng tænh Thöøa Thieân", "Sở Bưu chính, Viễn thông tỉnh Thừa Thiên"),
    ("ÑIEÄN THOAÏI COÁ ÑÒNH", "ĐIỆN THOẠI CỐ ĐỊNH"),
    ("Naêm 2007 phaán ñaáu ñaït 35 maùy", "Năm 2007 phấn đấu đạt 35 máy"),
]  # fmt: skip
REAL = [
    "Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Hòa giải, thuở xưa, quý hoá, uỷ ban, khoẻ khoắn, oằn vai, huýt sáo, yêu cầu",
    "Ông ấy đi xe Citroën tới Besançon; bà dùng máy Intel® và «mạng» của AT&T™.",
    "Diện tích 12 m², sai số ±0,5 µm, nhiệt độ 37 °C, theo § 3, © 2007",
    "Plain English with no mark",
    "Müller und Söhne",
    "",
]


@pytest.mark.parametrize(("old", "real"), TCVN3)
def test_tcvn3_becomes_real_letters(old, real):
    assert encoding_of(old) == Encoding.TCVN3
    assert to_unicode(old, Encoding.TCVN3) == real


@pytest.mark.parametrize(("old", "real"), VNI)
def test_vni_becomes_real_letters(old, real):
    assert encoding_of(old) == Encoding.VNI
    assert to_unicode(old, Encoding.VNI) == real


@pytest.mark.parametrize("text", REAL)
def test_real_letters_are_left_alone(text):
    assert encoding_of(text) is None
    assert convert(text) == text


@pytest.mark.parametrize(("_", "real"), [*TCVN3, *VNI])
def test_what_was_converted_is_not_converted_again(_, real):
    assert convert(real) == real


def test_only_the_paragraph_in_the_old_font_is_converted_and_its_tags_stay():
    html = (
        "<p>Tỉnh Thừa Thiên Huế</p>\n"
        '<p>§éc <strong>lËp</strong> - <a href="/tin-tuc/">Tù do</a> - H¹nh phóc</p>'
        "<p>Ñoäc laäp</p>"
    )
    assert encodings_in(html) == [Encoding.TCVN3, Encoding.VNI]
    assert convert(html) == (
        "<p>Tỉnh Thừa Thiên Huế</p>\n"
        '<p>Độc <strong>lập</strong> - <a href="/tin-tuc/">Tự do</a> - Hạnh phúc</p>'
        "<p>Độc lập</p>"
    )


def test_a_word_and_its_meaning_are_converted_apart():
    html = "<dl><dt>§éc lËp, tù do</dt><dd>©, ®: giữ nguyên</dd></dl>"
    assert convert(html) == "<dl><dt>Độc lập, tự do</dt><dd>©, ®: giữ nguyên</dd></dl>"


def test_signs_that_begin_no_tag_are_passed_once() -> None:
    # To look for the end of each through the rest, it would take hours.
    text = "ViÖt Nam <b>héi chñ nghÜa</b>" + "<" * 5_000_000
    assert encodings_in(text) == [Encoding.TCVN3]
    assert convert(text) == "Việt Nam <b>hội chủ nghĩa</b>" + "<" * 5_000_000


def test_cleaning_keeps_the_letter_that_old_fonts_hid_behind_a_soft_hyphen():
    cleaned = clean_html("<p>Së B\u00adu chÝnh, ViÔn th«ng</p><p>Huế có chữ thường\u00ad</p>")
    assert convert(cleaned) == "<p>Sở Bưu chính, Viễn thông</p>\n<p>Huế có chữ thường</p>"
