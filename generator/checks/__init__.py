"""The rules that records must keep. One function each: its name is the rule, its docstring the rule's page."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.catalog import Catalog
from generator.checks.figures import figure_not_in_source, figure_without_source
from generator.checks.prose import bad_link, blank_text, odd_character, over_long_text, private_contact, raw_html
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
from generator.checks.sense import (
    bad_chart,
    beacon_without_duty,
    date_out_of_order,
    effect_against_values,
    lead_actor,
    withdrawn_without_reason,
)
from generator.checks.subject import Finding, Subject
from generator.checks.tables import (
    bad_indicator_reference,
    impossible_year,
    licence_missing,
    outside_plausible_range,
    two_values_for_one_cell,
    unknown_place,
    unknown_source,
)
from generator.checks.tables import unknown_reference as unknown_reference_of_rows
from generator.reading.records import Entry

RECORD_RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    unknown_reference, value_outside_vocabulary, unknown_citation, citation_never_used, duplicate_key,
    figure_without_source, figure_not_in_source, date_out_of_order, private_contact, bad_link, raw_html,
    odd_character, over_long_text, blank_text, lead_actor, withdrawn_without_reason, unknown_study,
    beacon_without_duty, bad_chart, effect_against_values,
)  # fmt: skip


CATALOG_RULES: tuple[Callable[[Catalog], Iterator[Finding]], ...] = (
    two_records_for_one_address, alias_collision, unknown_place, impossible_year, outside_plausible_range,
    unknown_source, two_values_for_one_cell, bad_indicator_reference, licence_missing, unknown_reference_of_rows,
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


def of_catalog(catalog: Catalog, remembered: Sequence[str] = ()) -> Iterator[Named]:
    """What the rules for all records together find. `remembered` are the addresses published before."""
    for rule in CATALOG_RULES:
        yield from ((name_of(rule), finding) for finding in rule(catalog))
    yield from ((name_of(lost_address), finding) for finding in lost_address(catalog, remembered))
