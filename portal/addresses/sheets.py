"""Old addresses in a sheet: each in its one form, and led to where the sheet says now."""

from collections.abc import Mapping
from contextlib import suppress

from django.core.exceptions import ValidationError

from portal.addresses.models import OldAddress
from portal.addresses.written import checked_target, normalized
from portal.exchange.sheets.imports import ImportRow
from portal.exchange.sheets.records import RecordImport
from portal.exchange.sheets.values import text
from portal.publishing import links


class OldAddressImport(RecordImport):
    """A sheet that may come again: what it says already changes nothing, another target counts."""

    def _name(self, row: ImportRow) -> None:
        # What is no address is said where the row is checked.
        # Nor is an empty cell the home page.
        with suppress(ValidationError):
            if typed := text(row.cells.get("address")):
                row.cells["address"] = normalized(typed)
        with suppress(ValidationError):
            if self._leads_there(row):
                row.cells["target"] = ""

    def _leads_there(self, row: ImportRow) -> bool:
        """Return whether the address leads to the very page that lives at the row's target."""
        if not (typed := text(row.cells.get("target"))):
            return False
        rows = OldAddress.objects.filter(address=text(row.cells.get("address")))
        return rows.filter(publication__path=checked_target(typed)).exists()

    def apply(self, rows: list[ImportRow]) -> None:
        # All dead links are read for it: once, and not for each row and in a preview.
        links.find_dead_again(*(str(record) for record, _before in self.stored))
        super().apply(rows)

    def save(self, record: OldAddress) -> None:
        record.save(finds_links=False)

    def check(self, record: OldAddress, errors: Mapping[str, list[ValidationError]]) -> None:
        if record.target:
            # Another target takes the place of the page that the address led to.
            record.publication = None
        super().check(record, errors)
