"""Sample figures of the telephone density, beside the target that the report gives."""

from datetime import date
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.publishing import changes, workflow
from portal.publishing.first_content import page_at
from portal.publishing.models import State
from projects.demo.density import NATION, PROVINCE, TITLE
from projects.indicators.models import Indicator, Observation
from projects.indicators.observations import as_row

ADDRESS: Final = "/chi-tieu/mat-do-dien-thoai/"
NOTE: Final = "Đưa số liệu minh họa vào"
# Round steps, so that nobody takes them for counted ones.
FIGURES: Final[dict[str, dict[int, str]]] = {
    PROVINCE: {2003: "15", 2004: "20", 2005: "25", 2006: "30"},
    NATION: {2003: "20", 2004: "25", 2005: "30", 2006: "35"},
}


@transaction.atomic
def bring() -> int:
    """Record sample figures in periods without figures; return how many were new.

    Raises LookupError where the page or a series of it is gone, and where a change waits on it.
    """
    density = _density()
    taken = set(density.observations.current().values_list("series", "ends_on"))
    new = [row for row in _samples(density) if (row.series_id, row.ends_on) not in taken]
    if not new:
        return 0
    if changes.open_change(density) is not None:
        raise LookupError(f"A change waits on {density.path}; decide on it first.")
    rows = [as_row(row) for row in new]
    try:
        changes.propose_rows(density, "observations", rows, by=None, note=NOTE)
    except ValidationError as error:
        raise LookupError(" ".join(error.messages)) from error
    if density.state == State.PUBLISHED:
        workflow.transition(density, to=State.PUBLISHED, by=None)
    return len(new)


def _density() -> Indicator:
    page = page_at(ADDRESS)
    found = Indicator.objects.filter(pk=page.pk).first() if page else None
    if found is None:
        raise LookupError(f"The indicator “{TITLE}” is not at {ADDRESS}.")
    return found


def _samples(density: Indicator) -> list[Observation]:
    series = {row.name: row for row in density.series.all()}
    if missing := FIGURES.keys() - series.keys():
        raise LookupError(f"{density.path} has no series {', '.join(sorted(missing))}.")
    return [
        Observation(
            indicator=density,
            series=series[name],
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            value=Decimal(value),
            # No page says so but the one that shows them.
            evidence_id=density.pk,
            is_sample=True,
        )
        for name, values in FIGURES.items()
        for year, value in values.items()
    ]
