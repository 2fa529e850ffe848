"""The pages that the long suite looks at: one of each kind that the demo has."""

from tests.browser.pages import DESK, FORMS, PAGES

type Page = tuple[str, str, str, int]  # name, path, who looks, status


def pages() -> list[Page]:
    found = [
        (name, path, "", 404 if name == "missing" else 200)
        for name, path in (PAGES | FORMS).items()
    ]
    return found + [(name, path, "dn-a", 200) for name, path in DESK.items()]


# What people come for; Lighthouse looks at these.
IMPORTANT = {"search page": "/tim-kiem/"} | {
    name: PAGES[name]
    for name in ("home", "list", "article", "search", "plan", "indicator", "enterprise")
}
