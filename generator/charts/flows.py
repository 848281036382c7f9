"""Lines from origins to those who took something up, one row for each who did."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.svg import SHAPES, cut, figure, short, text

WIDTH = 520
LEFT, RIGHT = 150, 206
ROW, GAP, TOP = 20, 10, 10


@dataclass(frozen=True, slots=True)
class Flow:
    """One line. `mark`: 0 hollow, nothing is known of what came of it; 1 round, something is; 2 square, a record tells."""

    origin: str
    to: str
    mark: int


def flows(key: str, title: str, description: str, rows: Sequence[Flow]) -> Markup:
    """Origins at the left, each once and beside the middle of its rows; those who took it up at the right."""
    groups: dict[str, list[Flow]] = {}
    for row in rows:
        groups.setdefault(row.origin, []).append(row)
    parts: list[str] = []
    y = float(TOP)
    for origin, group in groups.items():
        middle = y + ROW * len(group) / 2
        parts.append(text(LEFT - 8, middle + 4, cut(origin, LEFT - 8), "name name-marked", "end"))
        for row in group:
            at = y + ROW / 2
            bend = (LEFT + RIGHT) / 2
            parts.append(
                f'<path class="flow" d="M{LEFT} {short(middle)}C{short(bend)} {short(middle)} {short(bend)} {short(at)} {RIGHT} {short(at)}"/>'
            )
            kind = "dot dot-estimated" if row.mark == 0 else "dot"
            parts.append(f'<path class="{kind}" d="M{RIGHT + 4} {short(at)}{SHAPES[1 if row.mark == 2 else 0]}"/>')
            parts.append(text(RIGHT + 14, at + 4, cut(row.to, WIDTH - RIGHT - 14), "name"))
            y += ROW
        y += GAP
    return figure(key, title, description, WIDTH, int(y), parts, "flows")
