"""Charts of indicators, on their own pages and inside stories."""

from collections.abc import Sequence

from markupsafe import Markup

from generator.charts.trend import Mark, Point, Series, trend
from generator.dataset import Dataset
from generator.embeds import read_chart
from generator.pages.view import View, digest, render
from generator.pages.words import number
from generator.text import REFERENCE

MAX_SERIES = 6


def chart_block(view: View, content: str) -> Markup:
    """The chart that a block in a story asks for; nothing when it cannot be drawn, which the checks have said."""
    chart = read_chart(content)
    if isinstance(chart, str) or chart.indicator not in view.catalog.indicators:
        return Markup()
    dataset = view.catalog.indicators[chart.indicator]
    places = [place for place in chart.places if dataset.series(place)]
    marks = []
    for reference in chart.mark:
        found = REFERENCE.fullmatch(reference)
        practice = view.catalog.practices.get(found[2]) if found else None
        if practice and practice.record.start:
            marks.append(Mark(int(practice.record.start[:4]), _short(practice.record.title)))
    return trend_figure(view, dataset, places, marks) if places else Markup()


def trend_figure(
    view: View, dataset: Dataset, places: Sequence[str], marks: Sequence[Mark] = (), *, explored: bool = False
) -> Markup:
    """A trend with its sentence, its table and its source; `explored` when a form lets readers choose what it shows."""
    shown = list(places)[:MAX_SERIES]
    series = [Series(view.name(place), points(dataset, place)) for place in shown]
    record = dataset.record
    sentence = trend_sentence(series, record.unit, record.decimals)
    key = f"trend-{digest(dataset.id, shown, [mark.label for mark in marks])[:8]}"
    picture = trend(key, f"{record.title}, {record.unit}", sentence, series, record.unit, marks)
    years = sorted({p.year for s in series for p in s.points})
    cells = [{p.year: p.value for p in s.points} for s in series]
    return render(
        "_figure", view=view, picture=picture, sentence=sentence, dataset=dataset, names=[s.name for s in series],
        rows=[(year, [number(c[year], record.decimals) if year in c else "" for c in cells]) for year in years],
        broken=any(not p.joined for s in series for p in s.points[1:]), explored=explored,
    )  # fmt: skip


def points(dataset: Dataset, place: str, cut: tuple[str, ...] | None = None) -> tuple[Point, ...]:
    """A place's values as points, those of the first cut unless another is given."""
    return tuple(
        Point(row.year, row.value, joined, row.status in dataset.record.estimates, row.low, row.high)
        for row, joined in dataset.drawn(place, dataset.first_cut if cut is None else cut)
    )


def trend_sentence(series: Sequence[Series], unit: str, decimals: int) -> str:
    """One sentence that says what a trend shows; it never compares across a break."""
    said = []
    for one in series[:2]:
        last = one.points[-1]
        start = next((i for i in range(len(one.points) - 1, -1, -1) if i == 0 or not one.points[i].joined), 0)
        first = one.points[start]
        if first.year == last.year:
            said.append(f"{one.name} stood at {number(last.value, decimals)} in {last.year}")
        else:
            said.append(
                f"{one.name} went from {number(first.value, decimals)} in {first.year} to {number(last.value, decimals)} in {last.year}"
            )
    return "; ".join(said) + f" ({unit})."


def _short(title: str) -> str:
    return title if len(title) <= 44 else title[:43].rsplit(" ", 1)[0] + "…"
