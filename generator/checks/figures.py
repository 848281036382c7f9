"""Rules on figures: each has a source, and the source says so."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.analysis.figures import Figure, as_figure
from generator.checks.subject import Finding, Subject, beginning, plain_line, row_sources, shown
from generator.model.fields import Stated
from generator.model.outcome import Reported
from generator.model.walk import Leaf


def figure_without_source(subject: Subject) -> Iterator[Finding]:
    """A sentence states a figure and cites no source. Years and dates are exempt; a figure we computed says so: `[@key; computed]`."""
    if not subject.supports:
        return
    for leaf, sentence in subject.sentences:
        if (
            sentence.figures
            and not sentence.cites
            and not row_sources(leaf)
            and not plain_line(leaf)
            and not _advice(leaf)
        ):
            yield subject.at(
                leaf,
                f"{_say(sentence.figures[0])} has no source in the sentence {shown(sentence.text)}",
                "add [@key] before its full stop",
                words=beginning(sentence.text),
            )


def figure_not_in_source(subject: Subject) -> Iterator[Finding]:
    """A figure does not occur in the `supports` of any source it cites. Correct the figure, cite the right source, or note in `supports` what the source says."""
    for leaf, sentence in subject.sentences:
        if sentence.computed:
            continue
        keys = sentence.cites or row_sources(leaf) or (tuple(subject.supports) if plain_line(leaf) else ())
        if not keys or any(key not in subject.supports for key in keys):
            continue
        for figure in sentence.figures:
            if not any(figure in subject.supports[key] for key in keys):
                yield subject.at(
                    leaf,
                    f"{_say(figure)} of the sentence {shown(sentence.text)} does not occur in "
                    f'the "supports" of {_list(keys, sentence.cites or row_sources(leaf))}',
                    "correct it, cite its source, or mark it [@key; computed]",
                    words=beginning(sentence.text),
                )
    for leaf in subject.leaves:
        if isinstance(leaf.marker, Stated) and not _inverted(subject, leaf):
            keys = tuple(key for key in leaf.cites if key in subject.supports)
            figure = as_figure(leaf.value)
            if keys and not any(figure in subject.supports[key] for key in keys):
                yield subject.at(
                    leaf,
                    f'{_say(figure)} does not occur in the "supports" of {_list(keys, keys)}',
                    'correct it, or note in "supports" what the source says',
                )
            elif not leaf.cites:
                yield subject.at(leaf, f"{_say(figure)} has no source", "add a `cite` list beside it")


ADVICE = frozenset({"first_90_days", "powers_needed", "stop_signs", "keywords", "review"})


def _advice(leaf: Leaf | int) -> bool:
    """Our own advice and what readers asked for state no finding, so their counts ('two weeks') need no source."""
    return isinstance(leaf, Leaf) and leaf.at[0] in ADVICE


def _inverted(subject: Subject, leaf: Leaf) -> bool:
    """Whether a figure was turned round by us, so that the source prints its inverse."""
    at: Any = subject.entry.record
    for step in leaf.at:
        if isinstance(at, Reported) and at.inverted:
            return True
        at = at[step] if isinstance(step, int) else getattr(at, step)
    return False


def _say(figure: Figure) -> str:
    return figure if isinstance(figure, str) else f"{figure:f}"


def _list(keys: Sequence[str], named: Sequence[str]) -> str:
    return ", ".join(f"@{key}" for key in keys) if named else "any source of this record"
