"""Rules on texts: what people write and what must not stand in it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.checks.subject import Finding, Subject, field_name, links, texts
from generator.model.fields import Prose
from generator.model.practice import Contact
from generator.model.walk import Leaf
from generator.reading.signs import look_alike, unseen
from generator.text import REFERENCE

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.:=-])(?:\+\d{1,3}[ .-]?)(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4}(?![\w/])")


def private_contact(subject: Subject) -> Iterator[Finding]:
    """An e-mail address or a telephone number stands outside `contact`. Only an office's own contact is published, and only there."""
    for leaf, text in texts(subject, citations=True):
        if isinstance(leaf, Leaf) and isinstance(leaf.owner, Contact):
            continue
        for found in ("@" in text and _EMAIL.search(text), "+" in text and _PHONE.search(text)):
            if found:
                yield subject.at(
                    leaf,
                    f'"{found[0]}" is contact data',
                    "remove it; an office's mailbox or telephone goes into contact",
                    words=found[0],
                )


def bad_link(subject: Subject) -> Iterator[Finding]:
    """A link leads neither to the web (http, https) nor to a record of ours written as `kind:id`. A mailbox goes into `contact`."""
    for leaf, text in texts(subject):
        for target in links(text):
            if not _WEB.match(target) and not REFERENCE.fullmatch(target) and not _EMAIL.search(target):
                yield subject.at(
                    leaf,
                    f'the link "{target[:60]}" leads nowhere we allow',
                    "write https://…, or kind:id such as practice:kampala-sasa",
                    words=target,
                )


_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>|<!--|<!\[CDATA\[|<\?|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def raw_html(subject: Subject) -> Iterator[Finding]:
    """A text holds HTML. Texts are Markdown; a tag would be shown as it stands and never run."""
    for leaf, text in texts(subject, citations=True):
        if ("<" in text or "&" in text) and (found := _TAG.search(text)):
            yield subject.at(
                leaf,
                f'"{found[0][:40]}" is HTML',
                "use Markdown: *emphasis*, **strong**, [text](link); a lone < is fine",
                words=found[0],
            )


def odd_character(subject: Subject) -> Iterator[Finding]:
    """A text holds a character nobody sees: a control character, a direction override, a zero-width space, a replacement mark."""
    lines = enumerate(subject.entry.body.split("\n") if subject.entry.body else (), start=subject.entry.body_line)
    fields = ((leaf, text) for leaf, text in texts(subject, citations=True) if isinstance(leaf, Leaf))
    where: tuple[tuple[Leaf | int, str], ...] = (*fields, *lines)
    for leaf, text in where:  # of a story also what stands in a block, which is shown as it is
        if sign := unseen(text):
            said = f"the invisible character U+{ord(sign):04X}"
            yield subject.at(leaf, said, "type the words anew instead of pasting them", words=sign)


def look_alike_letter(subject: Subject) -> Iterator[Finding]:
    """A word mixes Latin letters with Cyrillic or Greek ones that look the same: nobody who searches for it finds it, and a link can pretend to be another."""
    for leaf, text in texts(subject, citations=True):
        word, sign = look_alike(text)
        if word:
            alphabet = unicodedata.name(sign).split()[0].capitalize()
            said = f'"{word[:40]}" mixes Latin letters with "{sign}", which is {alphabet} (U+{ord(sign):04X})'
            yield subject.at(leaf, said, "type the word anew in one alphabet", words=word)


def over_long_text(subject: Subject) -> Iterator[Finding]:
    """A text has more words than readers will take, or a line more than fits. The limit stands with the field."""
    for leaf in subject.leaves:
        if isinstance(leaf.marker, Prose):
            if len(leaf.value) > 3 * leaf.marker.words and (count := len(leaf.value.split())) > leaf.marker.words:
                yield subject.at(
                    leaf, f'"{field_name(leaf)}" has {count} words', f"at most {leaf.marker.words}; shorten it"
                )
            elif len(leaf.value) > 14 * leaf.marker.words:
                yield subject.at(
                    leaf,
                    f'"{field_name(leaf)}" has {len(leaf.value)} characters',
                    f"at most {14 * leaf.marker.words}; shorten it",
                )
            elif not leaf.marker.markdown and "\n" in leaf.value.strip():
                yield subject.at(
                    leaf, f'"{field_name(leaf)}" runs over several lines', "it is shown as one line; join the lines"
                )
    most = MAX_WORDS.get(subject.kind, MAX_STORY_WORDS)
    body, line = subject.entry.body, subject.entry.body_line
    if (held := len(body.split())) > most:
        yield Finding(subject.entry.path, f"the story has {held:,} words", f"at most {most:,}; shorten it", line=line)
    elif len(body) > 8 * most:
        said = f"the story has {len(body):,} characters"
        yield Finding(subject.entry.path, said, f"at most {8 * most:,}; shorten it", line=line)


MAX_STORY_WORDS = 2500
MAX_WORDS = {"lesson": 1500}
"""The most words of a text behind the fields, by kind of record."""


MOST_IN_LIST = 100
"""Items of one list. The longest of a real record has a third of it."""


def over_long_list(subject: Subject) -> Iterator[Finding]:
    """A list has more items than anybody reads, and far more than a page or its brief can show. Join those that say the same, and keep those that matter."""
    for at, count in _long_lists(subject.entry.record, ()):
        name = ".".join(str(step) for step in at if not isinstance(step, int))
        hint = f"at most {MOST_IN_LIST}; join those that belong together"
        yield Finding(subject.entry.path, f'"{name}" has {count:,} items', hint, at)


def _long_lists(part: Any, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    for name, value in vars(part).items():
        if isinstance(value, tuple):
            if len(value) > MOST_IN_LIST:
                yield (*at, name), len(value)
            elif value and isinstance(value[0], BaseModel):
                for index, item in enumerate(value):
                    yield from _long_lists(item, (*at, name, index))
        elif isinstance(value, BaseModel):
            yield from _long_lists(value, (*at, name))


def blank_text(subject: Subject) -> Iterator[Finding]:
    """A text that must say something is blank, or begins or ends with a space."""
    for leaf in subject.leaves:
        if not isinstance(leaf.marker, Prose):
            continue
        line = leaf.value.strip("\n")
        if not line.strip():
            hint = "readers see it first; say it" if leaf.at[0] in SEEN_FIRST else "say it, or leave the field out"
            yield subject.at(leaf, f'"{field_name(leaf)}" is blank', hint)
        elif line != line.strip():
            side = "begins" if line[0].isspace() else "ends"
            yield subject.at(leaf, f'"{field_name(leaf)}" {side} with a space', "remove it")
    for name in SEEN_FIRST:
        if getattr(subject.entry.record, name, None) == "":
            yield Finding(subject.entry.path, f'"{name}" is blank', "readers see it first; say it", (name,))


SEEN_FIRST = ("title", "claim", "summary")
