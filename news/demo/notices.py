"""Sample procedures and notices of the lived-in year: nobody could follow one by mistake."""

from collections import Counter
from pathlib import Path
from typing import Any, Final

from news.notices.models import Notice
from news.procedures.models import Procedure
from portal.publishing.models import Publication, Section
from portal.publishing.sample_pages import Row, moment_of, publish_sample, read_rows, sample_at

FILE: Final = Path(__file__).parent / "notices.toml"
PROCEDURE: Final = ("keywords", "applicants", "place", "outcome", "days", "days_note", "fee")
PLACE: Final = "Bộ phận Một cửa minh họa"


def load() -> Counter[str]:
    """Publish both kinds; return how many of each were new."""
    rows = read_rows(FILE)
    return Counter(
        {
            "sample procedures": sum(_procedure(row) for row in rows if "field" in row),
            "sample notices": sum(_notice(row) for row in rows if "section" in row),
        }
    )


def _procedure(row: Row) -> bool:
    def add_parts(procedure: Procedure) -> None:
        procedure.section = _section(Procedure, row["field"])
        for position, (text, actor) in enumerate(row["steps"], start=1):
            procedure.steps.create(text=text, actor=actor, position=position)
        for position, (name, originals, copies) in enumerate(row["papers"], start=1):
            procedure.papers.create(
                name=name, originals=originals, copies=copies, position=position
            )

    known: dict[str, Any] = {name: row[name] for name in PROCEDURE if name in row}
    return publish_sample(Procedure(**known), row, parts=add_parts)


def _notice(row: Row) -> bool:
    notice = Notice(
        issued_on=row["at"].date(),
        closes_at=moment_of(row["closes"]) if "closes" in row else None,
        held_at=moment_of(row["held"]) if "held" in row else None,
        fiscal_year=row.get("year"),
        place=PLACE if "closes" in row else "",
    )
    if "result_of" in row:
        notice.result_of_id = sample_at(Notice, row["result_of"]).pk

    def add_section(notice: Notice) -> None:
        notice.section = _section(Notice, row["section"])

    return publish_sample(notice, row, parts=add_section)


def _section(model: type[Publication], name: str) -> Section | None:
    return Section.objects.filter(kind=model.KIND, name=name).first()
