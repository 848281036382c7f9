"""Lines from origins to those who took something up."""

import re
from itertools import pairwise

from generator.charts.flows import Flow, flows

ROWS = [
    Flow("Alpha", "Beta", 0),
    Flow("Alpha", "Gamma", 1),
    Flow("Delta", "A name far too long to fit into the room at the right of the picture", 2),
]


def test_an_origin_stands_once_and_each_taker_has_a_line() -> None:
    """Two lines begin at Alpha, one at Delta."""
    drawn = str(flows("k", "Title", "Description", ROWS))

    assert re.findall(r">(Alpha|Delta)<", drawn) == ["Alpha", "Delta"]
    assert drawn.count('class="flow"') == 3
    starts = re.findall(r'class="flow" d="M\d+ ([\d.]+)C', drawn)
    assert starts[0] == starts[1] != starts[2]


def test_shapes_tell_how_much_is_known() -> None:
    """Hollow, round and square differ without colour."""
    drawn = str(flows("k", "Title", "Description", ROWS))

    shapes = re.findall(r'<path class="(dot[^"]*)" d="M\S+ [\d.]+([a-z][^"]*)"', drawn)
    assert len(set(shapes)) == 3
    assert [kind for kind, _ in shapes] == ["dot dot-estimated", "dot", "dot"]


def test_a_long_name_is_cut_and_nothing_overlaps() -> None:
    """Rows lie a line apart; the height holds them all."""
    drawn = str(flows("k", "Title", "Description", ROWS))

    assert "…" in drawn
    heights = [float(y) for y in re.findall(r'class="name" x="\d+" y="([\d.]+)"', drawn)]
    assert all(later - earlier >= 20 for earlier, later in pairwise(heights))
    assert float(re.search(r'viewBox="0 0 \d+ (\d+)"', drawn)[1]) > heights[-1]  # type: ignore[index]


def test_names_are_text() -> None:
    """A hostile name stays a name."""
    drawn = str(flows("k", "<b>", "&", [Flow("<script>", '"><img src=x>', 0)]))

    assert "<script>" not in drawn
    assert "<img" not in drawn
