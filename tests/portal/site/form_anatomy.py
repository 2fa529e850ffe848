"""How forms are drawn: label, optional, hint, errors, field; and what is said of a refused one."""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import filling

# What is filled in by a person, of forms that are sent; searching and filtering have one of theirs.
TYPED = "input:not([type=hidden], [type=submit]), select, textarea"
FORMS = "main form[method=post]"
# Traps are for machines; of a text that two have changed one chooses beside it.
NO_FIELD = ["form-trap", "preview-trap", "desk-note"]
ORDER = ("label", "hint", "errors", "field")


def unlike(page: BeautifulSoup) -> list[str]:
    """Name the fields that stand otherwise than all others do."""
    return [name for name, field in _fields(page) if not _is_alike(field)]


def _fields(page: BeautifulSoup) -> Iterator[tuple[str, Tag]]:
    for form in page.select(FORMS):
        for field in form.select(TYPED):
            # Of a text that two have changed one chooses beside it, and a row has a button.
            if field.has_attr("readonly") or field.find_parent(
                class_=["form-trap", "preview-trap"]
            ):
                continue
            if field.find_parent(class_=["desk-note", "useful-question"]):
                continue
            yield str(field.get("name")), field


def _is_alike(field: Tag) -> bool:
    frame = field.find_parent(class_="field")
    if frame is None:
        return False
    if frame.name == "fieldset":
        return frame.select_one(":scope > legend") is not None
    found = [_part(each) for each in frame.find_all(True, recursive=False)]
    if "field-check" in frame["class"]:
        return found[:2] == ["field", "label"]
    places = [ORDER.index(part) for part in found if part in ORDER]
    return found[0] == "label" and "field" in found and places == sorted(places)


def _part(tag: Tag) -> str:
    if tag.name in ("input", "select", "textarea"):
        return "field"
    if tag.name == "label":
        return "label"
    return "errors" if "errorlist" in tag.get("class", []) else "hint"


def sent_empty(client: Client, path: str, page: BeautifulSoup) -> dict[str, BeautifulSoup]:
    """Send each form of a page with nothing filled in but a file; what comes back refused."""
    refused = {}
    for form in page.select(FORMS):
        if not form.select(".field"):
            continue
        to = str(form.get("action") or path)
        answer: Any = client.post(to, _emptied(form))
        if answer.status_code in (200, 400) and answer["Content-Type"].startswith("text/html"):
            refused[to] = BeautifulSoup(answer.content, "html.parser")
    return refused


def _emptied(form: Tag) -> dict[str, Any]:
    hidden = {str(each["name"]) for each in form.select("input[type=hidden][name]")}
    sent: dict[str, Any] = {name: v for name, v in filling.fields_of(form) if name in hidden}
    buttons = [each for each in form.select("button[name]") if each.get("value") != "discard"]
    sent |= {str(each["name"]): str(each.get("value", "1")) for each in buttons[-1:]}
    return sent | {str(each["name"]): a_file(each) for each in form.select("input[type=file]")}


def a_file(field: Tag) -> SimpleUploadedFile:
    """Return a file as the field takes them."""
    if "image/" in str(field.get("accept", "")):
        return SimpleUploadedFile("anh.gif", b"GIF89a" + bytes(20), "image/gif")
    return SimpleUploadedFile("tai-lieu.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")


def unsaid(page: BeautifulSoup) -> list[str]:
    """Name the faulty fields that no link above the form leads to."""
    named = {str(link["href"])[1:] for link in page.select("#errors a[href^='#']")}
    faulty = page.select("main [aria-invalid=true]:not([type=hidden])")
    return [str(field.get("id")) for field in faulty if not named & _ids(field)]


def _ids(field: Tag) -> set[str]:
    """Return the id of a field, and of a choice of several those of all."""
    frame = field.find_parent("fieldset", class_="field")
    return {str(each.get("id")) for each in ([field] if frame is None else frame.select("input"))}


def lost(page: BeautifulSoup) -> list[str]:
    """Name the files that were sent with a faulty form and would have to be chosen again."""
    fields = page.select("main form[method=post] input[type=file]:not([aria-invalid=true])")
    if not page.select("main [aria-invalid=true]"):
        return []
    return [str(each["name"]) for each in fields if not _holds(page, f"{each['name']}-held")]


def _holds(page: BeautifulSoup, name: str) -> bool:
    return page.select_one(f'input[name="{name}"]') is not None
