"""Two texts beside each other show what differs, and no marks around nothing."""

import random
import re
from datetime import time
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from portal.editing import word_by_word
from portal.editing.compare import differences
from portal.editing.compared_attributes import with_differing_attributes
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from projects.indicators.quoted_figures import reference
from tests import builders
from tests.enterprises import builders as builders_of_enterprises
from tests.projects import builders as builders_of_projects
from tests.security.pace import seconds_of

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


FIGURE = '<figure><picture><img src="/media/a.jpg" alt="{}"></picture></figure><p>Lời.</p>'


def stored(*texts):
    """The difference between two texts as they were stored."""
    article = builders.article()
    data = revisions.snapshot(article)
    old, new = (data | {"fields": data["fields"] | {"body": text}} for text in texts)
    (found,) = differences(article, old, new)
    return found


def plain(markup):
    """The words without the marks of a change."""
    return " ".join(re.sub("</?(ins|del)>", "", markup).split())


def pictured(*alts):
    """The difference between texts with the same picture, of which other words are said."""
    return stored(*(FIGURE.format(alt) for alt in alts))


def test_what_is_said_of_a_picture_is_compared_like_other_words():
    found = pictured("Cổng cũ", "Cổng &lt;mới&gt; của Sở")
    assert "[Ảnh: Cổng" in found.inline
    assert "cũ]</del>" in found.inline
    assert "&lt;mới&gt;" in found.after
    assert "mới" not in found.before
    assert found.hint == ""
    assert "[Ảnh không có lời mô tả]" in pictured("", "Cổng").before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<table><tbody><tr><td>Huyện</td></tr></tbody></table>",
         '<table><tbody><tr><th scope="col">Huyện</th></tr></tbody></table>'),
        ("<h2>Tên</h2>", "<h3>Tên</h3>"),
    ],
)  # fmt: skip
def test_where_no_word_differs_both_looks_stand_side_by_side(before, after):
    found = compared(before, after)
    assert found.before.replace("\n", "") == before
    assert found.after == after
    assert "Không khác chữ nào" in found.hint


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ('<p><abbr title="Sở {}">Sở</abbr> mở cửa.</p>', "cũ", "mới"),
        ('<p><a href="/a/" title="{}">Mẫu đơn</a></p>', "bản cũ", "bản mới"),
        ('<p>Ảnh <picture><img src="/media/a.jpg" alt="" title="{}"></picture></p>', "cũ", "mới"),
        ('<p>Có <data value="so-lieu:{}:2007-01-01:2007-12-31">100</data> máy.</p>', "45", "46"),
    ],
)
def test_what_stands_behind_a_word_is_compared_like_words(text, old, new):
    found = stored(text.format(old), text.format(new))
    assert found.hint == ""
    before, after = plain(found.before), plain(found.after)
    for word, this, other in ((old, before, after), (new, after, before)):
        assert re.search(rf"\[(Chú thích|Số liệu): [^]]*{word}[^]]*\]", this)
        assert not re.search(rf"\[[^]]*{word}", other)


def test_what_stands_behind_words_of_both_texts_is_not_told():
    hint = '<p><abbr title="Sở Bưu chính">Sở</abbr> {}.</p>'
    assert "[" not in compared(hint.format("cũ"), hint.format("mới")).inline


def test_a_quoted_figure_is_named_for_who_may_see_it():
    series = builders_of_projects.indicator()
    figure = builders_of_projects.observation(series, builders.article("Báo cáo"))
    quoted = '<p>Có <data value="{}">100</data> máy.</p>'
    nowhere = "so-lieu:9:1999-01-01:1999-12-31"
    found = stored(quoted.format(reference(figure)), quoted.format(nowhere))
    assert "[Số liệu: Mật độ điện thoại, 2007]" in plain(found.before)
    assert f"[Số liệu: {nowhere}]" in plain(found.after)


def test_who_reviews_is_told_where_no_word_differs(client):
    article = builders.article(body="<h2>Tên</h2>")
    data = revisions.snapshot(article)
    data["fields"]["body"] = "<h3>Tên</h3>"
    changes.propose(article, data, by=builders.reporter())
    article.refresh_from_db()
    workflow.transition(article, to=State.SUBMITTED, by=builders.editor())
    client.force_login(builders.publisher())
    page = client.get(reverse("admin:articles_article_review", args=[article.pk])).text
    assert "Không khác chữ nào" in page


def test_a_cover_is_shown_small_on_both_sides():
    first, second = (
        builders.picture(file=f"pictures/aa/{name}.jpg", alt=name, sha256=name[0] * 64)
        for name in ("cong", "dao")
    )
    article = builders.article(cover=first, cover_alt="Cổng")
    old = revisions.snapshot(article)
    new = old | {"fields": old["fields"] | {"cover_id": second.pk}}
    (found,) = differences(article, old, new)
    assert "pictures/aa/cong.jpg" in found.before
    assert "pictures/aa/dao.jpg" in found.after
    assert "dao.jpg" not in found.before


def test_what_was_taken_out_stands_before_what_took_its_place():
    inline = compared("<p>Giá 100 đồng mỗi phút.</p>", "<p>Giá 200 đồng mỗi phút.</p>").inline
    assert inline.index("100</del>") < inline.index("200</ins>")
    assert inline.endswith("đồng mỗi phút.</p>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Một đoạn cũ.</p>", "<p>Viết lại: mới.</p>"),
        ("<h2>Tên cũ</h2><p>Giữ nguyên.</p>", "<h2>Đề mục mới</h2><p>Giữ nguyên.</p>"),
        ("<ul><li>việc cũ</li><li>giữ</li></ul>", "<ul><li>mới hẳn</li><li>giữ</li></ul>"),
        ("<p>Đoạn cũ</p><ul><li>a</li></ul>", "<h3>Đề mục</h3><p>mới</p>"),
        (
            "<table><tbody><tr><td>số cũ</td></tr></tbody></table>",
            "<table><tbody><tr><td>mới</td></tr></tbody></table>",
        ),
    ],
)
def test_what_changes_as_a_whole_shows_the_old_first(before, after):
    found = compared(before, after)
    assert found.inline.index("cũ") < found.inline.index("mới")
    assert "mới" not in found.before
    assert "cũ" not in found.after
    assert ("Giữ" in found.inline) == ("Giữ" in before)


def test_what_is_kept_between_two_changes_keeps_its_place():
    inline = compared(
        "<p>một</p><p>giữ lại đây</p><p>hai</p>", "<p>giữ lại đây</p><p>ba</p>"
    ).inline
    assert inline.index("một") < inline.index("giữ lại") < inline.index("hai") < inline.index("ba")


def test_a_changed_address_is_told_in_vietnamese():
    inline = compared('<p><a href="/a/">Mẫu đơn</a></p>', '<p><a href="/b/">Mẫu đơn</a></p>').inline
    assert "Liên kết: /a/" in inline
    assert "Liên kết: /b/" in inline


def test_a_space_behind_a_link_is_kept():
    link = '<a href="/tin-tuc/">hội nghị</a>'
    found = compared(f"<p>Có 100. Xem {link}\xa0nhé.</p>", f"<p>Có 150. Xem {link}&nbsp;nhé.</p>")
    assert "hội nghị</a> nhé." in found.after
    assert "hội nghị</a> nhé." in found.before


def test_versions_are_chosen_by_who_and_when(client):
    editor = builders.editor()
    client.force_login(editor)
    article = builders.article(by=editor)
    page = client.get(reverse("admin:articles_article_compare", args=[article.pk]))
    (version,) = article.revisions.all()
    words = f"1 · {date_format(timezone.localtime(version.created_at), 'DATETIME_FORMAT')}"
    assert words in " ".join(page.content.decode().split())
    assert str(editor) in page.content.decode()


def test_the_version_before_the_newest_is_offered_to_be_brought_back(client):
    editor = builders.editor()
    client.force_login(editor)
    article = builders.article(by=editor)
    address = reverse("admin:articles_article_history", args=[article.pk])
    assert "id_number" not in client.get(address).text
    changes.propose(article, revisions.snapshot(article), by=editor)
    assert article.revisions.count() == 2
    assert '<option value="1" selected>' in client.get(address).text


def test_nobody_sees_a_withdrawn_page_as_readers_do(client):
    editor = builders.editor()
    client.force_login(editor)
    article = builders.article(by=editor)
    address = reverse("admin:articles_article_compare", args=[article.pk])
    assert "người đọc đang thấy" in client.get(address).content.decode()
    workflow.transition(article, to=State.WITHDRAWN, by=builders.publisher(), comment="Sai")
    assert "người đọc đang thấy" not in client.get(address).content.decode()


def test_the_version_that_readers_see_is_named_by_its_number(client):
    article = builders.article(body="<p>Lời.</p>")
    data = revisions.snapshot(article)
    data["fields"]["title"] = "Tên mới"
    changes.propose(article, data, by=builders.reporter())
    client.force_login(builders.publisher())
    text = client.get(reverse("admin:articles_article_compare", args=[article.pk])).text
    assert f"Người đọc đang thấy phiên bản {article.live_number}." in text


def test_what_was_stored_with_letters_that_are_none_is_compared_all_the_same():
    article = builders.article("Cũ")
    old, new = revisions.snapshot(article), revisions.snapshot(article)
    new["fields"]["title"] = "Mới\ufffe\x01"
    (difference,) = differences(article, old, new)
    assert difference.inline == "<p><del>Cũ</del></p> <p><ins>Mới</ins></p>"


def test_numbers_stand_without_the_zeros_of_their_column():
    project = builders_of_projects.project()
    line = builders_of_projects.budget(project, planned="45")
    old = revisions.snapshot(project)
    line.planned = Decimal("1045.5")
    line.save()
    (found,) = differences(project, old, revisions.snapshot(project))
    assert "<del>45</del>" in found.before
    assert "<ins>1.045,5</ins>" in found.after
    with override("en"):
        (found,) = differences(project, old, revisions.snapshot(project))
    assert "<ins>1,045.5</ins>" in found.after


def test_a_figure_has_just_the_digits_that_were_typed():
    proof = builders.article()
    indicator = builders_of_projects.indicator()
    target = builders_of_projects.target(indicator, proof, value="12.500")
    old = revisions.snapshot(indicator)
    target.delete()
    (found,) = differences(indicator, old, revisions.snapshot(indicator))
    assert "12,500" in found.before


def test_an_hour_stands_without_seconds():
    event = builders_of_enterprises.event()
    old = revisions.snapshot(event)
    event.agenda.create(at=time(7, 30), title="Khai mạc")
    (found,) = differences(event, old, revisions.snapshot(event))
    assert "07:30" in found.after
    assert "07:30:00" not in found.after


def test_a_number_as_it_was_typed_is_the_one_that_was_read():
    listing = builders_of_enterprises.listing(quantity="4.5", unit="km")
    old = revisions.snapshot(listing)
    old["fields"]["quantity"] = "4.5"
    new = {**old, "fields": old["fields"] | {"quantity": "4.50"}}
    assert differences(listing, old, new) == []
    assert revisions.changed_names(listing, old, new) == []


# --- long texts -----------------------------------------------------------------------------------


TOO_LONG = "Quá dài để so sánh từng chữ. Hãy xem hai bản đặt cạnh nhau."


def test_long_texts_are_marked_like_any_others():
    line = "<p>Sở tiếp tục kiểm tra hạ tầng viễn thông của tỉnh.</p>"
    found = stored(line * 300 + "<p>ngày 3</p>", line * 300 + "<p>ngày 4</p>")
    assert len(found.before) > word_by_word.AT_ONCE / 2
    assert "ngày <del>3</del> <ins>4</ins>" in found.inline
    assert found.hint == ""


def test_words_without_end_stand_side_by_side_only():
    found = stored("<p>b</p>", f"<p>{'a ' * 200_000}</p>")
    assert (found.is_marked, found.inline) == (False, "")
    assert found.hint == TOO_LONG
    assert found.before == "<p>b</p>"
    assert found.after.startswith("<p>a a a")


def hard(seed):
    """A text of few words that repeat, between others that are the same: the worst to compare."""
    chance = random.Random(seed)
    words = [f"{first}{second}" for first in "abcdefghijk" for second in "abcdefghij"]
    blocks = (
        [*(f"{number}x{place}" for place in range(6)), *chance.choices(words, k=20)]
        for number in range(900)
    )
    return f"<p>{' '.join(word for block in blocks for word in block)}</p>"


def test_what_takes_too_long_is_given_up_and_short_texts_are_marked_all_the_same(monkeypatch):
    monkeypatch.setattr(word_by_word, "MAX_SECONDS", 1)
    old = revisions.snapshot(builders.article())
    texts = [{"title": f"Tin {seed}", "body": hard(seed)} for seed in (1, 2)]
    page = builders.article("Tin khác")
    before, after = (old | {"fields": old["fields"] | text} for text in texts)
    found = {each.name: each for each in differences(page, before, after, only=["title", "body"])}
    assert {name: each.is_marked for name, each in found.items()} == {"title": True, "body": False}
    assert (found["body"].hint, found["body"].is_put_off) == (TOO_LONG, False)


def test_one_that_was_given_up_is_the_last_long_one(monkeypatch):
    asked = []
    monkeypatch.setattr(word_by_word, "merged", lambda *texts: asked.append(texts))
    page = builders.article()
    old = revisions.snapshot(page)
    new = old | {"fields": old["fields"] | {"summary": "a " * 20_000, "body": "b " * 20_000}}
    assert [each.hint for each in differences(page, old, new)] == [TOO_LONG, TOO_LONG]
    assert len(asked) == 1


def test_one_that_nobody_tried_keeps_no_other_from_it(monkeypatch):
    monkeypatch.setattr(word_by_word, "merged", lambda *_texts: "<p>a</p>")
    page = builders.article()
    old = revisions.snapshot(page)
    new = old | {"fields": old["fields"] | {"summary": "a " * 200_000, "body": "b " * 20_000}}
    found = {each.name: each for each in differences(page, old, new)}
    assert found["summary"].hint == TOO_LONG
    assert found["body"].inline == "<p>a</p>"


def test_while_another_text_has_its_turn_nobody_says_that_it_is_too_long(monkeypatch):
    monkeypatch.setattr(word_by_word, "PATIENCE", 0.0)
    with word_by_word._TURN:
        found = stored("<p>b</p>", f"<p>{'a ' * 20_000}</p>")
    assert (found.is_put_off, found.inline) == (True, "")
    assert found.hint.startswith("Hệ thống đang bận")


def test_a_machine_that_is_too_slow_now_may_do_it_later(monkeypatch):
    monkeypatch.setattr(word_by_word, "run_sandboxed", lambda *_words, **_options: None)
    assert stored("<p>b</p>", f"<p>{'a ' * 20_000}</p>").is_put_off


def test_where_no_process_can_be_started_the_comparison_is_put_off(monkeypatch):
    monkeypatch.setattr(word_by_word, "_PROGRAM", ("/nowhere/python",))
    assert stored("<p>b</p>", f"<p>{'a ' * 20_000}</p>").is_put_off


def test_hints_of_many_words_are_compared_in_one_pass():
    old, new = (
        "".join(f'<p><abbr title="{mark}{n}">Sở</abbr></p>' for n in range(4_000)) for mark in "ab"
    )
    assert seconds_of(lambda: with_differing_attributes(old, new)) < 0.5
