"""What an editor types survives the end of a session, a reload and a second pair of hands."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from portal.accounts.roles import Role
from portal.editing.models import Autosave
from portal.publishing.models import Publication, Revision
from tests import builders
from tests.browser.people import (
    Editor,
    be_in_session,
    change_token,
    session_of,
    sign_in,
    sign_in_by_form,
)
from tests.browser.second_step import code_for, set_up_app
from tests.browser.serving import PASSWORD, committed

BUDGET_SECONDS = 60
ADD = "/admin/news/article/add/"
RESTORED = re.compile(rf"{ADD}\?khoi-phuc=\w{{12}}$")
NEIGHBOURS = ["csrftoken=foreign", "__Host-csrftoken=own"]
# The name that only this host may set is written over TLS, which is not spoken here.
COOKIES_ARE = (
    "text => Object.defineProperty(document, 'cookie', { value: text, configurable: true })"
)
SENTENCE = "Mật độ điện thoại phấn đấu đạt mức bình quân của cả nước"


def start_writing(page: Page, title: str) -> Editor:
    page.locator("#id_title").fill(title)
    editor = Editor(page)
    editor.text.click()
    editor.type(SENTENCE)
    return editor


def newcomer(username: str) -> None:
    def arrive() -> None:
        user = builders.person(username, Role.EDITOR)
        user.set_password(PASSWORD)
        user.save()

    committed(arrive)


@pytest.fixture
def _second_factor_needed(settings):
    settings.STAFF_MFA_REQUIRED = True


@pytest.mark.usefixtures("_second_factor_needed")
def test_a_session_ends_in_mid_sentence_and_the_sentence_survives(page):
    newcomer("giu-chu")
    sign_in_by_form(page, "giu-chu")
    secret = set_up_app(page)
    page.goto(ADD)
    start_writing(page, "Phiên làm việc hết giữa câu")

    committed(Session.objects.all().delete)
    page.locator('[name="_continue"]').click()
    expect(page.get_by_text("Những gì Anh/Chị vừa nhập vẫn được giữ")).to_be_visible()
    page.locator("#id_login").fill("giu-chu")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.locator("#id_code").fill(code_for(secret))
    page.locator("main form button[type=submit]").first.click()

    expect(page).to_have_url(RESTORED)
    expect(page.locator("#id_title")).to_have_value("Phiên làm việc hết giữa câu")
    expect(Editor(page).text).to_contain_text(SENTENCE)
    page.locator('[name="_continue"]').click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    article = Publication.objects.get(title="Phiên làm việc hết giữa câu")
    assert SENTENCE in article.body
    assert not Autosave.objects.filter(user__username="giu-chu").exists()
    expect(page.locator("#unsaved")).to_be_hidden()


def test_a_reload_offers_what_was_typed_and_makes_no_version(page):
    sign_in(page, "bientap")
    page.goto(ADD)
    versions = Revision.objects.count()
    start_writing(page, "Tải lại trang")
    page.reload()
    expect(page.locator("#unsaved")).to_contain_text("Có phần gõ dở lúc")
    expect(page.locator("#id_title")).to_have_value("")
    page.get_by_role("link", name="Khôi phục").click()
    expect(page).to_have_url(RESTORED)
    expect(page.locator("#id_title")).to_have_value("Tải lại trang")
    expect(Editor(page).text).to_contain_text(SENTENCE)
    assert Revision.objects.count() == versions

    page.locator("#id_title").fill("Tải lại trang rồi bỏ")
    page.get_by_role("button", name="Bỏ", exact=True).click()
    expect(page).to_have_url(ADD)
    expect(page.locator("#unsaved")).to_be_hidden()
    page.reload()
    expect(page.locator("#unsaved")).to_be_hidden()


def test_what_the_editor_writes_by_itself_is_no_typed_text(page):
    """The editor may rewrite what it opened, however late; a click beside it is none either."""
    sign_in(page, "bientap")
    page.clock.install()
    article = Publication.objects.filter(kind="article", body__contains="<p>").first()
    page.goto(f"/admin/news/article/{article.pk}/change/")
    editor = Editor(page)
    expect(editor.text).to_be_visible()
    page.clock.fast_forward(1_000)
    page.evaluate("CKEDITOR.instances.id_body.setData('<p>Viết lại</p>')")
    for _ in range(2):
        page.clock.fast_forward(11_000)
        page.locator("#id_summary").click()
    page.clock.fast_forward(11_000)
    page.goto("/admin/")
    assert not Autosave.objects.filter(publication=article).exists()
    page.goto(f"/admin/news/article/{article.pk}/change/")
    expect(page.locator("#unsaved")).to_be_hidden()


def test_a_browser_that_did_not_reach_the_server_brings_the_text_back_itself(page):
    sign_in(page, "bientap")
    page.goto(ADD)
    start_writing(page, "Mất mạng")
    page.evaluate("() => { window.fetch = () => new Promise(() => {}) }")
    page.reload()
    assert not Autosave.objects.filter(user__username="bientap", kind="article").exists()
    change_token(page)
    page.get_by_role("link", name="Khôi phục").click()
    expect(page.locator("#id_title")).to_have_value("Mất mạng")
    expect(Editor(page).text).to_contain_text(SENTENCE)
    page.locator("#page-preview summary").click()
    shown = page.frame_locator("#page-preview iframe").locator("h1")
    expect(shown).to_have_text("Mất mạng")
    page.locator("#id_title").fill("Mất mạng lần nữa")
    change_token(page)
    page.locator("#page-preview button[formaction]").click()
    expect(shown).to_have_text("Mất mạng lần nữa")
    page.get_by_role("button", name="Bỏ", exact=True).click()
    expect(page).to_have_url(ADD)


def test_a_text_that_this_browser_keeps_outlives_the_typing_of_another(page):
    newcomer("hai-phan")
    sign_in(page, "hai-phan")
    page.goto(ADD)
    page.evaluate("() => { window.fetch = () => new Promise(() => {}) }")
    start_writing(page, "Phần thứ nhất")
    page.goto(ADD)
    start_writing(page, "Phần thứ hai")
    page.locator('[name="_continue"]').click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    page.goto(ADD)
    page.get_by_role("link", name="Khôi phục").click()
    expect(page).to_have_url(RESTORED)
    expect(page.locator("#id_title")).to_have_value("Phần thứ nhất")


def test_the_newest_text_is_offered_whatever_opening_and_clock_it_has(page):
    newcomer("cham-gio")
    sign_in(page, "cham-gio")
    page.goto(ADD)
    start_writing(page, "Phần cũ ở máy chủ")
    page.goto(ADD)
    expect(page.locator("#unsaved")).to_be_visible()
    page.clock.install(time=timezone.now() - timedelta(minutes=10))
    page.goto(ADD)
    page.evaluate("() => { window.fetch = () => new Promise(() => {}) }")
    page.locator("#id_title").fill("Phần mới ở máy này")
    page.goto(ADD)
    page.get_by_role("link", name="Khôi phục").click()
    expect(page.locator("#id_title")).to_have_value("Phần mới ở máy này")


def test_who_types_on_while_a_slow_save_succeeds_has_no_conflict_with_it(page):
    newcomer("luu-cham")
    sign_in(page, "luu-cham")
    page.clock.install()
    page.goto(ADD)
    start_writing(page, "Lưu trên đường truyền chậm")
    page.evaluate("document.querySelector('.page-form').dispatchEvent(new SubmitEvent('submit'))")
    page.clock.fast_forward(2_000)
    page.locator("#id_summary").fill("Gõ thêm")
    # The answer is here: it brings the word of the save before the next page.
    cookie = (
        "document.cookie = `da_luu=${document.getElementById('unsaved').dataset.key}; path=/admin/`"
    )
    page.evaluate(cookie)
    page.goto("/admin/")
    page.goto(ADD)
    expect(page.locator("#unsaved")).to_be_hidden()
    assert not Autosave.objects.filter(user__username="luu-cham").exists()


def test_a_token_that_a_neighbour_set_is_not_sent(page):
    sign_in(page, "bientap")
    page.goto(ADD)
    for cookies in (NEIGHBOURS, NEIGHBOURS[::-1]):
        page.evaluate(COOKIES_ARE, "; ".join(cookies))
        assert page.evaluate("csrfToken()") == "own"
        sent = "new FormData(document.querySelector('.page-form')).get('csrfmiddlewaretoken')"
        assert page.evaluate(sent) == "own"


def test_a_save_leaves_nothing_to_offer(page):
    sign_in(page, "bientap")
    page.goto(ADD)
    start_writing(page, "Đã lưu trước khi kịp giữ")
    page.locator("summary", has_text="Khác").first.click()
    page.locator('[name="_save"]').click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    page.goto(ADD)
    expect(page.locator("#id_title")).to_have_value("")
    expect(page.locator("#unsaved")).to_be_hidden()
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:'))") == []
    )


def type_while_a_save_is_held_up(page: Page) -> None:
    """Go on typing after a save that brings no page, and while a text is held up on the line."""
    page.evaluate("document.querySelector('.page-form').dispatchEvent(new SubmitEvent('submit'))")
    page.clock.fast_forward(2_000)
    held: list[Route] = []
    page.route("**/go-do/", lambda route: held.append(route))
    page.locator("#id_summary").fill("Gõ trước")
    with page.expect_request("**/go-do/"):
        page.clock.fast_forward(10_000)
    page.locator("#id_summary").fill("Gõ thêm")
    page.clock.fast_forward(10_000)
    # The next text waits for the one that is held up on the line.
    with page.expect_response("**/go-do/"):
        held[0].continue_()
    assert len(held) == 1
    page.unroute("**/go-do/")
    expect(page.locator("#autosave-state")).to_contain_text("đã được giữ lúc")
    with page.expect_response("**/go-do/") as kept:
        page.clock.fast_forward(10_000)
    assert kept.value.status == 200
    saved = Autosave.objects.get(user__username="dong-ho")
    assert saved.fields["summary"] == ["Gõ thêm"]
    assert saved.publication is not None
    assert saved.publication.summary == ""


def see_where_text_is_kept(page: Page) -> None:
    """Read where it is kept, and where not."""
    page.evaluate("() => { window.fetch = async () => new Response('{}', { status: 413 }) }")
    page.clock.fast_forward(10_000)
    expect(page.locator("#autosave-state")).to_contain_text("dài quá mức")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    page.locator("#id_summary").fill("Gõ mãi")
    page.clock.fast_forward(10_000)
    expect(page.locator("#autosave-state")).to_contain_text("chưa được giữ ở đâu")


def test_the_clock_keeps_text_tells_of_a_lost_session_and_of_who_came(someone):
    page, second = someone(), someone()
    newcomer("dong-ho")
    sign_in(page, "dong-ho")
    sign_in(second, "bientap")
    # A machine whose clock is slow.
    page.clock.install(time=timezone.now() - timedelta(minutes=10))
    page.goto(ADD)
    start_writing(page, "Mười giây")
    page.locator('[name="_continue"]').click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    second.goto(page.url)
    expect(second.locator("#presence")).to_contain_text("dong-ho cũng đang mở trang này từ")
    expect(page.locator("#presence")).not_to_contain_text("cũng đang mở")
    page.clock.fast_forward(20_000)
    expect(page.locator("#presence")).to_contain_text(
        "Biên tập viên (minh họa) cũng đang mở trang này từ"
    )

    type_while_a_save_is_held_up(page)

    committed(Session.objects.all().delete)
    page.locator("#id_summary").fill("Gõ thêm nữa")
    page.clock.fast_forward(10_000)
    expect(page.locator("#signed-out")).to_contain_text("Phiên làm việc đã hết")
    kept_here = page.evaluate("Object.values(localStorage).join()")
    assert "Gõ thêm nữa" in kept_here
    see_where_text_is_kept(page)
    # What the server has not is offered, and not the older text that it has.
    be_in_session(page, session_of("dong-ho"))
    page.reload()
    page.get_by_role("link", name="Khôi phục").click()
    expect(page.locator("#id_summary")).to_have_value("Gõ thêm nữa")
