"""The tree of a text: what is read the quick way is what a parser reads."""

import pytest

from portal.media.richtext import cleaning, tree
from portal.media.richtext.tree import Element, Node
from tests.portal.media.richtext.fragments import FRAGMENTS

ODD = (
    "", "lời trần", "<p>a &amp; b &lt;c&gt; &nbsp;\u00a0&quot;</p>", "<p>a<br>b<hr></p>",
    '<p><a href="/x?a=1&amp;copy=2" title="&lt;b&gt; &quot;c&quot;">d</a>',
    "<p><span>Tie\u0302</span><span>\u0301ng</span></p>", "<p>&lt;\u0338 &gt;\u0338</p>",
    "<p>\u0338x</p>", "<p>mê\u00adm &shy; &#173; &copy; &</p>", "<p>hai</b></i></p></p>",
    "<p>\u2028a\ufeff</p>", "<P CLASS='x'>hoa</P>", "<p a=1>tr</p>", "<!-- x --><p>y</p>",
    "<title><b>x</b></title>", "1 < 2 <p", '<p title="a>b">c</p>', "<p>" * 80 + "sâu",
    '<p class="a" class="b">x</p>', "<p >x</p ><br/>", "<p>Ti\u1ebfng Vi\u1ec7t</p>",
)  # fmt: skip


def shape(node: Node) -> object:
    if isinstance(node, str):
        return node
    return node.tag, node.attributes, [shape(child) for child in node.children]


def by_parser(html: str) -> Element:
    reader = tree._Reader()
    reader.feed(html)
    reader.close()
    return reader.root


@pytest.mark.parametrize("html", [*(html for _, html, _ in FRAGMENTS), *ODD])
def test_a_text_is_read_as_a_parser_reads_it(html: str) -> None:
    for each in (html, cleaning._sift.clean(html), cleaning.clean_html(html)):
        assert shape(tree.read(each)) == shape(by_parser(each))


def test_what_the_cleaner_writes_is_read_without_a_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    html = '<p>Họp <b>tuần</b> &amp; <a href="https://a.vn/?b&amp;c">d</a></p>\n<p>Hết</p>'
    expected = cleaning.clean_html(html)
    monkeypatch.setattr(tree._Reader, "feed", None)
    assert cleaning.clean_html(html) == expected
