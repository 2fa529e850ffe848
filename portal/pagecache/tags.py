"""The template tag that keeps a part of a page."""

from django import template
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.pagecache.fragments import fragments

register = template.Library()


class FragmentNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str, parts: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.parts = nodelist, name, parts

    def render(self, context: Context) -> str:
        key = (self.name, get_language(), *(part.resolve(context) for part in self.parts))
        html = fragments().get_or_make(key, lambda: self._make(context))
        return mark_safe(html)  # noqa: S308  # made by the template, so escaped where it had to be

    def _make(self, context: Context) -> str:
        with context.push():
            return self.nodelist.render(context)


@register.tag
def fragment(parser: Parser, token: Token) -> FragmentNode:
    """Keep what stands inside, by its name, the language, and whatever else it depends on.

    `{% fragment name part part %}…{% endfragment %}`; the parts are plain values such as keys. It
    must show the same to everybody, and set nothing that is used behind it.
    """
    _tag, name, *parts = token.split_contents()
    nodelist = parser.parse(("endfragment",))
    parser.delete_first_token()
    return FragmentNode(nodelist, name, [parser.compile_filter(part) for part in parts])
