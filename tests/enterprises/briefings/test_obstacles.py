"""The register of obstacles numbers what is raised, and carries over what is not answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from enterprises.briefings.models import ActionItem, Progress
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
DAY = date(2007, 3, 30)


def dealt_with(**fields):
    return {"progress": Progress.DONE, "result": "Hai bên đã ký thỏa thuận."} | fields


def test_numbers_count_within_the_year_in_which_it_was_raised():
    days = [date(2007, 1, 30), date(2007, 12, 31), date(2008, 1, 1), date(2007, 5, 1)]
    labels = [builders.obstacle(raised_on=day).label for day in days]
    assert labels == ["1/2007", "2/2007", "1/2008", "3/2007"]


@pytest.mark.django_db(transaction=True)
def test_two_that_are_raised_at_once_get_two_numbers():
    def raise_one(_):
        try:
            return builders.obstacle(raised_on=DAY).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(raise_one, range(8))) == list(range(1, 9))


def test_a_day_in_another_year_would_change_the_number_and_is_refused():
    item = builders.obstacle(raised_on=DAY)
    item.raised_on = date(2008, 1, 2)
    with pytest.raises(ValidationError) as refused:
        item.full_clean()
    assert "raised_on" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()


@pytest.mark.parametrize(
    "lacking",
    [
        {"progress": Progress.OPEN, "person": "Trần B"},
        {"progress": Progress.OPEN, "due_on": date(2007, 4, 30)},
        {"progress": Progress.DONE},
        {"progress": Progress.DECLINED},
        {"due_on": date(2007, 3, 29)},
        {"progress": "xong"},
        {"subject": ""},
    ],
)
def test_what_lacks_somebody_a_day_or_a_result_is_refused(lacking):
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.obstacle(raised_on=DAY, **lacking)
    row = ActionItem(subject="Vướng mắc", raised_on=DAY)
    for name, value in lacking.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError):
        row.full_clean()


def test_closing_keeps_its_day_and_opening_again_takes_it_away():
    item = builders.obstacle(raised_on=DAY)
    assert item.closed_on is None
    item.progress, item.result = Progress.DECLINED, "Thuộc thẩm quyền của Bộ."
    item.save()
    assert item.closed_on is not None
    item.progress = Progress.RAISED
    item.save()
    assert item.closed_on is None


def test_what_is_open_is_carried_over_however_many_briefings_go_by():
    old = builders.obstacle(subject="Cũ, chưa xong", raised_on=date(2006, 1, 5))
    answered = builders.obstacle(
        subject="Xong từ kỳ trước nữa", raised_on=date(2006, 1, 5), closed_on=date(2006, 12, 1)
        , **dealt_with()
    )  # fmt: skip
    since = builders.obstacle(
        subject="Xong sau kỳ trước", raised_on=date(2006, 1, 5), closed_on=date(2007, 2, 1)
        , **dealt_with()
    )  # fmt: skip
    new = builders.obstacle(subject="Mới", raised_on=DAY)
    later = builders.obstacle(subject="Sau giao ban", raised_on=date(2007, 4, 1))
    rows = set(ActionItem.objects.of_briefing(DAY, since=date(2006, 12, 29)))
    assert rows == {old, since, new}
    assert not rows & {answered, later}
    assert set(ActionItem.objects.of_briefing(date(2017, 1, 1), since=date(2016, 12, 1))) == {
        old,
        new,
        later,
    }


def test_late_is_what_is_open_after_its_day():
    builders.obstacle(raised_on=DAY, due_on=date(2007, 4, 30))
    builders.obstacle(raised_on=DAY, due_on=date(2007, 4, 29), **dealt_with())
    late = builders.obstacle(raised_on=DAY, due_on=date(2007, 4, 29))
    assert list(ActionItem.objects.overdue(date(2007, 4, 30))) == [late]
    assert late.is_overdue
