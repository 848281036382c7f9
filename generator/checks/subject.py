"""What every rule works with: the record under examination, and the finding it gives."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.analysis.figures import Figure, Sentence, figures_supported, sentences
from generator.catalog import Catalog
from generator.model.fields import Prose
from generator.model.walk import Leaf, leaves
from generator.problem import nearest
from generator.reading.records import Entry
from generator.text import LINK


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the file, the location in the record or, in a table or a text, the line and column.

    `words` stand in the value or behind the line: the place told is where they begin.
    """

    path: str
    message: str
    hint: str = ""
    at: tuple[str | int, ...] = ()
    line: int = 0
    column: int = 1
    on_key: bool = False
    words: str = ""


@dataclass(frozen=True)
class Subject:
    """One record under examination, with what several rules need of it."""

    kind: str
    entry: Entry[Any]
    catalog: Catalog

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every marked value of the record."""
        return tuple(leaves(self.entry.record))

    @cached_property
    def prose(self) -> tuple[Leaf, ...]:
        """The texts people wrote, those of its citations left out, and the story behind a front matter."""
        return tuple(leaf for leaf in self.leaves if isinstance(leaf.marker, Prose) and leaf.at[0] != "citations")

    @cached_property
    def own_texts(self) -> tuple[tuple[Leaf | int, str], ...]:
        """The texts people wrote and, line by line, the story."""
        body = self.entry.body
        lines = without_fences(body).split("\n") if body else ()
        story = enumerate(lines, start=self.entry.body_line)
        return (*((leaf, leaf.value) for leaf in self.prose), *story)

    @cached_property
    def all_texts(self) -> tuple[tuple[Leaf | int, str], ...]:
        """The same, with the texts of its citations."""
        cited = (leaf for leaf in self.leaves if isinstance(leaf.marker, Prose) and leaf.at[0] == "citations")
        return (*((leaf, leaf.value) for leaf in cited), *self.own_texts)

    @cached_property
    def supports(self) -> Mapping[str, frozenset[Figure]]:
        """The figures that each source of the record states."""
        return {c.id: figures_supported(f"{c.supports} {c.year or ''}") for c in self.entry.record.citations}

    @cached_property
    def sentences(self) -> tuple[tuple[Leaf | int, Sentence], ...]:
        """Every sentence that states a figure or cites a source, with its leaf, or its line in the story."""
        found: list[tuple[Leaf | int, Sentence]] = []
        for leaf in self.prose:
            if _NOTABLE.search(leaf.value):
                found.extend((leaf, s) for s in sentences(leaf.value) if s.figures or s.cites)
        line = self.entry.body_line
        for part in re.split(r"(\n\s*\n)", without_fences(self.entry.body)):
            if _NOTABLE.search(part):
                found.extend((line, s) for s in sentences(part) if s.figures or s.cites)
            line += part.count("\n")
        return tuple(found)

    def at(self, leaf: Leaf | int, message: str, hint: str = "", *, words: str = "") -> Finding:
        """A finding at a leaf of the record or at a line of its story, where `words` begin."""
        if isinstance(leaf, int):
            return Finding(self.entry.path, message, hint, line=leaf, words=words)
        return Finding(self.entry.path, message, hint, leaf.at, words=words)


_NOTABLE = re.compile(r"\d|\[@")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def without_fences(body: str) -> str:
    return _FENCE.sub(lambda m: "\n" * m[0].count("\n"), body)


def texts(subject: Subject, *, citations: bool = False) -> Iterator[tuple[Leaf | int, str]]:
    """The texts of a record and, line by line, its story."""
    return iter(subject.all_texts if citations else subject.own_texts)


def links(text: str) -> Sequence[str]:
    """Where the links of a text lead."""
    return LINK.findall(text) if "](" in text else ()


def row_sources(leaf: Leaf | int) -> tuple[str, ...]:
    return () if isinstance(leaf, int) else leaf.cites


def plain_line(leaf: Leaf | int) -> bool:
    """A line that holds no citation marks, such as a claim: any source of the record may stand behind it."""
    return isinstance(leaf, Leaf) and isinstance(leaf.marker, Prose) and not leaf.marker.markdown


def is_known(catalog: Catalog, kind: str, id: str) -> bool:
    """Whether there is such a record or term. Of a table that cannot be read nothing is unknown: that is told there."""
    return catalog.knows(kind, id) or not catalog.broken.isdisjoint({(kind, id), (kind, "")})


def nearest_record(catalog: Catalog, kind: str, id: str) -> str:
    """The nearest record or term of a kind, as a hint."""
    return nearest(id, catalog.vocabularies["themes"].terms if kind == "theme" else catalog.of(kind))


def beginning(text: str) -> str:
    """The first words of a sentence, by which it is found."""
    return " ".join(text.split()[:6])


def shown(text: str) -> str:
    """The first words of a sentence, as a message shows them."""
    begin = beginning(text)
    return f'"{begin}{"" if begin == " ".join(text.split()) else " …"}"'


def field_name(leaf: Leaf) -> str:
    return ".".join(str(step) for step in leaf.at if not isinstance(step, int))
