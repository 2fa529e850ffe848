"""Pages as browsers show them: how a template breaks its lines does not count."""

import re

from bs4 import Tag

BLOCKS = (
    "article|aside|body|br|button|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|head|header"
    "|html|legend|li|link|main|meta|nav|ol|option|p|script|section|summary|table|tbody|td|tfoot|th"
    "|thead|tr|ul"
)
BESIDE_BLOCKS = re.compile(rf" ?(</?(?:{BLOCKS})\b[^>]*>) ?")


def squeezed(html: str) -> str:
    """Return the page without the white space that browsers collapse.

    Runs of it are one space; there is none beside the tags of blocks, nor before the end of a tag.
    """
    text = re.sub(r"\s+", " ", html).replace(" >", ">")
    return BESIDE_BLOCKS.sub(r"\1", text)


def words(tag: Tag) -> str:
    """Return the words of a part of a page, one space between them."""
    return " ".join(tag.get_text(" ").split())
