"""The rules that records must keep. One function each: its name is the rule, its docstring the rule's page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from generator.catalog import Catalog
from generator.checks.catalogue import bad_catalogue_reference
from generator.checks.cells import MOST, Cells
from generator.checks.figures import figure_not_in_source, figure_without_source
from generator.checks.packages import licence_incompatible, licence_missing, place_out_of_date
from generator.checks.packages import unknown_reference as unknown_reference_of_rows
from generator.checks.pictures import picture_not_free, picture_twice, picture_without_words
from generator.checks.privacy import small_cell
from generator.checks.prose import (
    bad_link,
    blank_text,
    look_alike_letter,
    odd_character,
    over_long_list,
    over_long_text,
    private_contact,
    raw_html,
)
from generator.checks.references import (
    alias_collision,
    citation_never_used,
    duplicate_key,
    lost_address,
    two_records_for_one_address,
    unknown_citation,
    unknown_reference,
    unknown_study,
    value_outside_vocabulary,
)
from generator.checks.reviewing import status_without_facts, too_few_readers, undeclared_stake
from generator.checks.sense import (
    bad_chart,
    beacon_without_duty,
    date_out_of_order,
    effect_against_values,
    guide_without_checklist,
    lead_actor,
    part_of_nothing,
    withdrawn_without_reason,
)
from generator.checks.series import break_without_values, joined_across_definitions, undeclared_jump
from generator.checks.subject import Finding, Subject
from generator.checks.tables import (
    bad_indicator_reference,
    impossible_year,
    ranked_class,
    unknown_flag,
    unknown_place,
    unknown_source,
)
from generator.checks.values import (
    interval_without_value,
    outside_plausible_range,
    parts_exceed_total,
    two_values_for_one_cell,
    unit_missing,
    value_against_counts,
)
from generator.dataset import Dataset
from generator.reading.records import Entry

RECORD_RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    unknown_reference, value_outside_vocabulary, unknown_citation, citation_never_used, duplicate_key,
    figure_without_source, figure_not_in_source, date_out_of_order, private_contact, bad_link, raw_html,
    odd_character, look_alike_letter, over_long_text, over_long_list, blank_text, lead_actor, withdrawn_without_reason, unknown_study,
    beacon_without_duty, guide_without_checklist, part_of_nothing, bad_chart, effect_against_values,
    picture_without_words, picture_not_free, picture_twice,
    status_without_facts, too_few_readers, undeclared_stake,
)  # fmt: skip


TABLE_RULES: tuple[Callable[[Cells], Iterator[Finding]], ...] = (
    unknown_place, place_out_of_date, impossible_year, unknown_source, unknown_flag, two_values_for_one_cell,
    outside_plausible_range, interval_without_value, unit_missing, value_against_counts, parts_exceed_total,
    undeclared_jump, joined_across_definitions, break_without_values, small_cell, ranked_class, bad_indicator_reference,
)  # fmt: skip


CATALOG_RULES: tuple[Callable[[Catalog], Iterator[Finding]], ...] = (
    two_records_for_one_address, alias_collision, licence_missing, licence_incompatible, unknown_reference_of_rows,
    bad_catalogue_reference,
)  # fmt: skip


def name_of(rule: Callable[..., object]) -> str:
    """The name of a rule as it is printed: `figure-without-source`."""
    return rule.__name__.replace("_", "-")


Named = tuple[str, Finding]
"""A finding with the name of its rule."""


def of_record(kind: str, entry: Entry[Any], catalog: Catalog) -> Iterator[Named]:
    """What the rules for single records find in one."""
    subject = Subject(kind, entry, catalog)
    return ((name_of(rule), finding) for rule in RECORD_RULES for finding in rule(subject))


def of_table(dataset: Dataset, catalog: Catalog) -> Iterator[Named]:
    """What the rules for the tables of indicators find in one."""
    cells = Cells(dataset, catalog)
    for rule in TABLE_RULES:
        yield from ((name_of(rule), finding) for finding in _bounded(rule(cells)))


def _bounded(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The first findings in each file, and at the next one how many more there are."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    for found in by_path.values():
        found.sort(key=lambda finding: (finding.line, finding.column))
        yield from found[:MOST]
        if more := found[MOST:]:
            yield replace(more[0], message=f"{len(more)} more like those above, from here on", hint="mend those first")


def of_catalog(catalog: Catalog, remembered: Sequence[str] = ()) -> Iterator[Named]:
    """What the rules for all records together find. `remembered` are the addresses published before."""
    for rule in CATALOG_RULES:
        yield from ((name_of(rule), finding) for finding in _bounded(rule(catalog)))
    yield from ((name_of(lost_address), finding) for finding in lost_address(catalog, remembered))
