"""Rules on what points at what: records, terms, citations, studies, addresses."""

from collections.abc import Iterator, Sequence

from generator.addresses import FOLDERS, address, reachable
from generator.catalog import Catalog
from generator.checks.subject import Finding, Subject, is_known, links, nearest_record, texts
from generator.model.fields import CiteKey, RefTo, TermOf
from generator.model.study import Study
from generator.problem import nearest
from generator.text import REFERENCE


def unknown_reference(subject: Subject) -> Iterator[Finding]:
    """A record points at another record that does not exist. Ids are the names of files, without their ending."""
    catalog = subject.catalog
    for leaf in subject.leaves:
        if isinstance(leaf.marker, RefTo) and not is_known(catalog, leaf.marker.kind, leaf.value):
            hint = nearest_record(catalog, leaf.marker.kind, leaf.value)
            yield subject.at(leaf, f'no {leaf.marker.kind} "{leaf.value}"', hint)
    for place, text in texts(subject):
        for target in links(text):
            found = REFERENCE.fullmatch(target)
            if found and not is_known(catalog, found[1], found[2]):
                hint = nearest_record(catalog, found[1], found[2])
                yield subject.at(place, f'no {found[1]} "{found[2]}"', hint, words=target)
    withdrawn = getattr(subject.entry.record, "withdrawn", None)
    other = withdrawn.replaced_by if withdrawn else None
    if other and not is_known(catalog, subject.kind, other):
        hint = nearest_record(catalog, subject.kind, other)
        yield Finding(subject.entry.path, f'no {subject.kind} "{other}"', hint, ("withdrawn", "replaced_by"))


def value_outside_vocabulary(subject: Subject) -> Iterator[Finding]:
    """A value is not in its closed list. The lists are the tables of `datasets/vocabularies/`."""
    for leaf in subject.leaves:
        if isinstance(leaf.marker, TermOf):
            known = subject.catalog.vocabularies.get(leaf.marker.vocabulary)
            broken = (leaf.marker.vocabulary, leaf.value) in subject.catalog.broken
            if known is not None and leaf.value not in known and not broken:
                yield subject.at(
                    leaf,
                    f'"{leaf.value}" is not in the list of {leaf.marker.vocabulary.replace("-", " ")}',
                    nearest(leaf.value, known.terms),
                )


def unknown_citation(subject: Subject) -> Iterator[Finding]:
    """A text or a row cites a key that the record's `citations` do not hold."""
    for leaf in subject.leaves:
        if isinstance(leaf.marker, CiteKey) and leaf.value not in subject.supports:
            yield subject.at(leaf, f'no citation "{leaf.value}" in this record', nearest(leaf.value, subject.supports))
    for place, sentence in subject.sentences:
        for key in sentence.cites:
            if key not in subject.supports:
                hint = nearest(key, subject.supports)
                yield subject.at(place, f'no citation "{key}" in this record', hint, words=f"@{key}")


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
    for name, one in (("citations", "citation"), ("studies", "study"), ("reviews", "review")):
        seen: set[str] = set()
        for index, part in enumerate(getattr(subject.entry.record, name, ())):
            if part.id in seen:
                yield Finding(
                    subject.entry.path,
                    f'a second {one} has the id "{part.id}"',
                    "give each its own id",
                    (name, index, "id"),
                )
            seen.add(part.id)


def unknown_study(subject: Subject) -> Iterator[Finding]:
    """`same_trial_as` names another study of the same record."""
    studies: Sequence[Study] = getattr(subject.entry.record, "studies", ())
    known = {study.id for study in studies}
    for index, study in enumerate(studies):
        if study.same_trial_as and (study.same_trial_as not in known or study.same_trial_as == study.id):
            yield Finding(
                subject.entry.path,
                f'no other study "{study.same_trial_as}" in this record',
                nearest(study.same_trial_as, known - {study.id})
                if len(known) > 1
                else "leave same_trial_as out, or add the other study",
                ("studies", index, "same_trial_as"),
            )


def two_records_for_one_address(catalog: Catalog) -> Iterator[Finding]:
    """Two records would live at the same address: two files have one id, two cities tell of one place, or the ids of two
    places differ only in capitals."""
    places: dict[str, str] = {}
    for entry in catalog.cities.values():
        if first := places.get(entry.record.place):
            yield Finding(
                entry.path, f'"{entry.record.place}" already has its story in {first}', "join the two", ("place",)
            )
        places.setdefault(entry.record.place, entry.path)
    yield from _places_of_one_address(catalog)


def _places_of_one_address(catalog: Catalog) -> Iterator[Finding]:
    tables = (
        table for package in catalog.reference_packages if package.id == "places" for table in package.tables.values()
    )
    for table in tables:
        seen: dict[str, str] = {}
        for line, row in table.numbered:
            first = seen.setdefault(row["id"].lower(), row["id"])
            if first != row["id"]:
                message = f'"{row["id"]}" differs from the place "{first}" only in capitals'
                yield Finding(
                    table.path, message, "addresses are in lower case: give one of them another id", line=line
                )


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


def lost_address(catalog: Catalog, remembered: Sequence[str]) -> Iterator[Finding]:
    """An address that was published leads nowhere. Give its record the old id in `aliases`, or keep it as withdrawn."""
    living = reachable(catalog)
    unreadable = {kind for kind, _ in catalog.broken}
    if unreadable:  # a place may have its page from the record that cannot be read
        unreadable.add("place")
    kinds = tuple(f"{folder}/" for kind, folder in FOLDERS.items() if kind not in unreadable)
    for line, old in enumerate(remembered, start=1):
        if old.startswith(kinds) and old not in living:
            hint = (
                "nothing is left to show of the place: bring back a figure, a practice or a story"
                if old.startswith("places/")
                else "add its id to the aliases of the record that replaces it, or bring the record back as withdrawn"
            )
            yield Finding("addresses.txt", f"the published address {old} leads nowhere", hint, line=line)
