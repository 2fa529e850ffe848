"""What people do on the site's pages, as they do it: by fields, buttons and keys."""

from io import BytesIO

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils.crypto import get_random_string
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from portal.accounts.models import User
from tests.browser.serving import PASSWORD, committed

# What is pressed, once each: a press on a label makes two clicks, and a key makes one.
COUNT = "addEventListener('pointerdown', (event) => event.isTrusted && window.counted(), true)"


class Clicks:
    """Counts what a person presses on a page, by the browser's own events."""

    def __init__(self, page: Page) -> None:
        self.number = 0
        page.expose_function("counted", self._one)
        page.add_init_script(COUNT)

    def _one(self) -> None:
        self.number += 1


def sign_in(page: Page, username: str) -> None:
    """Bring the page to where that person arrives who has just signed in; nothing is typed."""
    be_in_session(page, session_of(username))
    page.goto("/tai-khoan/login/")


def session_of(username: str) -> str:
    """The key of a new session of that person, who has just given the password."""
    keys: list[str] = []

    def begin() -> None:
        client, user = Client(), User.objects.get(username=username)
        client.force_login(user)
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, user, method="password")
        request.session.save()
        keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)

    committed(begin)
    return keys[0]


def be_in_session(page: Page, key: str) -> None:
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key}
    page.context.add_cookies([cookie | {"domain": "127.0.0.1", "path": "/"}])


def change_token(page: Page) -> None:
    """Give the browser another token, as signing in again in another tab does."""
    token = {"name": settings.CSRF_COOKIE_NAME, "value": get_random_string(32)}
    page.context.add_cookies([token | {"domain": "127.0.0.1", "path": "/"}])


def sign_in_by_form(page: Page, username: str, password: str = PASSWORD) -> None:
    """Sign in through the site's own form, the way there from the foot of the home page."""
    page.goto("/tai-khoan/login/")
    page.locator("#id_login").fill(username)
    page.locator("#id_password").fill(password)
    page.locator("main form:not([data-passkey]) button[type=submit]").click()
    page.wait_for_load_state()


def send(page: Page, name: str) -> None:
    """Press the button of that name on a page of the site, and wait for the answer."""
    page.locator("main").get_by_role("button", name=name).click()
    page.wait_for_load_state()


def open_tile(page: Page, name: str) -> None:
    """Follow a number of the work desk to the list of what it counts."""
    page.goto("/admin/")
    page.locator(".desk-tiles").get_by_role("link", name=name).click()


def drawing(colour: str = "#5a2a7e") -> FilePayload:
    """A PNG as it comes out of a screen shot."""
    content = BytesIO()
    Image.new("RGB", (640, 360), colour).save(content, "PNG")
    return {"name": "image.png", "mimeType": "image/png", "buffer": content.getvalue()}


def take_step(page: Page, state: str) -> None:
    """Press the button of a step in the form, and see that it was taken."""
    press_step(page, state)
    expect(page.locator(".messagelist .success").first).to_be_visible()


def press_step(page: Page, state: str) -> None:
    """Press the button of a step: the main one of the bar, or in the list where it is folded."""
    button = page.locator(f'button[name="_step"][value="{state}"]')
    folded = page.locator(".page-more:not([open])", has=button)
    if folded.count():
        folded.locator("summary").click()
    button.click()


def give_word(page: Page, word: str) -> None:
    """Write a word to go with a step, in the list where it is folded."""
    folded = page.locator(".page-more:not([open])", has=page.locator("#id_comment"))
    if folded.count():
        folded.locator("summary").click()
    page.locator("#id_comment").fill(word)


def photo(width: int = 1600, height: int = 900) -> FilePayload:
    """A JPEG as a telephone would send it."""
    content = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(content, "JPEG")
    return {"name": "hội nghị.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


# What is pasted or dropped reaches a page by an event with the file in it.
_BRING = """([event, name, type, bytes]) => {
  const data = new DataTransfer()
  data.items.add(new File([new Uint8Array(bytes)], name, { type }))
  const text = document.querySelector(".cke_wysiwyg_div")
  const target = text.querySelector("p") ?? text
  target.scrollIntoView({ block: "center" })
  const { left, top } = target.getBoundingClientRect()
  const options = { bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5 }
  const made = event === "paste"
    ? new ClipboardEvent("paste", { ...options, clipboardData: data })
    : new DragEvent("drop", { ...options, dataTransfer: data })
  target.dispatchEvent(made)
}"""


class Editor:
    """The rich-text editor of a page, used by its toolbar, its dialogs and the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.locator(".cke_wysiwyg_div")
        expect(self.text).to_be_visible()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def button(self, name: str) -> None:
        self.page.locator(f".cke_button__{name}").click()

    def insert_table(self, *, rows: int, columns: int) -> None:
        self.button("table")
        dialog = self.page.locator(".cke_dialog:visible")
        dialog.get_by_label("Số hàng").fill(str(rows))
        dialog.get_by_label("Số cột").fill(str(columns))
        self.accept()

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.locator(".cke_dialog:visible")

    def insert_picture(self, file: FilePayload, *, alt: str) -> None:
        """Choose a picture from the computer and describe it."""
        self.button("image")
        self.dialog.get_by_label("Chọn ảnh từ máy").set_input_files(file)
        expect(self.dialog.locator(".editor-chosen img")).to_be_visible()
        self.describe(alt)

    def describe(self, alt: str) -> None:
        """Say in the picture's dialog what it shows."""
        self.dialog.get_by_label("Mô tả ảnh cho người không nhìn thấy").fill(alt)
        self.accept()

    def bring(self, file: FilePayload, *, event: str) -> None:
        """Paste or drop a file into the text, as the browser tells the editor of it."""
        self.page.evaluate(_BRING, [event, file["name"], file["mimeType"], list(file["buffer"])])

    def accept(self) -> None:
        """Press the dialog's main button, and see that it closes."""
        self.dialog.locator(".cke_dialog_ui_button_ok").click()
        expect(self.dialog).to_have_count(0)


def write(page: Page, title: str, text: str) -> None:
    """Fill in the form of a new article, the text by the keyboard; nothing is saved yet."""
    page.goto("/admin/news/article/add/")
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("Tóm tắt của phòng.")
    page.locator("#id_section").select_option(index=1)
    editor = Editor(page)
    editor.text.click()
    editor.type(text)
