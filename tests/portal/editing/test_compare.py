"""Two texts beside each other show what differs, and no marks around nothing."""

import pytest

from portal.editing.compare import differences
from portal.publishing import revisions
from tests import builders

pytestmark = pytest.mark.django_db
LIST = "<p>Chúng tôi làm:</p>\n<ul>\n<li>mạng</li>\n<li>phần mềm</li>\n</ul>"


def compared(before, after):
    """The one difference between an article of the one text and of the other."""
    article = builders.article(body=before)
    old = revisions.snapshot(article)
    new = old | {"fields": old["fields"] | {"body": after}}
    (found,) = differences(article, old, new)
    return found


def test_a_list_that_is_new_has_no_marks_around_nothing():
    found = compared("", LIST)
    assert found.name == "body"
    assert "<ins>mạng</ins>" in found.inline
    assert "<ins>\n</ins>" not in found.inline
    assert "<del>" not in found.inline


def test_what_was_not_there_before_leaves_no_empty_items():
    found = compared("", LIST)
    assert found.before == ""
    assert "<li><ins>phần mềm</ins></li>" in found.after.replace("\n", "")


def test_a_picture_is_no_nothing():
    picture = '<figure><img src="/media/a.jpg" alt="Cổng" width="4" height="3"></figure>'
    found = compared("<p>Cổng.</p>", f"<p>Cổng.</p>{picture}")
    assert "<img" in found.after
    assert "<img" not in found.before
