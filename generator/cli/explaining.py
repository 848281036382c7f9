"""The command that explains a rule: explain."""

from typing import Annotated

import typer

from generator.cli.common import misuse


def explain(
    rule: Annotated[str | None, typer.Argument(help="The name of a rule; all of them when left out.")] = None,
) -> None:
    """Say what a rule means, with a bad and a good example."""
    from generator.checks.told import GROUPS, rules
    from generator.problem import nearest

    known = rules()
    if rule is None:
        for group, title in GROUPS.items():
            print(f"\n{title}\n")
            for found in known.values():
                if found.group == group:
                    print(f"  {found.name}: {found.meaning}")
        return
    if rule not in known:
        misuse(f'no rule "{rule}"; {nearest(rule, known)}')
    found = known[rule]
    print(f"{found.name}\n\n{found.meaning}\n")
    where = found.example.where
    print(f"Refused{f', as in {where}' if where else ''}:\n\n{_indented(found.example.bad)}\n")
    print(f"{'Right' if where else 'To mend it'}:\n\n{_indented(found.example.good or 'Without that.')}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\n").split("\n"))
