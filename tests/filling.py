"""Forms of the admin as a browser sends them: all that stands in the page, and what is typed."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

EMPTY = "__prefix__"
# What a browser sends only when it is pressed or chosen.
SILENT = {"submit", "button", "image", "reset", "file"}

type Fields = dict[str, Any]


def fill(
    client: Client, address: str, /, rows: dict[str, list[Fields]] | None = None, **typed: Any
) -> HttpResponse:
    """Open a form, add the rows to its tables, type into its fields and send it."""
    page = BeautifulSoup(client.get(address).text, "html.parser")
    form = page.select_one("#content-main form")
    assert form is not None, address
    stands = {name: value for name, value in fields_of(form) if EMPTY not in name}
    for prefix, table in (rows or {}).items():
        stands |= _added(form, prefix, table)
    unknown = {name for name in typed if not name.startswith("_")} - stands.keys() - _names(form)
    assert not unknown, f"{address} has no field {unknown}"
    return client.post(address, stands | typed)


def _added(form: Tag, prefix: str, table: list[Fields]) -> Fields:
    """The fields of a table with new rows, each of them the empty row with what is typed."""
    empty = {
        name.removeprefix(f"{prefix}-{EMPTY}-"): value
        for name, value in fields_of(form)
        if name.startswith(f"{prefix}-{EMPTY}-")
    }
    count = form.select_one(f"[name={prefix}-INITIAL_FORMS]")
    assert count is not None, f"there is no table {prefix}"
    first = int(str(count["value"]))
    sent: Fields = {f"{prefix}-TOTAL_FORMS": str(first + len(table))}
    for place, typed in enumerate(table, start=first):
        # A box that is not ticked sends nothing, so it is no field of the empty row.
        unknown = typed.keys() - {name.rpartition("-")[2] for name in _names(form)}
        assert not unknown, f"{prefix} has no field {unknown}"
        sent |= {f"{prefix}-{place}-{name}": value for name, value in (empty | typed).items()}
    return sent


def _names(form: Tag) -> set[str]:
    return {str(field["name"]) for field in form.select("[name]")}


def as_sent(text: str) -> str:
    """Return a text as a browser sends it, with two signs at the end of a line."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def fields_of(form: Tag) -> list[tuple[str, Any]]:
    """Return each field of a form with what a browser would send of it."""
    found: list[tuple[str, Any]] = []
    for field in form.select("input[name], textarea[name], select[name]"):
        name = str(field["name"])
        if field.name == "select":
            found.append((name, _chosen(field)))
        elif field.name == "textarea":
            found.append((name, as_sent(field.get_text().removeprefix("\n"))))
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                found.append((name, field.get("value", "on")))
        elif field.get("type") not in SILENT:
            found.append((name, field.get("value", "")))
    return found


def _chosen(field: Tag) -> Any:
    options = field.select("option[selected]")
    if field.has_attr("multiple"):
        return [option.get("value", "") for option in options]
    if options:
        return options[0].get("value", "")
    first = field.select_one("option")
    return "" if first is None else first.get("value", "")
