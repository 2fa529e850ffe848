"""One table: what can be typed and what is kept do not differ."""

from portal.kit.text.html import BLOCK_TAGS
from portal.media.richtext import editor, table
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.lines import BLOCKS

MADE_BY = {
    "Bold": "<p><strong>a</strong></p>",
    "Italic": "<p><em>a</em></p>",
    "Underline": "<p><u>a</u></p>",
    "Strike": "<p><s>a</s></p>",
    "JustifyCenter": '<p class="align-center">a</p>',
    "JustifyRight": '<p class="align-right">a</p>',
    "Subscript": "<p><sub>a</sub></p>",
    "Superscript": "<p><sup>a</sup></p>",
    "BulletedList": "<ul>\n<li>a</li>\n</ul>",
    "NumberedList": "<ol>\n<li>a</li>\n</ol>",
    "Blockquote": "<blockquote><p>a</p></blockquote>",
    "Link": '<p><a href="/a">a</a></p>',
    "Table": "<table>\n<tbody>\n<tr><td>a</td></tr>\n</tbody>\n</table>",
    "HorizontalRule": "<hr>",
}
# These make nothing, or are tested elsewhere.
WITHOUT_TAG = {
    *("Undo", "Redo", "Unlink", "RemoveFormat", "PasteText", "Maximize"),
    *("Format", "Image", "QuotedFigure", "WordFile"),
}


def test_it_keeps_what_each_button_makes() -> None:
    buttons = {button for group in table.toolbar() for button in group}
    assert buttons == set(MADE_BY) | WITHOUT_TAG
    for html in MADE_BY.values():
        assert clean_html(html) == html


def test_each_block_that_is_kept_ends_a_paragraph() -> None:
    assert BLOCKS & set(table.allowed()) == BLOCK_TAGS & set(table.allowed())


def test_it_keeps_each_format_that_the_editor_offers() -> None:
    for tag in table.FORMATS:
        assert clean_html(f"<{tag}>a</{tag}>") == f"<{tag}>a</{tag}>"


def test_it_lets_the_editor_type_exactly_what_is_kept() -> None:
    written = {tag for piece in table.PIECES for tag in piece.written}
    typed = {rule.split("[")[0].split("(")[0] for rule in table.editor_rules().split("; ")}
    assert typed <= set(table.allowed())
    assert set(table.allowed()) - typed <= written
    assert editor.CKEDITOR_CONFIGS["default"]["allowedContent"] == table.editor_rules()


def test_it_lets_no_tag_that_runs_or_frames_into_the_table() -> None:
    assert not set(table.allowed()) & {"script", "style", "iframe", "object", "form", "svg", "math"}
    for attributes in table.allowed().values():
        assert not any(name.startswith("on") for name in attributes)
        assert not attributes & {"style", "id", "class", "srcdoc", "target"}
