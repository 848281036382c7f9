"""The pages on all records together, each a module with its address, its title and a sentence on it."""

from generator.pages import (
    adoption,
    checklist,
    decisions,
    evidence_map,
    frameworks,
    method,
    monitor,
    outside_ratings,
    readiness,
    wanted,
)

ACROSS = tuple(
    (module.ADDRESS, module.TITLE, module.SUMMARY)
    for module in (
        method,
        decisions,
        evidence_map,
        wanted,
        outside_ratings,
        adoption,
        frameworks,
        monitor,
        readiness,
        checklist,
    )
)
"""(address, title, sentence) of each, in the order that search lists them."""
