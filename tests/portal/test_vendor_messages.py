"""The words of Django and django-allauth have a catalogue of their own, in step with them."""

import gettext
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import allauth
import django
import pytest
from django.conf import settings
from django.utils.translation import trans_real
from django.views.i18n import JavaScriptCatalog

from portal.site.messages_check import msgids, untranslated

OURS = settings.BASE_DIR / "locale/vi/LC_MESSAGES"
VENDOR = settings.BASE_DIR / "locale/vendor/vi/LC_MESSAGES"
LIBRARIES = [Path(library.__file__).parent for library in (django, allauth)]


def texts(catalog: Path) -> set[str]:
    return set(msgids(catalog.read_text()))


def compiled(catalog: Path) -> dict[Any, str]:
    with catalog.open("rb") as file:
        entries = dict(vars(gettext.GNUTranslations(file))["_catalog"])
    entries.pop("", None)
    return entries


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_text_is_one_that_an_installed_library_says(domain):
    sources = [
        source
        for library in LIBRARIES
        for source in library.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")
    ]
    known = set().union(*map(texts, sources))
    ours = texts(VENDOR / f"{domain}.po")
    assert len(ours) > 20
    assert ours - known == set()


def test_it_wins_over_what_the_libraries_say_themselves():
    known: Any = trans_real.translation("vi")._catalog
    entries = compiled(VENDOR / "django.mo")
    own = compiled(Path(django.__file__).parent / "conf/locale/vi/LC_MESSAGES/django.mo")
    assert any(own.get(text, word) != word for text, word in entries.items())
    assert {text: known[text] for text in entries} == entries


def test_it_wins_in_the_scripts_of_the_admin(rf):
    view = JavaScriptCatalog()
    view.get(rf.get("/"), packages="django.contrib.admin")
    known = view.get_catalog()
    entries = compiled(VENDOR / "djangojs.mo")
    single = {text: word for text, word in entries.items() if isinstance(text, str)}
    assert {text: known[text] for text in single} == single


def test_where_we_and_a_library_say_the_same_the_vietnamese_is_the_same():
    ours, vendor = compiled(OURS / "django.mo"), compiled(VENDOR / "django.mo")
    both = ours.keys() & vendor.keys()
    assert "Cancel" in both
    assert {text: ours[text] for text in both} == {text: vendor[text] for text in both}


def test_a_text_of_a_library_without_vietnamese_is_named_and_nothing_is_collected(tmp_path):
    (tmp_path / "words.py").write_text('_("News")\n')
    heading = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    for folder, entry in (
        ("locale/vi", 'msgid "News"\nmsgstr "Tin tức"\n'),
        ("locale/vendor/vi", 'msgid "Log in"\nmsgstr ""\n'),
    ):
        catalog = tmp_path / folder / "LC_MESSAGES/django.po"
        catalog.parent.mkdir(parents=True)
        catalog.write_text(heading + entry)
    assert untranslated(tmp_path) == ["Log in"]


def test_makemessages_leaves_it_alone(tmp_path):
    """It would drop every entry, for no source of ours names any."""
    (tmp_path / "words.py").write_text('_("News")\n')
    vendor = tmp_path / "locale/vendor/vi/LC_MESSAGES/django.po"
    vendor.parent.mkdir(parents=True)
    (tmp_path / "locale/vi/LC_MESSAGES").mkdir(parents=True)
    vendor.write_bytes((VENDOR / "django.po").read_bytes())
    (tmp_path / "conf.py").write_text(
        "from pathlib import Path\n"
        "HERE = Path(__file__).parent\n"
        'LOCALE_PATHS = [HERE / "locale", HERE / "locale/vendor"]\n'
    )
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=vi"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "conf"},
        capture_output=True,
        check=True,
    )
    assert 'msgid "News"' in (tmp_path / "locale/vi/LC_MESSAGES/django.po").read_text()
    assert vendor.read_bytes() == (VENDOR / "django.po").read_bytes()
