"""What totals tell of one enterprise: tried by somebody who knows their own figure."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.reports.disclosure import Cell, Reason, Rules, own_reason, reason_to_withhold

RULES = Rules(contributors=3, share_of_one=70, share_of_two=85, p=10)
FIRMS = range(6)
figures = st.integers(0, 10_000)
by_firm = st.dictionaries(st.sampled_from(FIRMS), figures, max_size=6)


def cell(values, *atoms, held=None):
    return Cell(frozenset(atoms or ("q1",)), values, held or {})


def reason_of(wanted, *released, neighbours=()):
    return reason_to_withhold(wanted, released, RULES, neighbours)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], Reason.FEW),
        ([10, 10], Reason.FEW),
        ([10, 10, 10], None),
        # Who reports 0 has reported; where all do, everybody's figure is known.
        ([0, 0, 0], Reason.FEW),
        ([70, 20, 10], Reason.DOMINATED),
        ([70, 15, 15], None),
        ([71, 15, 14], Reason.DOMINATED),
        ([50, 35, 15], None),
        ([50, 36, 14], Reason.DOMINATED),
        ([50, 50, 0], Reason.DOMINATED),
    ],
)
def test_a_total_by_itself(values, reason):
    assert own_reason(values, RULES) == reason


def test_the_p_rule_holds_where_the_shares_would_let_it_pass():
    loose = Rules(contributors=3, share_of_one=100, share_of_two=100, p=10)
    assert own_reason([100, 50, 10], loose) is None
    assert own_reason([100, 50, 9], loose) == Reason.DOMINATED


@given(values=st.lists(figures, max_size=8))
def test_nobody_works_another_out_to_ten_per_cent(values):
    if own_reason(values, RULES) is not None:
        return
    total = sum(values)
    assert len(values) >= 3
    for me, other in combinations(range(len(values)), 2):
        for mine, theirs in ((values[me], values[other]), (values[other], values[me])):
            # The best that one who knows the own figure can say of another: all the rest is theirs.
            assert 10 * (total - mine - theirs) >= theirs


@given(first=by_firm, second=by_firm)
def test_a_late_report_does_not_show_in_the_new_total(first, second):
    """Two totals of one period: who is in one only stays hidden in a crowd."""
    before, after = cell(first), cell(first | second)
    if reason_of(before) or reason_of(after, before):
        return
    late = [value for firm, value in second.items() if firm not in first]
    assert not late or own_reason(late, RULES) is None


def test_one_late_report_keeps_the_new_total_back():
    first = {1: 100, 2: 110, 3: 120}
    assert reason_of(cell(first)) is None
    assert reason_of(cell(first | {4: 90}), cell(first)) == Reason.DERIVED
    three_more = {4: 90, 5: 100, 6: 80}
    assert reason_of(cell(first | three_more), cell(first)) is None


def test_a_correction_is_told_but_not_one_that_shows_the_figure():
    before = {1: 1000, 2: 1100, 3: 1200, 4: 900}
    assert reason_of(cell(before | {4: 950}), cell(before)) is None
    tiny = {1: 1000, 2: 1100, 3: 1200, 4: 1}
    assert reason_of(cell(tiny | {4: 1000}), cell(tiny)) == Reason.DERIVED


@given(
    values=st.lists(st.integers(1, 10_000), min_size=3, max_size=6),
    new=figures,
    firm=st.integers(0, 5),
)
def test_no_correction_shows_the_corrected_figure_to_ten_per_cent(values, new, firm):
    firm %= len(values)
    before = dict(enumerate(values))
    after = before | {firm: new}
    if reason_of(cell(before)) or reason_of(cell(after), cell(before)):
        return
    step = abs(sum(after.values()) - sum(before.values()))
    for figure in (before[firm], new):
        assert step == 0 or not 10 * abs(step - figure) < figure


Q = ("q1", "q2", "q3", "q4")


def test_a_year_less_its_quarters_leaves_no_quarter_of_two():
    quarter = {1: 100, 2: 110, 3: 120}
    year = {firm: 4 * value for firm, value in quarter.items()}
    known = [cell(quarter, each) for each in Q[:3]]
    assert reason_of(cell(year, *Q), *known) is None
    # In the fourth quarter only two said theirs: the year less three quarters would be those two.
    two = {1: 400, 2: 440, 3: 360}
    held = {3: frozenset(Q[:3])}
    assert reason_of(cell(two, *Q, held=held), *known) == Reason.DERIVED
    # Nor is a quarter told when it is the one that is missing to a year that is known.
    four = {1: 100, 2: 110, 3: 120, 4: 100}
    known = [cell({firm: 4 * value for firm, value in four.items()}, *Q)]
    known += [cell(four, each) for each in Q[:2]] + [cell(quarter, "q3")]
    assert reason_of(cell(four, "q4"), *known) == Reason.DERIVED


@given(
    quarters=st.lists(
        st.dictionaries(st.sampled_from(FIRMS), st.integers(1, 1000), max_size=6),
        min_size=4,
        max_size=4,
    ),
    order=st.permutations(range(5)),
)
def test_no_year_and_no_quarters_leave_a_small_group(quarters, order):
    """Whatever is asked for in whatever order: what is told together leaves no small group."""
    year: dict[int, int] = {}
    for quarter in quarters:
        for firm, value in quarter.items():
            year[firm] = year.get(firm, 0) + value
    cells = [*(cell(values, name) for values, name in zip(quarters, Q, strict=True))]
    cells.append(cell(year, *Q))
    known: list[Cell] = []
    for place in order:
        if reason_of(cells[place], *known) is None:
            known.append(cells[place])
    if cells[4] not in known:
        return
    parts = [each for each in known if each is not cells[4]]
    for count in range(1, len(parts) + 1):
        for chosen in combinations(parts, count):
            rest = {
                firm: value - sum(part.values.get(firm, 0) for part in chosen)
                for firm, value in year.items()
                # Of whom all quarters are there the difference is nothing.
                if not (count == 4 and all(firm in part.values for part in chosen))
            }
            assert not rest or own_reason(rest.values(), RULES) is None


def test_telephones_less_fixed_and_prepaid_are_postpaid():
    kinds = ("fixed", "prepaid", "postpaid")
    fixed, prepaid = {1: 100, 2: 110, 3: 120}, {1: 50, 2: 60, 3: 70}
    # One has nearly all the postpaid ones, so that these are not told by themselves …
    postpaid = {1: 900, 2: 5, 3: 5}
    assert reason_of(cell(postpaid, "postpaid")) == Reason.DOMINATED
    every = {firm: fixed[firm] + prepaid[firm] + postpaid[firm] for firm in fixed}
    loose = Rules(contributors=3, share_of_one=80, share_of_two=95, p=10)
    known = [cell(fixed, "fixed"), cell(prepaid, "prepaid")]
    assert reason_to_withhold(cell(every, *kinds), [], loose, []) is None
    # … and are not what is left either.
    assert reason_to_withhold(cell(every, *kinds), known, loose, []) == Reason.DERIVED


def test_who_has_no_mobile_at_all_hinders_no_sum():
    fixed, mobile = {1: 100, 2: 110, 3: 120, 4: 90}, {1: 100, 2: 110, 3: 120}
    both = {firm: fixed[firm] + mobile.get(firm, 0) for firm in fixed}
    every = cell(both, "fixed", "mobile", held={4: frozenset({"fixed"})})
    known = [cell(fixed, "fixed"), cell(mobile, "mobile")]
    assert reason_of(every, *known) is None


def test_parts_by_group_leave_no_small_group_either():
    everybody = {firm: 100 + firm for firm in range(1, 9)}
    sector = {firm: value for firm, value in everybody.items() if firm <= 6}
    assert reason_of(cell(everybody), cell(sector)) == Reason.DERIVED
    half = {firm: value for firm, value in everybody.items() if firm <= 4}
    assert reason_of(cell(everybody), cell(half)) is None


def test_a_newcomer_does_not_show_between_two_periods():
    before = {1: 1000, 2: 1100, 3: 1200}
    still = before | {4: 500}
    assert reason_of(cell(still, "q2"), neighbours=[cell(before, "q1")]) == Reason.DERIVED
    # Where the others moved too nobody can tell whose step it was …
    moved = {1: 1100, 2: 1250, 3: 1230, 4: 500}
    assert reason_of(cell(moved, "q2"), neighbours=[cell(before, "q1")]) is None
    # … unless all but the one who asks have moved to and fro.
    to_and_fro = {1: 1100, 2: 1250, 3: 1100, 4: 500}
    assert reason_of(cell(to_and_fro, "q2"), neighbours=[cell(before, "q1")]) == Reason.DERIVED


def test_more_ways_than_can_be_tried_keep_a_total_back(monkeypatch):
    monkeypatch.setattr("enterprises.reports.disclosure.MAX_WAYS", 3)
    values = {1: 100, 2: 110, 3: 120}
    known = [cell(values, name) for name in Q]
    year = {firm: 4 * value for firm, value in values.items()}
    assert reason_of(cell(year, *Q), *known) == Reason.DERIVED
