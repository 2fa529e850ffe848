"""What the managers of all kinds add: their own kind, and never the search vector."""

import pytest

from portal.publishing.models import Publication, PublicationManager
from portal.publishing.models.kinds import kinds

KINDS = sorted(kinds())


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_asks_for_its_own_rows_without_the_search_vector(kind):
    model = kinds()[kind]
    for rows in (model.objects.all(), model.objects.public()):
        sql = str(rows.query)
        assert f'"kind" = {kind}' in sql
        assert "search_vector" not in sql


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_with_questions_of_its_own_keeps_those_of_all(kind):
    manager = kinds()[kind]._default_manager
    assert isinstance(manager, PublicationManager)
    assert type(manager.public()) is manager._queryset_class


def test_all_pages_are_asked_for_without_a_kind():
    assert '"kind" = ' not in str(Publication.objects.all().query)
