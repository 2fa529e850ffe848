"""What an author wrote stays, in our tags; what a program left goes."""

import unicodedata

import pytest

from portal.media.richtext.cleaning import clean_html


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("H&#7897;i ngh&#7883; tri&#7875;n khai", "<p>Hội nghị triển khai</p>"),
        ("<p>m&iacute;t tinh, &ocirc;ng B&#x1EBF;</p>", "<p>mít tinh, ông Bế</p>"),
        ("<p>Ho&agrave;ng &amp; L&ecirc; &lt;1&gt;</p>", "<p>Hoàng &amp; Lê &lt;1&gt;</p>"),
        ("<p>&ldquo;35&nbsp;máy&rdquo; &hellip;</p>", "<p>“35\u00a0máy” …</p>"),
        ("<p>a&nbsp; &nbsp;b</p>", "<p>a b</p>"),
        ("<p>a &amp;nbsp; b</p>", "<p>a &amp;nbsp; b</p>"),
    ],
)
def test_it_keeps_letters_as_letters(html: str, stored: str) -> None:
    assert clean_html(html) == stored


def test_it_composes_letters_that_were_sent_in_pieces() -> None:
    apart = unicodedata.normalize("NFD", "<p>Quy hoạch <strong>đến năm 2010</strong></p>")
    assert clean_html(apart) == "<p>Quy hoạch <strong>đến năm 2010</strong></p>"


def test_it_composes_no_letter_with_the_markup() -> None:
    assert clean_html("<p>\u0338a</p><p>b&gt;\u0338c</p>") == "<p>a</p>\n<p>b≯c</p>"


def test_it_drops_invisible_characters_that_hide_words_from_search() -> None:
    assert clean_html("<p>bưu\u200b chính\u00ad vi\u202eễn\x00 thông\ufeff\ud800</p>") == (
        "<p>bưu chính viễn thông</p>"
    )


def test_it_drops_what_word_leaves() -> None:
    pasted = """<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument>
    </xml><![endif]--><style>p.MsoNormal{mso-style-parent:""}</style>
    <p class="MsoNormal" style="mso-margin-top-alt:auto;text-align:justify" lang="VI"><span
    style='font-family:".VnTime";mso-bidi-font-size:14pt'><font color="red">Kính gửi:</font>
    <b style="mso-bidi-font-weight:normal">Uỷ ban</b><o:p></o:p></span></p>
    <p class="MsoNormal"><o:p>&nbsp;</o:p></p><![if !supportLists]><p>Hết<![endif]></p>
    <xml><o:OfficeDocumentSettings>x</o:OfficeDocumentSettings></xml>"""
    assert clean_html(pasted) == "<p>Kính gửi: <strong>Uỷ ban</strong></p>\n<p>Hết</p>"


def test_it_keeps_a_table_with_caption_headings_and_spans() -> None:
    table = (
        '<table border="1" style="width:500px" summary="x"><caption>Mật độ điện thoại</caption>'
        '<thead><tr><th scope="col" style="x">Năm</th><th scope="col" colspan="2">Máy</th></tr>'
        '</thead><tbody><tr><td rowspan="1" width="9">2006</td><td><p>28</p></td><td>'
        "<div>một</div><div>hai</div></td></tr></tbody></table>"
    )
    assert clean_html(table) == (
        "<table>\n<caption>Mật độ điện thoại</caption>\n<thead>\n"
        '<tr><th scope="col">Năm</th><th scope="col" colspan="2">Máy</th></tr>\n</thead>\n<tbody>\n'
        '<tr><td rowspan="1">2006</td><td>28</td><td><p>một</p><p>hai</p></td></tr>\n'
        "</tbody>\n</table>"
    )


@pytest.mark.parametrize(
    "attribute",
    ['colspan="0"', 'colspan="-1"', 'rowspan="9999"', 'scope="x"', 'colspan="2;x"', 'nowrap=""'],
)
def test_it_drops_attributes_of_a_cell_that_mean_nothing(attribute: str) -> None:
    html = f"<table><tbody><tr><th {attribute}>a</th></tr></tbody></table>"
    assert clean_html(html) == "<table>\n<tbody>\n<tr><th>a</th></tr>\n</tbody>\n</table>"


def test_it_keeps_lists_and_mends_their_nesting() -> None:
    html = (
        "<ol start=3 type=a style='x'><li><p>ba</p></li><li>bốn</li><ul><li>con</li></ul></ol>"
        "<ul>lạc<li></li></ul>"
    )
    assert clean_html(html) == (
        '<ol start="3" type="a">\n<li>ba</li>\n<li>bốn<ul>\n<li>con</li>\n</ul></li>\n</ol>\n'
        "<ul>\n<li>lạc</li>\n</ul>"
    )


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<h1>A</h1><h2>B</h2><h3>C</h3>", "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>"),
        ("<h5>A</h5><h6>B</h6>", "<h3>A</h3>\n<h4>B</h4>"),
        ("<h2>A</h2><h6>B</h6>", "<h2>A</h2>\n<h4>B</h4>"),
        (
            "<h1>A</h1><h3>B</h3><h4>C</h4><h6>D</h6>",
            "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n<p><strong>D</strong></p>",
        ),
        ("<h2><div>A</div><div>B</div></h2>", "<h2>A B</h2>"),
        ("<p><b>đậm</b> <i>nghiêng</i></p>", "<p><strong>đậm</strong> <em>nghiêng</em></p>"),
        ("<p><font>gạch</font> <span>x</span> <big>y</big></p>", "<p>gạch x y</p>"),
        ("<div>một</div><div>hai<div>ba</div></div>", "<p>một</p>\n<p>hai</p>\n<p>ba</p>"),
        ("lạc <b>đậm</b><p>sau</p>", "<p>lạc <strong>đậm</strong></p>\n<p>sau</p>"),
        ("<dl><dd>thụt vào</dd></dl>", "<p>thụt vào</p>"),
        ("<del>bỏ</del> <ins>thêm</ins>", "<p><s>bỏ</s> <u>thêm</u></p>"),
        ("<b><p>một</p><p>hai</p></b>", "<p><strong>một</strong></p>\n<p><strong>hai</strong></p>"),
        ("<blockquote>lời</blockquote>", "<blockquote><p>lời</p></blockquote>"),
        ("<p>a</p><hr><p>b</p>", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("<p>dòng một<br>dòng hai<br><br></p>", "<p>dòng một<br>dòng hai</p>"),
        ("<p>10<sup>9</sup> H<sub>2</sub>O</p>", "<p>10<sup>9</sup> H<sub>2</sub>O</p>"),
    ],
)
def test_it_writes_other_tags_in_those_of_the_table(html: str, stored: str) -> None:
    assert clean_html(html) == stored


@pytest.mark.parametrize(
    "html",
    [
        "",
        "  \n",
        "<p></p>",
        "<p>&nbsp;</p>",
        "<p><br></p>",
        "<p><strong> </strong></p>",
        "<h2></h2>",
        "<ul><li></li></ul>",
        "<div><p> </p></div>",
        "<table></table>",
        "<blockquote><p></p></blockquote>",
        "<figure><figcaption></figcaption></figure>",
        "<!-- x -->",
    ],
)
def test_it_keeps_nothing_of_what_is_empty(html: str) -> None:
    assert clean_html(html) == ""


def test_it_keeps_the_empty_cells_of_a_table() -> None:
    html = "<table><tr><td></td><td>1</td></tr></table>"
    assert "<td></td><td>1</td>" in clean_html(html)


@pytest.mark.parametrize(
    ("href", "stored"),
    [
        ("https://example.vn/a?b=1&c=2", "https://example.vn/a?b=1&amp;c=2"),
        ("//example.vn/a", "https://example.vn/a"),
        ("\\\\example.vn/a", "https://example.vn/a"),
        ("/\\example.vn/a", "https://example.vn/a"),
        ("https://example.vn/tệp tin.pdf", "https://example.vn/tệp%20tin.pdf"),
    ],
)
def test_it_marks_links_that_lead_elsewhere(href: str, stored: str) -> None:
    assert clean_html(f'<p><a href="{href}" target="_blank" onclick="x()">đây</a></p>') == (
        f'<p><a href="{stored}" rel="external noopener">đây</a></p>'
    )


@pytest.mark.parametrize(
    "href",
    ["/tin-tuc/hoi-nghi/", "#muc-1", "?trang=2", "mailto:a@example.vn", "tel:+84234000000"],
)
def test_it_keeps_links_within_the_site_and_to_people(href: str) -> None:
    html = f'<p><a href="{href}">đây</a></p>'
    assert clean_html(html) == html


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tin-tuc", "/tin-tuc/"),
        ("tin-tuc/hoi-nghi?trang=2#muc", "/tin-tuc/hoi-nghi/?trang=2#muc"),
        ("bieu-mau.pdf", "/bieu-mau.pdf"),
        ("phongvien@example.vn", "mailto:phongvien@example.vn"),
        ("0234 382 33 33", "tel:02343823333"),
        ("www.example.vn", "https://www.example.vn"),
        ("example.gov.vn/a?b", "https://example.gov.vn/a?b"),
    ],
)
def test_it_completes_an_address_without_its_beginning(typed: str, meant: str) -> None:
    rel = ' rel="external noopener"' if meant.startswith("https") else ""
    assert clean_html(f'<p><a href="{typed}">đây</a></p>') == (
        f'<p><a href="{meant}"{rel}>đây</a></p>'
    )


def test_it_takes_no_address_longer_than_any_that_leads_somewhere() -> None:
    assert clean_html(f'<p><a href="/{"a" * 2000}">đây</a></p>') == "<p>đây</p>"


def test_it_makes_links_to_this_site_hold_under_any_host(settings) -> None:
    settings.SITE_URL = "https://bcvt.example.vn"
    html = '<p><a href="https://bcvt.example.vn/tin-tuc/">a</a></p>'
    assert clean_html(html) == '<p><a href="/tin-tuc/">a</a></p>'


def test_it_keeps_the_words_of_a_link_without_an_address() -> None:
    assert clean_html('<p><a name="x">neo</a> <a href="ftp://x/">tệp</a></p>') == "<p>neo tệp</p>"


def test_it_survives_tags_nested_deeper_than_anyone_writes() -> None:
    assert clean_html("<div>" * 20_000 + "sâu") == "<p>sâu</p>"
    assert "sâu" in clean_html("<ul><li>" * 2_000 + "sâu")
    assert "sâu" in clean_html("<blockquote>" * 2_000 + "<b><sub>" * 2_000 + "sâu")
