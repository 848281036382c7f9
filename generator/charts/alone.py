"""A picture alone: a file of its own, outside any page, that brings its own colours for light and dark."""

from markupsafe import Markup

STYLE = """
svg { font-family: system-ui, sans-serif; font-size: 12px; color-scheme: light dark;
  --ink: #1c2524; --soft: #4c5957; --paper: #fdfcf9; --rule: #d9dcd5; --one: #0a6259; --two: #a34a12; background: var(--paper); }
@media (prefers-color-scheme: dark) { svg {
  --ink: #e7ebe8; --soft: #b3bdba; --paper: #151b1a; --rule: #37423f; --one: #6fd0c0; --two: #f0a36e; } }
text { fill: var(--ink); } path { fill: none; stroke-width: 1; }
.tick, .unit { fill: var(--soft); font-size: 11px; }
.grid { stroke: var(--rule); } .zero { stroke: var(--ink); }
.series-1 { --c: var(--one); } .series-2 { --c: var(--two); }
path.series { stroke: var(--c); stroke-width: 2.5; stroke-linejoin: round; }
path.dot { fill: var(--c); stroke: var(--paper); } path.dot-estimated { fill: var(--paper); stroke: var(--c); stroke-width: 1.8; }
.spread { fill: var(--c); fill-opacity: 0.14; stroke: var(--c); stroke-opacity: 0.3; }
.leader { stroke: var(--c); stroke-opacity: 0.5; } text.name, text.break { fill: var(--c); font-weight: 600; }
"""
"""The look of a trend of two lines."""


def alone(picture: Markup) -> bytes:
    """A trend of two lines as a file that any viewer shows."""
    opening, mark, rest = str(picture).partition(">")
    return f"{opening}{mark}<style>{STYLE}</style>{rest}\n".encode()
