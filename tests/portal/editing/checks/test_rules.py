"""The rules that a text meets before readers see it."""

import pytest

from portal.editing.checks.personal_numbers import personal_numbers
from portal.editing.checks.rules import Written, violations
from portal.editing.checks.violations import Level, Violation
from portal.editing.markup import is_descriptive
from portal.media.richtext.links import links

GOOD = Written(
    title="Mật độ điện thoại đạt 35 máy trên 100 dân",
    summary="Năm 2007 phấn đấu đạt 35 máy trên 100 dân.",
    body=(
        "<h2>Kết quả</h2><h3>Viễn thông</h3><p>Xem "
        '<a href="/quy-hoach/">các quy hoạch</a>.</p>'
        '<figure><img src="/media/a.jpg" alt="Biểu đồ mật độ"></figure>'
        "<table><tbody><tr><th>Năm</th><td>2007</td></tr></tbody></table>"
    ),
)


def of_text(written: Written) -> list[Violation]:
    """What is to be mended in a text whose links all lead to public pages."""
    return violations(written, nowhere=frozenset(), hidden=frozenset(), others=())


def found(**fields):
    """Level and field of each violation in the good text with these fields instead."""
    written = Written(**{name: getattr(GOOD, name) for name in GOOD.__slots__} | fields)
    return [(violation.level, violation.field) for violation in of_text(written)]


def test_a_good_text_has_nothing_to_mend():
    assert of_text(GOOD) == []


def test_an_empty_text_lacks_a_summary_only():
    assert found(body="", summary=" ") == [(Level.BLOCK, "summary")]


@pytest.mark.parametrize(("length", "expected"), [(300, []), (301, [(Level.WARN, "summary")])])
def test_a_long_summary_is_advised_against(length, expected):
    assert found(summary="x" * length) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"has_cover": True}, [(Level.BLOCK, "cover_alt")]),
        ({"has_cover": True, "cover_alt": "Hội nghị"}, []),
        ({"has_cover": True, "cover_decorative": True}, []),
    ],
)
def test_a_cover_is_described_or_decoration(fields, expected):
    assert found(**fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"has_cover_in_lists": True}, [(Level.WARN, "cover_from_text")]),
        # Where no list shows it, such as one of notices, the page would have it twice.
        ({}, []),
        ({"has_cover_in_lists": True, "has_cover": True, "cover_alt": "Hội nghị"}, []),
        ({"has_cover_in_lists": True, "is_imported": True}, []),
    ],
)
def test_a_picture_of_the_text_is_offered_as_the_cover(fields, expected):
    own = f'<p><img src="/media/anh/e7/{"e7" * 16}-640x400.jpg" alt="Lễ ký kết"></p>'
    assert found(body=own, **fields) == expected


@pytest.mark.parametrize(
    "body", ['<p><img src="/media/a.jpg"></p>', '<p><img src="/media/a.jpg" alt=" "></p>']
)
def test_a_picture_without_words_blocks(body):
    assert found(body=body) == [(Level.BLOCK, "body")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>", []),
        ("<h2>A</h2><h4>B</h4>", [(Level.WARN, "body")]),
        ("<h3>A</h3>", [(Level.WARN, "body")]),
        ("<table><tbody><tr><td>1</td></tr></tbody></table>", [(Level.WARN, "body")]),
    ],
)
def test_headings_go_down_one_by_one_and_tables_have_headers(body, expected):
    assert found(body=body) == expected


@pytest.mark.parametrize(
    ("words", "good"),
    [
        ("Báo cáo tổng kết năm 2006", True),
        ("Công ty FPT.", True),
        ("tại đây", False),
        ("Xem thêm »", False),
        ("TẠI ĐÂY", False),
        ("https://example.vn/a", False),
        ("www.example.vn", False),
        ("example.vn/bao-cao", False),
        ("", False),
        ('<img src="/a.jpg" alt="Sơ đồ mạng">', True),
    ],
)
def test_the_words_of_a_link_say_where_it_leads(words, good):
    (link,) = links(f'<p>Đọc <a href="https://example.vn/a">{words}</a></p>')
    assert is_descriptive(link) is good


def test_a_dead_link_blocks_and_one_to_a_hidden_page_does_not():
    body = '<p><a href="/mat/">Trang đã mất</a> <a href="/nhap/">Trang nháp</a></p>'
    written = Written(title="A", summary="B", body=body)
    nowhere, hidden = frozenset({"/mat/"}), frozenset({"/nhap/"})
    got = violations(written, nowhere=nowhere, hidden=hidden, others=())
    assert [(violation.level, "Trang đã mất" in violation.message) for violation in got] == [
        (Level.BLOCK, True),
        (Level.WARN, False),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("HỘI NGHỊ TỔNG KẾT NĂM 2006", [(Level.WARN, "title")]),
        ("Sở BCVT tổng kết năm 2006", []),
        ("VNPT", []),
    ],
)
def test_a_title_in_capitals_is_advised_against(title, expected):
    assert found(title=title) == expected


def test_old_letters_block_and_the_real_ones_are_offered():
    written = Written(title="A", summary="B", body="<p>§éc lËp - Tù do - H¹nh phóc</p>")
    (violation,) = of_text(written)
    assert (violation.level, violation.field) == (Level.BLOCK, "body")
    assert violation.offer == "Độc lập - Tự do - Hạnh phúc"


def test_nothing_blocks_an_imported_text():
    assert found(summary="", is_imported=True) == [(Level.WARN, "summary")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông A, CCCD 046085001234, trú tại Huế", ["046•••••••34"]),
        ("số 046 085 001 234", ["046•••••••34"]),
        ("Mã hồ sơ 999985001234", []),
        ("CMND số 191234567 cấp tại Huế", ["191••••67"]),
        ("Quyết định có mã 191234567", []),
        ("Liên hệ ông A: 0914 123 456", ["091•••••56"]),
        ("+84 914 123 456", ["849••••••56"]),
        ("Đường dây nóng: 0914 123 456", []),
        ("Điện thoại cơ quan 0914.123.456", []),
        ("Điện thoại 0234 3823 456", []),
        ("Doanh thu 1.234.567.890 đồng năm 2006", []),
        ("ngày 30-01-2007, 35 máy/100 dân", []),
        ("0913456789/0914567890", ["091•••••89", "091•••••90"]),
        ("0913456789-0914567891", ["091•••••89", "091•••••91"]),
        ("0913.456.789,0914567890", ["091•••••89", "091•••••90"]),
        ("0913 - 456 - 789", ["091•••••89"]),
        ("(+84) 913 456 789", ["849••••••89"]),
        ("0913456789_Zalo", ["091•••••89"]),
        ("Đường dây nóng: 0913456789/0914567890", []),
        ("Số 0912345678/QĐ-UBND, 0912345678/2007", []),
        ("Mã số thuế 0301234567-001", []),
        ("Dự toán 1.034.567.890.123 đồng, 2.034.567.890 đồng", []),
        ("Tài khoản 0351234567890", []),
        ("giai đoạn 05 (2001 – 2005)", []),
        ("từ 08 - 09.11.2026 (1 ngày), từ 05-03-2007 – 09-03-2007", []),
        ("05-2007 – 2010 (03 năm)", []),
    ],
)
def test_numbers_of_private_persons_are_found_and_masked(text, expected):
    assert [number.masked for number in personal_numbers(text)] == expected


def test_pasted_numbers_are_found_too():
    for between in ("\u00a0", "\u2009", "–", "\u2011"):
        written = between.join(("0914", "123", "456"))
        assert [number.masked for number in personal_numbers(f"Ông A: {written}")] == ["091•••••56"]
    assert len(personal_numbers("Năm 2007\n0914123456\n12\n0935123457")) == 2


def test_a_personal_number_is_advised_against_and_never_shown_in_full():
    body = "<p>Ông A, CCCD <strong>046085001234</strong></p>"
    (violation,) = of_text(Written(title="A", summary="B", body=body))
    assert (violation.level, violation.field) == (Level.WARN, "body")
    assert "046085001234" not in violation.message
