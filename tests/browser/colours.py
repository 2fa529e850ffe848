"""Whether words can be told from what lies behind them: axe, asked once of each look.

Contrast takes half of axe's time and hangs on few things: the colours, size and weight of letters,
and what lies behind them. Some twenty such looks make a page and some hundred all pages of the
staff, so a page is asked about the looks that did not pass on another before.
"""

from typing import Any, Final, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# What the colours of the night can break; the rest of a page is the same by day.
RULES_OF_COLOUR: Final = ["color-contrast", "link-in-text-block"]

# What floats may lie on anything, so it counts by its name; a link has to differ from the words
# around it, too.
_LOOK: Final = """const grounds = new Map();
  const ground = (e) => {
    if (!e) return '';
    if (!grounds.has(e)) {
      const {opacity, position, backgroundColor, backgroundImage} = getComputedStyle(e);
      const floats = ['absolute', 'fixed', 'sticky'].includes(position) ? e.className : '';
      const own = [opacity, floats, backgroundColor, backgroundImage].join(' ');
      grounds.set(e, own + (backgroundColor.startsWith('rgb(') ? '' : ground(e.parentElement)));
    }
    return grounds.get(e);
  };
  const look = (e) => {
    const {color, fontSize, fontWeight, textShadow, textDecorationLine} = getComputedStyle(e);
    const around = e.parentElement;
    const isInText = e.matches('a') && around.textContent.trim() !== e.textContent.trim();
    const beside = isInText ? [getComputedStyle(around).color, textDecorationLine] : [];
    return [color, fontSize, fontWeight, textShadow, ...beside, ground(e)].join(' ');
  };"""
# The looks of the elements with words in them that are seen, each with its kinds of element.
_SEEN: Final = (
    "() => {"
    + _LOOK
    + """
  const written = new Set(document.querySelectorAll('input, textarea, select'));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    if (texts.currentNode.data.trim()) written.add(texts.currentNode.parentElement);
  // One element stands for all of its look and kind.
  const seen = window.seen = new Map();
  for (const e of written) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.matches(':disabled')) continue;
    const kind = `${e.tagName} ${e.className} in ${e.parentElement.className}`;
    seen.set(JSON.stringify([look(e), kind]), e);
  }
  return [...seen.keys()].map(JSON.parse);
}"""
)
_ASKED: Final = (
    "async ([rules, places]) => {"
    + _LOOK
    + """
  const elements = [...window.seen.values()];
  const {passes, violations} = await axe.run({include: places.map(place => elements[place])},
    {runOnly: {type: 'rule', values: rules}, resultTypes: ['passes', 'violations'],
      elementRef: true});
  const readable = passes.filter(rule => rule.id === 'color-contrast').flatMap(r => r.nodes);
  return {
    broken: violations.map(({id, nodes}) => ({id, nodes: nodes.map(({html}) => ({html}))})),
    readable: readable.map(node => look(node.element)),
  };
}"""
)


class Colours:
    """What was found readable on the pages so far, by day and by night."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {"light": set(), "dark": set()}

    def unreadable(self, page: Page, scheme: Literal["light", "dark"]) -> list[dict[str, Any]]:
        """Show the page in these colours; return the rules that they break, with the elements."""
        page.emulate_media(color_scheme=scheme)
        known, seen = self._known[scheme], page.evaluate(_SEEN)
        # What axe passes over, such as a lone arrow, is known as an element of that kind only.
        new = [
            place
            for place, (look, kind) in enumerate(seen)
            if look not in known and f"{look} {kind}" not in known
        ]
        if not new:
            return []
        have_axe(page)
        answer = page.evaluate(_ASKED, [RULES_OF_COLOUR, new])
        known.update(answer["readable"])
        if not answer["broken"]:
            known.update(f"{look} {kind}" for look, kind in seen)
        broken: list[dict[str, Any]] = answer["broken"]
        return broken


def bring_axe(page: Page) -> None:
    """Have axe on each page that is opened from now on: the browser reads its text once."""
    page.context.add_init_script(f"if (window === window.top) {{ {AXE_SCRIPT} }}")


def have_axe(page: Page) -> None:
    """Have axe on the page that is open."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
