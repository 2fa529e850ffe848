"""A clerk types plain text; what it cannot hold is never lost by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.media.richtext.plain_text import is_markup, is_plain, to_html, to_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Một.\r\n\r\nHai,\r\nba.", "<p>Một.</p>\n<p>Hai,<br>ba.</p>"),
        (
            "Chúng tôi làm:\n- phần mềm\n- lắp ráp",
            "<p>Chúng tôi làm:</p>\n<ul>\n<li>phần mềm</li>\n<li>lắp ráp</li>\n</ul>",
        ),
        ("1. một\n2) hai", "<ol>\n<li>một</li>\n<li>hai</li>\n</ol>"),
        (
            "1. phần mềm\n\n2. phần cứng\n\n3. đào tạo",
            "<ol>\n<li>phần mềm</li>\n<li>phần cứng</li>\n<li>đào tạo</li>\n</ol>",
        ),
        ("1997. Thành lập.\n2005. Mở.", "<p>1997. Thành lập.<br>2005. Mở.</p>"),
        ("Tổng đài:\n0234. 382 111", "<p>Tổng đài:<br>0234. 382 111</p>"),
        ("1. một\nvà\n2. hai", "<ol>\n<li>một</li>\n</ol>\n<p>và<br>2. hai</p>"),
        ("1. một\n\n1. hai", "<ol>\n<li>một</li>\n</ol>\n<ol>\n<li>hai</li>\n</ol>"),
        ("<b>Đậm</b> & <script>", "<p>&lt;b&gt;Đậm&lt;/b&gt; &amp; &lt;script&gt;</p>"),
    ],
)
def test_it_becomes_paragraphs_and_lists(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    "html",
    ["", "<p>Một &amp; hai.</p>\n<ul>\n<li>ba</li>\n</ul>\n<p>bốn<br>năm</p>"],
)
def test_it_comes_back_as_it_was_typed(html):
    assert is_plain(html)
    assert to_html(to_text(html)) == html


@pytest.mark.parametrize(
    "html",
    [
        '<p>Xem <a href="/tin-tuc/">tin</a>.</p>',
        "<p>Rất <strong>mạnh</strong>.</p>",
        "<h2>Lịch sử</h2>\n<p>Từ 1997.</p>",
        "<table>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>",
        "<ul>\n<li>một\n<ul>\n<li>hai</li>\n</ul>\n</li>\n</ul>",
    ],
)
def test_what_plain_typing_would_lose_is_noticed(html):
    assert not is_plain(html)


@given(st.text(alphabet="aâ -•*123.)\n<>&", max_size=60))
def test_whatever_is_typed_is_kept_once_it_is_stored(text):
    html = to_html(text)
    assert to_html(to_text(html)) == html


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<p>Một</p>", True),
        ("Một<BR />hai", True),
        ('Xem <a href="/tin-tuc/">tin</a>', True),
        ("<script>alert(1)</script>", True),
        ("Bưu chính &amp; Viễn thông", True),
        ("Một\n\nHai", False),
        ("x < 5 và y<b", False),
        ("a <b và c> d", False),
        ("<https://thu.example> & R&D", False),
    ],
)
def test_html_is_known_by_its_tags(text, is_html):
    assert is_markup(text) is is_html
