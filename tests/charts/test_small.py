"""Small pictures: sparklines in a line of text, and multiples beside each other."""

import re

from generator.charts.axis import axis
from generator.charts.multiples import Panel, multiples
from generator.charts.sparkline import HEIGHT, WIDTH, sparkline
from generator.charts.trend import Point, Series
from tests.charts.drawn import drawn, is_sound, numbers, paths, words

LINE = (Point(2000, 8), Point(2001, 4), Point(2002, 6, joined=False), Point(2004, 2, joined=False), Point(2005, 1))


class TestSparkline:
    """A trend as small as a word."""

    def test_breaks_are_gaps_and_a_value_alone_is_a_dot(self) -> None:
        """As in the large picture."""
        (path,) = paths(sparkline(LINE), "spark-line")

        assert re.findall("[MLh]", path) == ["M", "L", "M", "h", "M", "L"]

    def test_the_last_value_is_marked_and_all_lie_inside(self) -> None:
        """At the end of the line."""
        picture = sparkline(LINE)

        (x, y, _) = numbers(paths(picture, "spark-last")[0])
        assert (x, y) == tuple(numbers(paths(picture, "spark-line")[0])[-2:])
        assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT

    def test_a_name_or_hidden(self) -> None:
        """Beside a number it says nothing new, so it is not read aloud; alone it has a name."""
        assert drawn(sparkline(LINE)).get("aria-hidden") == "true"
        named = drawn(sparkline(LINE, 'fell & "rose"'))
        assert (named.get("role"), named.get("aria-label")) == ("img", 'fell & "rose"')

    def test_several_may_share_years_and_a_scale(self) -> None:
        """In a column of a table they then can be compared."""
        low = numbers(paths(sparkline(LINE, years=(1990, 2010), scale=axis([100])), "spark-last")[0])
        own = numbers(paths(sparkline(LINE), "spark-last")[0])

        assert low[1] > own[1] and low[0] < own[0]

    def test_a_single_value(self) -> None:
        """A dot in the middle."""
        assert numbers(paths(sparkline((Point(2000, 5),)), "spark-last")[0])[0] == WIDTH / 2


class TestMultiples:
    """One little trend for each place."""

    PANELS = (
        Panel("Low & slow", "d", (Series("a", (Point(2000, 1), Point(2005, 2))),)),
        Panel("High", "d", (Series("b", (Point(2001, 90), Point(2010, 80), Point(2012, 10, joined=False))),)),
        Panel("Nothing", "no values", (Series("c", ()),)),
    )

    def pictures(self, **more: bool) -> list[str]:
        """Each of the pictures."""
        group = multiples("m", "A <group>", self.PANELS, "per cent", **more)
        assert 'aria-label="A &lt;group&gt;"' in group
        return re.findall(r"<svg.*?</svg>", group)

    def test_each_has_a_title_and_the_same_years(self) -> None:
        """And is a sound picture, also without a value."""
        pictures = self.pictures()

        assert [words(p, "name") for p in pictures] == [["Low & slow"], ["High"], ["Nothing"]]
        assert all(is_sound(p) and words(p, "tick")[-2:] == ["2000", "2012"] for p in pictures)

    def test_they_stand_on_one_scale_unless_told(self) -> None:
        """A low line looks low."""
        tops = [{p: words(p, "tick")[1] for p in self.pictures(own_scale=own)} for own in (False, True)]

        assert list(tops[0].values()) == ["100", "100", "100"]
        assert list(tops[1].values()) == ["2", "100", "1"]

    def test_the_last_value_is_marked_and_breaks_are_gaps(self) -> None:
        """A point alone is a dot."""
        high = self.pictures()[1]

        (path,) = paths(high, "series series-1")
        assert re.findall("[MLh]", path) == ["M", "L", "M", "h"]
        assert len(paths(high, "last series-1")) == 1

    def test_ids_are_unique(self) -> None:
        """Names of several pictures on one page do not mix."""
        ids = [e.get("id") for p in self.pictures() for e in drawn(p).iter() if e.get("id")]

        assert len(ids) == len(set(ids)) == 6
