"""An import that ends halfway says why and how far it came, and what is in is found."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError

from news.articles.models import Article
from news.importing import services
from news.importing.management.commands import import_articles
from portal.search.models import SearchTerm
from tests.news.builders import line

pytestmark = [
    pytest.mark.django_db(databases=["default", "owner"]),
    pytest.mark.usefixtures("in_english"),
]
NO_MEMORY = OSError(12, "Cannot allocate memory")


@pytest.fixture
def run_until(tmp_path: Path, monkeypatch) -> Callable[[Exception], str]:
    """Imports five articles, of which the third one meets an error; gives what is said."""

    def run_it(error: Exception) -> str:
        file = tmp_path / "articles.jsonl"
        file.write_text("\n".join(line(slug=f"bai-{number}") for number in range(5)))
        import_batch = services.import_batch
        batches = iter([True, False])

        def failing(entries):
            if next(batches):
                return import_batch(entries)
            raise error

        monkeypatch.setattr(services, "BATCH", 2)
        monkeypatch.setattr(services, "import_batch", failing)
        with pytest.raises(CommandError) as raised:
            call_command("import_articles", str(file), processes=1)
        return str(raised.value)

    return run_it


def test_what_the_machine_refuses_is_no_fault_of_the_file(run_until) -> None:
    output = run_until(NO_MEMORY)
    assert output == (
        "The import stopped: Cannot allocate memory. What came before is kept: "
        "2 added, 0 already there, 0 refused."
    )
    assert Article.objects.count() == 2


@pytest.mark.parametrize("error", [NO_MEMORY, DatabaseError("connection lost")])
def test_what_is_in_is_found_by_its_words(run_until, error) -> None:
    run_until(error)
    assert SearchTerm.objects.exists()


def test_why_it_ended_is_said_also_where_the_database_is_gone(run_until, monkeypatch) -> None:
    def gone(*_values: object) -> None:
        raise InterfaceError("connection already closed")

    monkeypatch.setattr(import_articles, "analyze", gone)
    assert run_until(DatabaseError("connection lost")).startswith("The database refused: conn")
