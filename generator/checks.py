"""The rules that records must keep. One function each: its name is the rule, its docstring the rule's page."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from generator.addresses import FOLDERS, address, published, redirects
from generator.analysis.figures import Figure, Sentence, as_figure, figures_supported, sentences
from generator.catalog import Catalog, Dataset
from generator.embeds import chart_faults
from generator.model.city import City
from generator.model.fields import CiteKey, Prose, RefTo, Stated, TermOf
from generator.model.outcome import Reported
from generator.model.practice import Contact, Practice
from generator.model.study import Study
from generator.model.walk import Leaf, leaves
from generator.problem import did_you_mean
from generator.reading.records import Entry
from generator.text import LINK, REFERENCE, charts


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the file, the location in the record or, in a table or a text, the line and column."""

    path: str
    message: str
    hint: str = ""
    at: tuple[str | int, ...] = ()
    line: int = 0
    column: int = 1
    on_key: bool = False


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
        for part in re.split(r"(\n\s*\n)", _without_fences(self.entry.body)):
            if _NOTABLE.search(part):
                found.extend((line, s) for s in sentences(part) if s.figures or s.cites)
            line += part.count("\n")
        return tuple(found)

    def at(self, leaf: Leaf | int, message: str, hint: str = "") -> Finding:
        """A finding at a leaf of the record or at a line of its story."""
        if isinstance(leaf, int):
            return Finding(self.entry.path, message, hint, line=leaf)
        return Finding(self.entry.path, message, hint, leaf.at)


_NOTABLE = re.compile(r"\d|\[@")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def _without_fences(body: str) -> str:
    return _FENCE.sub(lambda m: "\n" * m[0].count("\n"), body)


def unknown_reference(subject: Subject) -> Iterator[Finding]:
    """A record points at another record that does not exist. Ids are the names of files, without their ending."""
    catalog = subject.catalog
    for leaf in subject.leaves:
        if isinstance(leaf.marker, RefTo) and not catalog.knows(leaf.marker.kind, leaf.value):
            yield subject.at(
                leaf, f'no {leaf.marker.kind} "{leaf.value}"', _near(leaf.value, catalog.of(leaf.marker.kind))
            )
    for place, text in _texts(subject):
        for kind, id in REFERENCE.findall(" ".join(LINK.findall(text))):
            if not catalog.knows(kind, id):
                yield subject.at(
                    place,
                    f'no {kind} "{id}"',
                    _near(id, catalog.vocabularies["themes"].terms if kind == "theme" else catalog.of(kind)),
                )


def value_outside_vocabulary(subject: Subject) -> Iterator[Finding]:
    """A value is not in its closed list. The lists are the tables of `datasets/vocabularies/`."""
    for leaf in subject.leaves:
        if isinstance(leaf.marker, TermOf):
            known = subject.catalog.vocabularies.get(leaf.marker.vocabulary)
            if known is not None and leaf.value not in known:
                yield subject.at(
                    leaf,
                    f'"{leaf.value}" is not in the list of {leaf.marker.vocabulary.replace("-", " ")}',
                    _near(leaf.value, known.terms),
                )


def unknown_citation(subject: Subject) -> Iterator[Finding]:
    """A text or a row cites a key that the record's `citations` do not hold."""
    for leaf in subject.leaves:
        if isinstance(leaf.marker, CiteKey) and leaf.value not in subject.supports:
            yield subject.at(leaf, f'no citation "{leaf.value}" in this record', _near(leaf.value, subject.supports))
    for place, sentence in subject.sentences:
        for key in sentence.cites:
            if key not in subject.supports:
                yield subject.at(place, f'no citation "{key}" in this record', _near(key, subject.supports))


def citation_never_used(subject: Subject) -> Iterator[Finding]:
    """A source is listed but nothing in the record rests on it. Cite it where it is used, or remove it."""
    used = {leaf.value for leaf in subject.leaves if isinstance(leaf.marker, CiteKey)}
    used.update(key for _, sentence in subject.sentences for key in sentence.cites)
    for index, citation in enumerate(subject.entry.record.citations):
        if citation.id not in used:
            yield Finding(
                subject.entry.path,
                f'citation "{citation.id}" is never used',
                f"write [@{citation.id}] in the sentence that rests on it, or remove it",
                ("citations", index, "id"),
            )


def duplicate_key(subject: Subject) -> Iterator[Finding]:
    """Two citations or two studies of one record have the same id, or a mapping has the same key twice."""
    for name in ("citations", "studies", "reviews"):
        seen: set[str] = set()
        for index, part in enumerate(getattr(subject.entry.record, name, ())):
            if part.id in seen:
                yield Finding(
                    subject.entry.path,
                    f'a second {name.rstrip("s").replace("ie", "y")} has the id "{part.id}"',
                    "give each its own id",
                    (name, index, "id"),
                )
            seen.add(part.id)


def figure_without_source(subject: Subject) -> Iterator[Finding]:
    """A sentence states a figure and cites no source. Years and dates are exempt; a figure we computed says so: `[@key; computed]`."""
    if not subject.supports:
        return
    for leaf, sentence in subject.sentences:
        if (
            sentence.figures
            and not sentence.cites
            and not _row_sources(leaf)
            and not _plain_line(leaf)
            and not _advice(leaf)
        ):
            yield subject.at(
                leaf, f"{_say(sentence.figures[0])} has no source in its sentence", "add [@key] before the full stop"
            )


def figure_not_in_source(subject: Subject) -> Iterator[Finding]:
    """A figure does not occur in the `supports` of any source it cites. Correct the figure, cite the right source, or note in `supports` what the source says."""
    for leaf, sentence in subject.sentences:
        if sentence.computed:
            continue
        keys = sentence.cites or _row_sources(leaf) or (tuple(subject.supports) if _plain_line(leaf) else ())
        if not keys or any(key not in subject.supports for key in keys):
            continue
        for figure in sentence.figures:
            if not any(figure in subject.supports[key] for key in keys):
                yield subject.at(
                    leaf,
                    f"{_say(figure)} does not occur in the supports of {_list(keys, sentence.cites or _row_sources(leaf))}",
                    "correct it, cite its source, or mark it [@key; computed]",
                )
    for leaf in subject.leaves:
        if isinstance(leaf.marker, Stated) and not _inverted(subject, leaf):
            keys = tuple(key for key in leaf.cites if key in subject.supports)
            figure = as_figure(leaf.value)
            if keys and not any(figure in subject.supports[key] for key in keys):
                yield subject.at(
                    leaf,
                    f"{_say(figure)} does not occur in the supports of {_list(keys, keys)}",
                    "correct it, or note in supports what the source says",
                )
            elif not leaf.cites:
                yield subject.at(leaf, f"{_say(figure)} has no source", "add a `cite` list beside it")


def date_out_of_order(subject: Subject) -> Iterator[Finding]:
    """An end before its start, a milestone out of order, a day of reading before the record was begun, or a day in the future."""
    record, path = subject.entry.record, subject.entry.path
    spans: list[tuple[tuple[str | int, ...], str | None, str | None]] = [
        ((), getattr(record, "start", None), getattr(record, "end", None))
    ]
    spans += [(("studies", i), s.start, s.end) for i, s in enumerate(getattr(record, "studies", ()))]
    for at, start, end in spans:
        if start and end and end < start[: len(end)]:
            yield Finding(path, f"it ends ({end}) before it starts ({start})", "exchange or correct them", (*at, "end"))
    if isinstance(record, City):
        for index, (before, after) in enumerate(zip(record.milestones, record.milestones[1:], strict=False), start=1):
            if after.date < before.date[: len(after.date)]:
                yield Finding(
                    path,
                    f"milestone {after.date} stands after {before.date}",
                    "put the milestones in the order of time",
                    ("milestones", index, "date"),
                )
    for name in ("created", "reviewed"):
        day: date | None = getattr(record, name, None)
        if day and day > subject.catalog.today:
            yield Finding(path, f"{name} {day} lies in the future", f"today is {subject.catalog.today}", (name,))
    if getattr(record, "reviewed", None) and record.reviewed < record.created:
        yield Finding(
            path,
            f"it was reviewed ({record.reviewed}) before it was begun ({record.created})",
            "correct one of them",
            ("reviewed",),
        )
    for index, citation in enumerate(getattr(record, "citations", ())):
        if citation.year and citation.year > subject.catalog.today.year:
            yield Finding(
                path,
                f"a source from {citation.year} lies in the future",
                f"today is {subject.catalog.today}",
                ("citations", index, "year"),
            )


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.:=-])(?:\+\d{1,3}[ .-]?)(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4}(?![\w/])")


def private_contact(subject: Subject) -> Iterator[Finding]:
    """An e-mail address or a telephone number stands outside `contact`. Only an office's own contact is published, and only there."""
    for leaf, text in _texts(subject, citations=True):
        if isinstance(leaf, Leaf) and isinstance(leaf.owner, Contact):
            continue
        for found in (_EMAIL.search(text), _PHONE.search(text)):
            if found:
                yield subject.at(
                    leaf,
                    f'"{found[0]}" is contact data',
                    "remove it; an office's mailbox or telephone goes into contact",
                )


def bad_link(subject: Subject) -> Iterator[Finding]:
    """A link leads neither to the web (http, https), nor to a mailbox, nor to a record of ours written as `kind:id`."""
    for leaf, text in _texts(subject):
        for target in LINK.findall(text):
            if not re.match(
                r"https?://[^\s/]+\.[^\s]+|mailto:[^@\s]+@[^@\s]+\.\w+$", target
            ) and not REFERENCE.fullmatch(target):
                yield subject.at(
                    leaf,
                    f'the link "{target[:60]}" leads nowhere we allow',
                    "write https://…, or kind:id such as practice:kampala-sasa",
                )


_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>|<!--|<!\[CDATA\[|<\?|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def raw_html(subject: Subject) -> Iterator[Finding]:
    """A text holds HTML. Texts are Markdown; a tag would be shown as it stands and never run."""
    for leaf, text in _texts(subject, citations=True):
        if found := _TAG.search(text):
            yield subject.at(
                leaf,
                f'"{found[0][:40]}" is HTML',
                "use Markdown: *emphasis*, **strong**, [text](link); a lone < is fine",
            )


_UNSAFE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd\ue000-\uf8ff]"
)


def odd_character(subject: Subject) -> Iterator[Finding]:
    """A text holds a character nobody sees: a control character, a direction override, a zero-width space, a replacement mark."""
    for leaf, text in _texts(subject, citations=True):
        if found := _UNSAFE.search(text):
            yield subject.at(
                leaf, f"the invisible character U+{ord(found[0]):04X}", "type the words anew instead of pasting them"
            )


def over_long_text(subject: Subject) -> Iterator[Finding]:
    """A text has more words than readers will take, or a line more than fits. The limit stands with the field."""
    for leaf in subject.leaves:
        if isinstance(leaf.marker, Prose):
            if len(leaf.value) > 3 * leaf.marker.words and (count := len(leaf.value.split())) > leaf.marker.words:
                yield subject.at(
                    leaf, f'"{_field(leaf)}" has {count} words', f"at most {leaf.marker.words}; shorten it"
                )
            elif len(leaf.value) > 14 * leaf.marker.words:
                yield subject.at(
                    leaf,
                    f'"{_field(leaf)}" has {len(leaf.value)} characters',
                    f"at most {14 * leaf.marker.words}; shorten it",
                )
            elif not leaf.marker.markdown and "\n" in leaf.value.strip():
                yield subject.at(
                    leaf, f'"{_field(leaf)}" runs over several lines', "it is shown as one line; join the lines"
                )
    if len(subject.entry.body.split()) > MAX_STORY_WORDS:
        yield Finding(
            subject.entry.path,
            f"the story has {len(subject.entry.body.split()):,} words",
            f"at most {MAX_STORY_WORDS:,}; shorten it",
            line=subject.entry.body_line,
        )


MAX_STORY_WORDS = 2500


def blank_text(subject: Subject) -> Iterator[Finding]:
    """A text that must say something is blank, or begins or ends with a space."""
    for leaf in subject.leaves:
        if isinstance(leaf.marker, Prose) and not leaf.value.strip():
            yield subject.at(leaf, f'"{_field(leaf)}" is blank', "say it, or leave the field out")
    for name in ("title", "claim", "summary"):
        if not str(getattr(subject.entry.record, name, "x")).strip():
            yield Finding(subject.entry.path, f'"{name}" is blank', "readers see it first; say it", (name,))


def lead_actor(subject: Subject) -> Iterator[Finding]:
    """A practice names who leads it: one of its actors has the part `lead`."""
    if isinstance(subject.entry.record, Practice) and not any(
        actor.part == "lead" for actor in subject.entry.record.actors
    ):
        yield Finding(
            subject.entry.path, "no actor has the part lead", "give the organisation in charge: part: lead", ("actors",)
        )


def withdrawn_without_reason(subject: Subject) -> Iterator[Finding]:
    """A withdrawn record keeps its page, with the reason; a reason is given for withdrawn records only."""
    record = subject.entry.record
    if getattr(record, "status", "") == "withdrawn" and getattr(record, "withdrawn", None) is None:
        yield Finding(
            subject.entry.path,
            "it is withdrawn and does not say why",
            "add withdrawn: with date and reason",
            ("status",),
        )
    if getattr(record, "withdrawn", None) is not None and record.status != "withdrawn":
        yield Finding(
            subject.entry.path,
            f'a reason for withdrawal stands beside the status "{record.status}"',
            "set status: withdrawn, or remove it",
            ("withdrawn",),
        )


def unknown_study(subject: Subject) -> Iterator[Finding]:
    """`same_trial_as` names another study of the same record."""
    studies: Sequence[Study] = getattr(subject.entry.record, "studies", ())
    known = {study.id for study in studies}
    for index, study in enumerate(studies):
        if study.same_trial_as and (study.same_trial_as not in known or study.same_trial_as == study.id):
            yield Finding(
                subject.entry.path,
                f'no other study "{study.same_trial_as}" in this record',
                _near(study.same_trial_as, known - {study.id}),
                ("studies", index, "same_trial_as"),
            )


def beacon_without_duty(subject: Subject) -> Iterator[Finding]:
    """A city has the role beacon only with something to teach that has a source: a manual, toolkit, course, visit or exchange."""
    record = subject.entry.record
    if isinstance(record, City) and "beacon" in record.roles and not record.teaches:
        yield Finding(
            subject.entry.path,
            "a beacon without a teaching offer",
            "add teaches: with its source, or use the role documented",
            ("roles",),
        )


def bad_chart(subject: Subject) -> Iterator[Finding]:
    """A chart block of a story is small YAML: `indicator`, `places`, and `mark` if wanted, all of them known."""
    for offset, content in charts(subject.entry.body) if subject.entry.body else ():
        line = subject.entry.body_line + offset
        for fault in chart_faults(content, subject.catalog):
            yield Finding(subject.entry.path, fault, "give indicator:, places: and, if wanted, mark:", line=line)


RECORD_RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    unknown_reference, value_outside_vocabulary, unknown_citation, citation_never_used, duplicate_key,
    figure_without_source, figure_not_in_source, date_out_of_order, private_contact, bad_link, raw_html,
    odd_character, over_long_text, blank_text, lead_actor, withdrawn_without_reason, unknown_study,
    beacon_without_duty, bad_chart,
)  # fmt: skip


def two_records_for_one_address(catalog: Catalog) -> Iterator[Finding]:
    """Two records would live at the same address: two files have one id, or two cities tell of one place."""
    places: dict[str, str] = {}
    for entry in catalog.cities.values():
        if first := places.get(entry.record.place):
            yield Finding(
                entry.path, f'"{entry.record.place}" already has its story in {first}', "join the two", ("place",)
            )
        places.setdefault(entry.record.place, entry.path)


def alias_collision(catalog: Catalog) -> Iterator[Finding]:
    """An alias is the id of a living record, or is claimed by two records."""
    taken: dict[str, str] = {address(kind, entry.id): entry.path for kind, entry in catalog.entries}
    for kind, entry in catalog.entries:
        for index, alias in enumerate(entry.record.aliases):
            old = address(kind, alias)
            if old in taken:
                yield Finding(
                    entry.path,
                    f"the old address {old} already belongs to {taken[old]}",
                    "an alias is an id this record had and no other has",
                    ("aliases", index),
                )
            taken.setdefault(old, entry.path)


def unknown_place(catalog: Catalog) -> Iterator[Finding]:
    """A table names a place that is not in `datasets/places/`."""
    for dataset in catalog.indicators.values():
        table = next(iter(dataset.package.tables.values()))
        for line, row in enumerate(table.rows, start=2):
            if row["place_id"] not in catalog.places:
                yield Finding(
                    table.path,
                    f'no place "{row["place_id"]}"',
                    _near(row["place_id"], catalog.places),
                    line=line,
                    column=table.header.index("place_id") + 1,
                )


def impossible_year(catalog: Catalog) -> Iterator[Finding]:
    """A figure from the future, or from before anything was counted."""
    for dataset, line, column, row in _cells(catalog, "year"):
        year = int(row["year"])
        if not 1800 <= year <= catalog.today.year:
            yield Finding(
                _table(dataset),
                f"the year {year} is not possible",
                f"between 1800 and {catalog.today.year}",
                line=line,
                column=column,
            )


def outside_plausible_range(catalog: Catalog) -> Iterator[Finding]:
    """A value lies outside the range its descriptor calls plausible: a slip, or a range to be widened with a reason."""
    for dataset, line, column, row in _cells(catalog, "value"):
        low, high = dataset.record.plausible_range
        if not low <= float(row["value"]) <= high:
            yield Finding(
                _table(dataset),
                f"{row['value']} lies outside {low:g} to {high:g}",
                "check the source; widen plausible_range only if it is right",
                line=line,
                column=column,
            )


def unknown_source(catalog: Catalog) -> Iterator[Finding]:
    """A row names a source that the descriptor's `families` do not describe."""
    for dataset, line, column, row in _cells(catalog, "source_id"):
        if row["source_id"] not in dataset.record.families:
            yield Finding(
                _table(dataset),
                f'no source "{row["source_id"]}" in the descriptor',
                _near(row["source_id"], dataset.record.families),
                line=line,
                column=column,
            )


def two_values_for_one_cell(catalog: Catalog) -> Iterator[Finding]:
    """Two rows give different values for one place, year, cut and source. Even a primary key that is too wide cannot hide it."""
    for dataset in catalog.indicators.values():
        table = next(iter(dataset.package.tables.values()))
        columns = ["place_id", "year", "source_id", *(d.column for d in dataset.record.dimensions)]
        seen: dict[tuple[str, ...], int] = {}
        for line, row in enumerate(table.rows, start=2):
            key = tuple(row.get(c, "") for c in columns)
            if key in seen:
                yield Finding(
                    table.path,
                    f"a second value for {', '.join(k for k in key if k)}; the first stands in row {seen[key]}",
                    "keep one, or add the column that tells them apart as a dimension",
                    line=line,
                    column=table.header.index("value") + 1,
                )
            seen.setdefault(key, line)


def bad_indicator_reference(catalog: Catalog) -> Iterator[Finding]:
    """A descriptor's `beacon` part names a place, a measure or a term that does not exist, or a column the table has not."""
    for dataset in catalog.indicators.values():
        table = next(iter(dataset.package.tables.values()))
        for leaf in leaves(dataset.record):
            known: Iterable[str] = ()
            if isinstance(leaf.marker, RefTo):
                known = catalog.of(leaf.marker.kind)
            elif isinstance(leaf.marker, TermOf):
                known = (
                    catalog.vocabularies[leaf.marker.vocabulary].terms
                    if leaf.marker.vocabulary in catalog.vocabularies
                    else (leaf.value,)
                )
            else:
                continue
            if leaf.value not in known:
                yield Finding(
                    dataset.path, f'"{leaf.value}" is not known', _near(leaf.value, known), ("beacon", *leaf.at)
                )
        for index, dimension in enumerate(dataset.record.dimensions):
            if dimension.column not in table.header:
                yield Finding(
                    dataset.path,
                    f'the table has no column "{dimension.column}"',
                    _near(dimension.column, table.header),
                    ("beacon", "dimensions", index, "column"),
                )
            elif unlabelled := sorted({row[dimension.column] for row in table.rows} - set(dimension.labels)):
                yield Finding(
                    dataset.path,
                    f'"{unlabelled[0]}" in column "{dimension.column}" has no label',
                    "add it to labels",
                    ("beacon", "dimensions", index, "labels"),
                )
        for column in ("place_id", "year", "value"):
            if column not in table.header:
                yield Finding(
                    dataset.path,
                    f'the table of an indicator has no column "{column}"',
                    "name the columns place_id, year and value",
                    ("resources", 0, "schema"),
                )


def licence_missing(catalog: Catalog) -> Iterator[Finding]:
    """A data package names no licence or no source, so nobody may use it and nobody can check it."""
    packages = [*(d.package for d in catalog.indicators.values()), *catalog.reference_packages]
    for package in packages:
        for name in ("licenses", "sources"):
            if not package.descriptor.get(name):
                yield Finding(
                    package.path,
                    f'the package has no "{name}"',
                    "name them with title and, where there is one, path",
                    (name,),
                )


CATALOG_RULES: tuple[Callable[[Catalog], Iterator[Finding]], ...] = (
    two_records_for_one_address, alias_collision, unknown_place, impossible_year, outside_plausible_range,
    unknown_source, two_values_for_one_cell, bad_indicator_reference, licence_missing,
)  # fmt: skip


def lost_address(catalog: Catalog, remembered: Sequence[str]) -> Iterator[Finding]:
    """An address that was published leads nowhere. Give its record the old id in `aliases`, or keep it as withdrawn."""
    living = {*published(catalog), *(old for old, _ in redirects(catalog))}
    kinds = tuple(f"{folder}/" for folder in FOLDERS.values())
    for line, old in enumerate(remembered, start=1):
        if old.startswith(kinds) and old not in living:
            yield Finding(
                "addresses.txt",
                f"the published address {old} leads nowhere",
                "add its id to the aliases of the record that replaces it, or bring the record back as withdrawn",
                line=line,
            )


def name_of(rule: Callable[..., object]) -> str:
    """The name of a rule as it is printed: `figure-without-source`."""
    return rule.__name__.replace("_", "-")


def run(catalog: Catalog, remembered: Sequence[str] = ()) -> Iterator[tuple[str, Finding]]:
    """Every finding of every rule with the rule's name. `remembered` are the addresses published before."""
    named = tuple((name_of(rule), rule) for rule in RECORD_RULES)
    for kind, entry in catalog.entries:
        subject = Subject(kind, entry, catalog)
        for name, rule in named:
            for finding in rule(subject):
                yield name, finding
    for whole in CATALOG_RULES:
        for finding in whole(catalog):
            yield name_of(whole), finding
    for finding in lost_address(catalog, remembered):
        yield name_of(lost_address), finding


def _texts(subject: Subject, *, citations: bool = False) -> Iterator[tuple[Leaf | int, str]]:
    """The texts of a record and, line by line, its story."""
    for leaf in subject.leaves if citations else subject.prose:
        if isinstance(leaf.marker, Prose):
            yield leaf, leaf.value
    if subject.entry.body:
        for offset, text in enumerate(_without_fences(subject.entry.body).split("\n")):
            yield subject.entry.body_line + offset, text


def _row_sources(leaf: Leaf | int) -> tuple[str, ...]:
    return () if isinstance(leaf, int) else leaf.cites


def _plain_line(leaf: Leaf | int) -> bool:
    """A line that holds no citation marks, such as a claim: any source of the record may stand behind it."""
    return isinstance(leaf, Leaf) and isinstance(leaf.marker, Prose) and not leaf.marker.markdown


_ADVICE = frozenset({"first_90_days", "powers_needed", "stop_signs", "keywords"})


def _advice(leaf: Leaf | int) -> bool:
    """Our own advice states no finding, so its counts ('two weeks') need no source."""
    return isinstance(leaf, Leaf) and leaf.at[0] in _ADVICE


def _inverted(subject: Subject, leaf: Leaf) -> bool:
    """Whether a figure was turned round by us, so that the source prints its inverse."""
    at: Any = subject.entry.record
    for step in leaf.at:
        if isinstance(at, Reported) and at.inverted:
            return True
        at = at[step] if isinstance(step, int) else getattr(at, step)
    return False


def _cells(catalog: Catalog, column: str) -> Iterator[tuple[Dataset, int, int, Mapping[str, str]]]:
    for dataset in catalog.indicators.values():
        table = next(iter(dataset.package.tables.values()))
        if column in table.header:
            at = table.header.index(column) + 1
            for line, row in enumerate(table.rows, start=2):
                if row[column]:
                    yield dataset, line, at, row


def _table(dataset: Dataset) -> str:
    return next(iter(dataset.package.tables.values())).path


def _near(word: str, known: Iterable[str]) -> str:
    known = list(known)
    return did_you_mean(word, known) or (
        f"known: {', '.join(sorted(known)[:12])}{' …' if len(known) > 12 else ''}" if known else "there is none yet"
    )


def _say(figure: Figure) -> str:
    return figure if isinstance(figure, str) else f"{figure:f}"


def _list(keys: Sequence[str], named: Sequence[str]) -> str:
    return ", ".join(f"@{key}" for key in keys) if named else "any source of this record"


def _field(leaf: Leaf) -> str:
    return ".".join(str(step) for step in leaf.at if not isinstance(step, int))
