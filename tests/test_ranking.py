"""Rankings with what single sources do to them: each range is what the ranking without that source says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ranking
from kg.errors import KGError
from kg.project import Project
from kg.projection import Row
from tests.running import answer, complaint

# Source s alone knows of two meetings of a and b; t and u both know of one of b and c.
ROWS = [
    *(Row(thing, fact, "s", 2000) for fact in ("1", "2") for thing in "ab"),
    *(Row(thing, "3", source, 2001) for thing in "bc" for source in "tu"),
]
RANDOM = st.lists(
    st.builds(Row, st.sampled_from("abcde"), st.sampled_from("1234"), st.sampled_from("stu"), st.none(), st.none()),
    min_size=1,
    max_size=30,
)


def test_a_range_tells_what_hangs_on_one_source() -> None:
    """Without s nobody knows of a, and c stands with b; without t or u nothing changes."""
    b, a, c = ranking.standings(ROWS, "strength")
    assert b == ranking.Standing("b", 3.0, 1, 1, 1, 1.0, 3.0, None)
    assert a == ranking.Standing("a", 2.0, 2, 2, 3, 0.0, 2.0, "s")
    assert c == ranking.Standing("c", 1.0, 3, 1, 3, 1.0, 1.0, None)


@given(RANDOM, st.sampled_from(["degree", "strength", "betweenness", "pagerank"]))
def test_ranges_hold_every_ranking_without_a_source(rows: list[Row], measure: str) -> None:
    """Each source in turn: no figure and no rank outside of the range, and the ends of a range are reached."""
    found = {one.thing: one for one in ranking.standings(rows, measure)}
    reached: dict[str, set[float]] = {thing: {one.figure} for thing, one in found.items()}
    for source in sorted({row.source for row in rows}):
        left = ranking.figures([row for row in rows if row.source != source], measure)
        for thing, one in found.items():
            figure = left.get(thing, 0.0)
            reached[thing].add(figure)
            if thing in left:
                assert one.best <= 1 + sum(other > figure for other in left.values()) <= one.worst
    for thing, one in found.items():
        assert (one.low, one.high) == (min(reached[thing]), max(reached[thing]))
        assert one.best <= one.rank <= one.worst
        assert (one.source is None) == (one.worst == one.rank)


def test_the_command(built: Project) -> None:
    """Names, ranks and the source on which a rank hangs."""
    text = answer(built, "rank", "series", "--by", "degree", "--most", "3")
    assert text.splitlines()[0].split() == "rank thing figure best worst low high falls_most_without".split()
    assert text.endswith("(3 rows)\n")


def test_a_measure_that_there_is_not(built: Project) -> None:
    """The line names those that there are."""
    assert "write degree, strength" in complaint(built, "rank", "series", "--by", "fame")
    with pytest.raises(KGError, match="no measure 'fame'"):
        ranking.standings(ROWS, "fame")
    assert "betweenness" in answer(built, "list", "measures")
