"""The rules that every record keeps: a list of all, and a page for each with a bad and a good example."""

from collections.abc import Iterator
from functools import partial
from textwrap import dedent

from generator.checks.told import GROUPS, Rule, page_of, rules
from generator.output import Output, Page, page
from generator.pages.view import Library, render

ADDRESS = "rules/"
TITLE = "Rules of the check"
SUMMARY = "What the check looks for in every record and table, with a bad and a good example of each rule."


def pages(library: Library) -> Iterator[Output]:
    """The list, and the page of each rule."""
    yield page(ADDRESS, partial(_all, library))
    for rule in rules().values():
        yield page(page_of(rule.name), partial(_one, library, rule))


def _all(library: Library) -> Page:
    known = rules().values()
    groups = [(id, title, [rule for rule in known if rule.group == id]) for id, title in GROUPS.items()]
    body = render("rules", view=library.view(ADDRESS), title=TITLE, groups=groups, count_of_rules=len(known))
    contents = tuple((id, title) for id, title in GROUPS.items())
    return Page(TITLE, SUMMARY, "contribute", body, contents=contents, breadcrumb=(("Contribute", "contribute/"),))


def _one(library: Library, rule: Rule) -> Page:
    at = page_of(rule.name)
    view = library.view(at)
    bad, good = (excerpt(text, rule.example.where) for text in (rule.example.bad, rule.example.good))
    body = render("rule", view=view, rule=rule, group=GROUPS[rule.group], bad=bad, good=good)
    contents = (("bad", "Refused"), ("good", "Right" if rule.example.where else "To mend it"))
    above = (("Contribute", "contribute/"), (TITLE, ADDRESS))
    return Page(rule.name, view.description(rule.meaning), "contribute", body, contents=contents, breadcrumb=above)


def excerpt(text: str, where: str) -> str:
    """Lines of a file without the indentation that they share. The first was cut out from behind its own; in JSON that of
    the others says nothing, in YAML it may, so there it stays."""
    lines = text.strip("\n").split("\n")
    return (
        "\n".join([lines[0], *dedent("\n".join(lines[1:])).split("\n")])
        if where.endswith(".json") and lines[1:]
        else "\n".join(lines)
    )


def addresses() -> Iterator[str]:
    """Where the list and the pages are."""
    yield ADDRESS
    yield from map(page_of, rules())
