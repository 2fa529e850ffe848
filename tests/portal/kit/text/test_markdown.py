"""Our documents as HTML: what they use of Markdown, and nothing that runs."""

import pytest

from portal.kit.text.markdown import Heading, render


def html(source: str) -> str:
    return render(source, picture=lambda name: f"/anh/{name}").html


def test_the_title_stands_apart_and_headings_have_names():
    document = render("# Sổ tay\n\n## Đính chính\nChữ\n### Gỡ bài", picture=str)
    assert document.title == "Sổ tay"
    assert document.headings == (
        Heading(2, "Đính chính", "dinh-chinh"),
        Heading(3, "Gỡ bài", "go-bai"),
    )
    assert document.html == (
        '<h2 id="dinh-chinh">Đính chính</h2>\n<p>Chữ</p>\n<h3 id="go-bai">Gỡ bài</h3>'
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("một\nhai\n\nba", "<p>một\nhai</p>\n<p>ba</p>"),
        ("*nghiêng*", "<p><em>nghiêng</em></p>"),
        ("**đậm** và `mã`", "<p><strong>đậm</strong> và <code>mã</code></p>"),
        ("`**mã**`", "<p><code>**mã**</code></p>"),
        ("[chỗ này](/admin/)", '<p><a href="/admin/">chỗ này</a></p>'),
        ("[tài liệu](van-hanh.md)", "<p>tài liệu</p>"),
        ("[mục](#đính-chính)", '<p><a href="#dinh-chinh">mục</a></p>'),
        ("- một\n- hai\n  dòng", "<ul>\n<li>một</li>\n<li>hai\ndòng</li>\n</ul>"),
        ("1. một\n2. hai", "<ol>\n<li>một</li>\n<li>hai</li>\n</ol>"),
        ("![Ảnh](img/a.png)", '<p><img src="/anh/img/a.png" alt="Ảnh"></p>'),
        (
            "| a | b |\n| --- | ---: |\n| 1 | **2** |",
            "<table>\n<thead>\n<tr>\n"
            '<th scope="col">a</th>\n<th scope="col">b</th>\n</tr>\n</thead>\n<tbody>\n'
            "<tr>\n<td>1</td>\n<td><strong>2</strong></td>\n</tr>\n</tbody>\n</table>",
        ),
        ("", ""),
        ("**lẻ `loi", "<p>**lẻ `loi</p>"),
    ],
)
def test_it_knows_what_our_documents_use(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "<script>x</script>",
        "## <b>x",
        "- <img src=x>",
        "`<i>`",
        "**<u>**",
        "[x<s>](/a)",
        '![a"<x>](a.png)',
        "| <a> |\n| --- |\n| <b> |",
    ],
)
def test_markup_is_shown_and_not_obeyed(source):
    made = html(source)
    assert not any(
        f"<{tag}" in made for tag in ("script", "img src=x", "s>", "x>", "u>", "i>", "b>")
    )
    assert "&lt;" in made


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.com", "data:text/html,x"])
def test_an_address_that_is_none_is_no_link(address):
    assert "href" not in html(f"[x]({address})")
