import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text.html import paragraphs_of, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hội</p><p>nghị</p>", "Hội nghị"),
        ("<p>H<b>ộ</b>i <em class='x'>nghị</em></p>", "Hội nghị"),
        ("một<br>hai<br/>ba<hr>bốn", "một hai ba bốn"),
        ("<ul><li>1</li><li>2</li></ul><table><tr><td>3</td><td>4</td></tr></table>", "1 2 3 4"),
        ("B&agrave;i &amp; &lt;b&gt; &#7897;&nbsp;x", "Bài & <b> ộ x"),
        ('<a title="a > b" href="/x">chữ</a><img alt="1>2" src="y">', "chữ"),
        ("<script>var x = '<p>';</script><style>p{}</style>còn<!-- <p>ẩn</p> -->lại", "còn lại"),
        ("35 < 36 và 5 > 4", "35 < 36 và 5 > 4"),
        ("Hue\u0302\u0301 mo\u00adng", "Huế mong"),
        ("<article>bài</article><section>x</section>", "bài x"),
        ("", ""),
    ],
)
def test_it_reads_html_as_a_reader_does(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>Một <b>hai</b></p>\n<p> </p><P>ba</P>", ["Một hai", "ba"]),
        ("<blockquote>Trích</blockquote><p>lời</p>", ["Trích", "lời"]),
        ("<pre>dòng\nmột</pre><dl><dt>ý</dt><dd>nghĩa</dd></dl>", ["dòng một", "ý", "nghĩa"]),
        ("<table><caption>Bảng</caption><tr><th>a</th><td>b</td></tr></table>", ["Bảng", "a", "b"]),
        ("chữ trần", ["chữ trần"]),
        ("", []),
    ],
)
def test_each_block_is_a_paragraph(html: str, paragraphs: list[str]) -> None:
    assert paragraphs_of(html) == paragraphs


@pytest.mark.parametrize("part", ["<a ", "<a '", "<a \"<b '", "<!--", "<script ", "&", "<p x="])
def test_it_reads_hostile_html_in_linear_time(part: str) -> None:
    started = time.process_time()
    plain_text(part * 50_000)
    assert time.process_time() - started < 2


def test_a_sign_with_digits_without_end_is_no_letter() -> None:
    assert plain_text(f"a &#{'9' * 5000}; b &#7897;") == "a \ufffd b ộ"


@given(st.text(alphabet="<>pab/'\"! -=&;ộ"))
def test_it_never_fails_and_leaves_one_line(html: str) -> None:
    text = plain_text(html)
    assert text == " ".join(text.split())
