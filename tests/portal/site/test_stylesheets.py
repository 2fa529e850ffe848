"""One stylesheet goes to readers; it is written as one file a component."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders

from portal.site.stylesheets import (
    ALONE,
    BUILT,
    JOINED,
    WITHOUT_LAYERS,
    StylesJoined,
    joined,
)

SITE, EMBEDDED = "css/site.css", "css/embedded.css"
LAYERS = ("tokens", "base", "layout", "components", "print")
RAW_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)
PARTS = sorted((settings.BASE_DIR / "static/css/site").glob("*.css"))


@pytest.fixture
def finder(tmp_path) -> StylesJoined:
    """Looks for parts in a folder of its own, and builds into one."""
    (tmp_path / "css/site").mkdir(parents=True)
    found = StylesJoined()
    found.locations = [("", str(tmp_path))]
    found.storages = {}
    return found


def write(folder: Path, name: str, text: str) -> None:
    (folder / "css/site" / name).write_text(text, encoding="utf-8")


def test_parts_are_joined_by_name(finder, tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    write(tmp_path, "card.css", ".card { gap: 0 } /* why */\n")
    write(tmp_path, "00-layers.css", "@layer base, components;\n")
    assert Path(finder.find(SITE)).read_text(encoding="utf-8") == (
        "@layer base, components;.card { gap: 0 }\n"
    )


def test_a_changed_part_is_seen_at_once(finder, tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    write(tmp_path, "card.css", ".card { gap: 0 }\n")
    finder.find(SITE)
    write(tmp_path, "card.css", ".card { gap: 1px }\n")
    assert Path(finder.find(SITE)).read_text(encoding="utf-8") == ".card { gap: 1px }\n"


def test_what_has_not_changed_is_not_written_again(finder, tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    write(tmp_path, "card.css", ".card { gap: 0 }\n")
    first = Path(finder.find(SITE)).stat().st_mtime_ns
    assert Path(finder.find(SITE)).stat().st_mtime_ns == first


def test_collecting_takes_the_whole_and_not_its_parts():
    names = [name for finder in get_finders() for name, _storage in finder.list([])]
    assert [names.count(name) for name in BUILT] == [1] * len(BUILT)
    assert [name for name in names if name.startswith("css/site/")] == []


def test_a_light_page_has_its_parts_only():
    light = Path(str(finders.find(EMBEDDED))).read_text(encoding="utf-8")
    assert light.startswith(f"@layer {', '.join(LAYERS)};")
    assert ".chart-line" in light
    assert ".masthead" not in light
    missing = (JOINED[EMBEDDED] or set()) - {part.stem for part in PARTS}
    assert missing == set()


def test_words_in_a_comment_do_not_go_out(tmp_path):
    part = tmp_path / "a.css"
    part.write_text("/* one\n   two */\n.a {\n    gap: 0;\n}\n", encoding="utf-8")
    assert joined([part]) == ".a {gap: 0;}\n"


def test_the_layers_come_first():
    style = Path(str(finders.find(SITE))).read_text(encoding="utf-8")
    assert style.startswith(f"@layer {', '.join(LAYERS)};")


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        (SITE, (":root {", ".visually-hidden:not", ".print-only {", ".wrap {", ".prose")),
        (EMBEDDED, (":root {", "body {")),
        (ALONE, (".emergency-3 {", ".light {")),
    ],
)
def test_browsers_without_layers_get_what_makes_pages_readable(name, rules):
    """All others skip it, for there it would win over every layer."""
    style = Path(str(finders.find(name))).read_text(encoding="utf-8")
    parts = re.split(r"(?=@layer |@supports not \(\()", style)
    old = "".join(part for part in parts if part.startswith(WITHOUT_LAYERS))
    assert style.count(WITHOUT_LAYERS) > 0
    assert [rule for rule in rules if rule not in old] == []


@pytest.mark.parametrize("part", PARTS[1:], ids=lambda part: part.stem)
def test_every_rule_stands_in_a_layer(part):
    text = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.fullmatch(rf"(\s*@layer (?:{'|'.join(LAYERS)}) \{{.*?\n\}}\s*)+", text, re.DOTALL)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_colours_come_from_the_tokens(part):
    text = re.sub(r"url\(.*?\)", "", part.read_text(encoding="utf-8"))
    if part.stem not in {"tokens", "print"}:
        assert RAW_COLOUR.findall(text) == []


def test_the_admin_is_dark_in_the_same_colours_whoever_asks_for_it():
    """By the system or by the switch above; browsers of the staff may lack `light-dark()`."""
    style = (settings.BASE_DIR / "static/css/admin.css").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:dark\) \{\s*:root|theme=\"dark\"\]) \{([^}]*)\}", style)
    by_system, by_switch = (
        dict(re.findall(r"(--[\w-]+): ([^;]+);", block)) for block in blocks[:2]
    )
    assert by_system
    assert by_system == by_switch
