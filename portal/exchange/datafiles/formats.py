"""The forms that data come in, and where each stands beside its page."""

from typing import Final

from portal.exchange.sheets.writing import XLSX_TYPE

CONTENT_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": XLSX_TYPE,
}


class Extension:
    """The last part of a file's address."""

    regex = "|".join(CONTENT_TYPES)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


def beside(path: str, extension: str) -> str:
    """The address of a page's data: its own without the last slash, and the extension."""
    return f"{path.removesuffix('/')}.{extension}"
