"""Peers: who may be set beside whom, and where a place lies among them, worked out by hand."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.peers import FEWEST, Group, Peers, Spread, Value, band, fourths, groups_of, peers_of
from generator.model.place import Place

AFRICA = Group("country", "region", "Africa")


def place(id: str, population: int | None = None) -> Place:
    """A country of Africa or, with a longer id, a city of one."""
    kind = "country" if len(id) == 3 else "city"
    return Place.model_validate(
        {"id": id, "type": kind, "name": id, "iso3": id[:3], "region": "Africa", "population": population}
    )


def in_africa(values: dict[str, float], year: int = 2020, decimals: int = 1) -> Peers:
    """The peers of places that are all countries of Africa."""
    given = [Value(id, year, value) for id, value in values.items()]
    return peers_of(given, dict.fromkeys(values, (AFRICA,)), decimals)


def spread_of(peers: Peers, own: Value, group: Group = AFRICA) -> Spread:
    """Where a place lies in one group that has enough peers."""
    (found,) = peers.positions(own, (group,))
    assert found.spread is not None
    return found.spread


# Groups


def test_a_city_has_four_groups() -> None:
    """Its country, its region, its country's fourth, and its band of population."""
    found = groups_of(place("XXA-town", 250_000), {"XXA": 3})

    assert [(g.kind, g.likeness, g.key) for g in found] == [
        ("city", "country", "XXA"), ("city", "region", "Africa"), ("city", "income", 3), ("city", "size", 1),
    ]  # fmt: skip


def test_a_country_has_three_groups() -> None:
    """It is no peer of its own cities."""
    assert groups_of(place("XXA", 5_000_000), {"XXA": 1}) == (
        AFRICA, Group("country", "income", 1), Group("country", "size", 1),
    )  # fmt: skip


def test_what_is_not_known_puts_a_place_in_no_group() -> None:
    """No population, no GDP and no region leave no group but the country."""
    bare = Place.model_validate({"id": "XXA-town", "type": "city", "name": "x", "iso3": "XXA"})

    assert groups_of(bare, {}) == (Group("city", "country", "XXA"),)


@pytest.mark.parametrize(("id", "type"), [("GBR-SCT", "subnational"), ("M49-202", "region")])
def test_parts_and_regions_have_no_peers(id: str, type: str) -> None:
    """They overlap."""
    given = {"id": id, "type": type, "name": "x", "iso3": "GBR", "region": "Europe", "population": 1}

    assert groups_of(Place.model_validate(given), {"GBR": 4}) == ()


@pytest.mark.parametrize(
    ("kind", "population", "expected"),
    [
        ("country", 999_999, 0), ("country", 1_000_000, 1), ("country", 9_999_999, 1), ("country", 10_000_000, 2),
        ("country", 50_000_000, 3), ("city", 99_999, 0), ("city", 100_000, 1), ("city", 500_000, 2), ("city", 1_000_000, 3),
        ("city", 5_000_000, 4), ("city", None, None), ("region", 5_000_000, None),
    ],
)  # fmt: skip
def test_bands_of_population(kind: str, population: int | None, expected: int | None) -> None:
    """A band begins at its first number."""
    assert band(kind, population) == expected  # type: ignore[arg-type]


def test_fourths_of_eight_countries() -> None:
    """Two in each, from the lowest GDP per person to the highest."""
    gdp = {"H": 80, "A": 10, "B": 20, "C": 30, "D": 40, "E": 50, "F": 60, "G": 70}

    assert fourths(gdp) == {"A": 1, "B": 1, "C": 2, "D": 2, "E": 3, "F": 3, "G": 4, "H": 4}


def test_equal_countries_are_in_one_fourth() -> None:
    """That of the first of them."""
    assert fourths({"A": 10, "B": 20, "C": 20, "D": 40}) == {"A": 1, "B": 2, "C": 2, "D": 4}


@given(st.dictionaries(st.text("ABC", min_size=3, max_size=3), st.floats(0, 1e6), max_size=30))
def test_fourths_follow_gdp(gdp: dict[str, float]) -> None:
    """All are between 1 and 4, and a higher GDP per person is never in a lower fourth."""
    found = fourths(gdp)

    assert found.keys() == gdp.keys()
    assert set(found.values()) <= {1, 2, 3, 4}
    assert all(found[a] <= found[b] for a in gdp for b in gdp if gdp[a] < gdp[b])


# Positions


def test_a_position_worked_out_by_hand() -> None:
    """The peers of 6 are 1, 2, 4, 8 and 16: quartiles 2, 4 and 8, three below and two above."""
    peers = in_africa({"AAA": 1, "BBB": 2, "CCC": 4, "DDD": 6, "EEE": 8, "FFF": 16})

    assert spread_of(peers, Value("DDD", 2020, 6)) == Spread(3, 2, 0, 2, 4, 8, 2020, 2020)


def test_quartiles_between_two_values() -> None:
    """The peers of 0 are 1, 2, 3, 4, 5 and 10: the quartiles lie at 2.25, 3.5 and 4.75."""
    peers = in_africa({"AAA": 0, "BBB": 1, "CCC": 2, "DDD": 3, "EEE": 4, "FFF": 5, "GGG": 10}, decimals=2)

    found = spread_of(peers, Value("AAA", 2020, 0))

    assert (found.low, found.middle, found.high) == (2.25, 3.5, 4.75)


def test_values_that_look_alike_are_level() -> None:
    """With one digit shown, 3.04 and 2.96 are both 3.0."""
    peers = in_africa({"AAA": 2.96, "BBB": 3.04, "CCC": 3.0, "DDD": 3.06, "EEE": 1, "FFF": 9})

    found = spread_of(peers, Value("AAA", 2020, 2.96))

    assert (found.below, found.above, found.level) == (1, 2, 2)


def test_four_peers_are_too_few() -> None:
    """Their number is told and nothing else."""
    peers = in_africa(dict.fromkeys(("AAA", "BBB", "CCC", "DDD", "EEE"), 1.0))

    (found,) = peers.positions(Value("AAA", 2020, 1), (AFRICA,))

    assert (found.peers, found.spread) == (4, None)


def test_old_values_are_left_out_and_counted() -> None:
    """Five years before the newest is recent, six is not."""
    values = [
        Value(id, year, 1.0)
        for id, year in zip("ABCDEFGH", (2020, 2020, 2019, 2018, 2016, 2015, 2014, 2000), strict=True)
    ]

    peers = peers_of(values, {v.place: (AFRICA,) for v in values}, 1)
    (found,) = peers.positions(values[0], (AFRICA,))

    assert (found.peers, found.old) == (5, 2)
    assert found.spread is not None
    assert (found.spread.first_year, found.spread.last_year) == (2015, 2020)


def test_the_years_are_those_of_the_peers() -> None:
    """A place's own year is not among them."""
    values = [Value(id, 2018, 1.0) for id in "ABCDE"] + [Value("F", 2020, 1.0)]
    peers = peers_of(values, {v.place: (AFRICA,) for v in values}, 1)

    found = spread_of(peers, values[-1])

    assert (found.first_year, found.last_year) == (2018, 2018)


def test_an_old_place_is_not_compared() -> None:
    """Its own value would meet others of another time."""
    values = [Value(id, 2020, 1.0) for id in "ABCDEF"] + [Value("G", 2014, 1.0)]
    peers = peers_of(values, {v.place: (AFRICA,) for v in values}, 1)

    assert peers.is_old(values[-1])
    assert peers.positions(values[-1], (AFRICA,)) == ()


def test_values_of_two_sources_never_meet() -> None:
    """Neither in the counts nor in what is newest."""
    ours = [Value(id, 2011, n, "ours") for n, id in enumerate("ABCDEF")]
    theirs = [Value(id, 2025, 100.0, "theirs") for id in "UVWXYZ"]
    groups = {v.place: (AFRICA,) for v in (*ours, *theirs)}

    found = spread_of(peers_of([*ours, *theirs], groups, 0), ours[0])

    assert (found.below, found.above, found.high) == (0, 5, 4)


def test_groups_are_kept_apart() -> None:
    """A place is counted in its own groups only."""
    values = {id: float(n) for n, id in enumerate("ABCDEFGHIJKL")}
    europe = Group("country", "region", "Europe")
    groups = {id: (AFRICA if n < 6 else europe,) for n, id in enumerate(values)}
    peers = peers_of([Value(id, 2020, v) for id, v in values.items()], groups, 0)

    assert spread_of(peers, Value("G", 2020, 6), europe)[:3] == (0, 5, 0)


numbers = st.lists(st.floats(0, 1000).map(lambda v: round(v, 1)), min_size=FEWEST + 1, max_size=40)


@given(numbers, st.data())
def test_every_peer_is_counted_once(values: list[float], data: st.DataObject) -> None:
    """Below, above and level are all peers, and the quartiles are those of Python's own statistics."""
    at = data.draw(st.integers(0, len(values) - 1))
    peers = in_africa({str(n): v for n, v in enumerate(values)})

    found = spread_of(peers, Value(str(at), 2020, values[at]))
    others = [*values[:at], *values[at + 1 :]]

    assert found.below == sum(v < values[at] for v in others)
    assert found.above == sum(v > values[at] for v in others)
    assert found.below + found.above + found.level == len(others)
    expected = statistics.quantiles(others, n=4, method="inclusive")
    assert (found.low, found.middle, found.high) == pytest.approx(expected, abs=0.051)
