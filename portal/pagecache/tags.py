"""The template tag that keeps a part of a page."""

from typing import Final

from django import template
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.pagecache.clock import Stamp, stamp_outside_transactions
from portal.pagecache.fragments import Typed, fragments, typed_fragments

register = template.Library()
# In what is known while one template is rendered.
_BEGUN: Final = "portal.pagecache.begun"


class FragmentNode(template.Node):
    def __init__(
        self,
        nodelist: NodeList,
        name: str,
        parts: list[FilterExpression],
        kinds: tuple[str, ...] | None,
    ) -> None:
        self.nodelist, self.name, self.parts, self.kinds = nodelist, name, parts, kinds

    def render(self, context: Context) -> str:
        parts = [part.resolve(context) for part in self.parts]
        if None in parts:
            return self._make(context)
        language, stamp = _begun(context)
        key = (self.name, language, *parts)
        is_typed = any(isinstance(part, Typed) for part in parts)
        store = typed_fragments() if is_typed else fragments()
        html = store.get_or_make(key, lambda: self._make(context), stamp, self.kinds)
        return mark_safe(html)  # noqa: S308  # made by the template, so escaped where it had to be

    def _make(self, context: Context) -> str:
        if self.kinds is not None:
            return self._make_alone(context)
        with context.push():
            return self.nodelist.render(context)

    def _make_alone(self, context: Context) -> str:
        """Make it of nothing but its parts: what was read before it may be older than it says."""
        given = {part.token: part.resolve(context) for part in self.parts}
        return self.nodelist.render(context.new(given))


def _begun(context: Context) -> tuple[str | None, Stamp | None]:
    """Return language and generation in which the page was begun: its parts are all of these."""
    known: tuple[str | None, Stamp | None] | None = context.render_context.get(_BEGUN)
    if known is None:
        known = context.render_context[_BEGUN] = (get_language(), stamp_outside_transactions())
    return known


@register.tag
def fragment(parser: Parser, token: Token) -> FragmentNode:
    """Keep what stands inside, by its name, the language, and whatever else it depends on.

    `{% fragment name part part %}…{% endfragment %}`; the parts are plain values such as keys, and
    where one of them is None nothing is kept. It must show the same to everybody, and set nothing
    that is used behind it. Publications of other kinds than those behind an `of` leave it as it is:
    `{% fragment name of event notice %}`. Of the page's variables it then has its parts only.
    """
    _tag, name, *words = token.split_contents()
    parts, kinds = words, None
    if "of" in words:
        place = words.index("of")
        parts, kinds = words[:place], tuple(words[place + 1 :])
    nodelist = parser.parse(("endfragment",))
    parser.delete_first_token()
    return FragmentNode(nodelist, name, [parser.compile_filter(part) for part in parts], kinds)
