"""Pictures as another reader of XML sees them."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence

SPACE = "{http://www.w3.org/2000/svg}"


def drawn(picture: str) -> ElementTree.Element:
    """A picture as a tree. Inside a page a picture need not say that it is one, and the small ones do not."""
    if "xmlns=" not in picture:
        picture = str(picture).replace("<svg ", f'<svg xmlns="{SPACE[1:-1]}" ', 1)
    return ElementTree.fromstring(picture)  # noqa: S314 our own picture


def words(picture: str, kind: str = "") -> list[str]:
    """Every text of a picture, or those of one class."""
    texts = drawn(picture).iter(f"{SPACE}text")
    return [text.text or "" for text in texts if not kind or kind in (text.get("class") or "").split()]


def paths(picture: str, kind: str) -> list[str]:
    """The way of every path of one class."""
    return [path.get("d", "") for path in drawn(picture).iter(f"{SPACE}path") if path.get("class") == kind]


def rects(picture: str, kind: str) -> list[dict[str, float]]:
    """Where every rectangle of one class lies."""
    found = (rect for rect in drawn(picture).iter(f"{SPACE}rect") if kind in (rect.get("class") or "").split())
    return [{name: float(rect.get(name, "0")) for name in ("x", "y", "width", "height")} for rect in found]


def texts(picture: str) -> Iterator[tuple[str, float, float]]:
    """Every text with where it stands."""
    for text in drawn(picture).iter(f"{SPACE}text"):
        yield text.text or "", float(text.get("x", "0")), float(text.get("y", "0"))


def numbers(way: str) -> Sequence[float]:
    """Every number of a path."""
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", way)]


def is_sound(picture: str) -> bool:
    """Whether it is well-formed, has an accessible name, and holds no number that is none."""
    root = drawn(picture)
    title, desc = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
    named = title is not None and desc is not None and bool(title.text and desc.text)
    said = named and root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"  # type: ignore[union-attr]
    return root.get("role") == "img" and said and not re.search(r"\bnan\b|\binf\b|None|e[-+]\d", picture)
