"""Rules on the pictures of a record: what is said of each, and under which terms it stands."""

import re
from collections.abc import Iterator, Sequence

from generator.checks.subject import Finding, Subject
from generator.model.picture import Picture

MOST = 6
"""Pictures of one record: more are an album, and slow a page down."""
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|webp|heic|gif|tiff?)\b", re.IGNORECASE)
_OF = re.compile(r"\s*(?:an? |the )?(?:image|picture|photo|photograph) (?:of|showing)\b", re.IGNORECASE)


def picture_without_words(subject: Subject) -> Iterator[Finding]:
    """What a picture shows is not said: its alternative text is the name of a file, repeats the caption, or says only that it is a picture."""
    for number, picture in enumerate(_pictures(subject)):
        said = picture.alt.strip()
        if _FILE_NAME.fullmatch(said) or said.rstrip(".") == picture.caption.strip().rstrip("."):
            message = (
                "the alternative text is the name of a file"
                if _FILE_NAME.fullmatch(said)
                else "the alternative text repeats the caption"
            )
        elif _OF.match(said):
            message = f'the alternative text begins "{" ".join(said.split()[:3])}", which listeners are told anyway'
        elif len(said.split()) < 3:
            message = f'the alternative text is "{said}"'
        else:
            continue
        hint = "say in a sentence what somebody who does not see the picture should know"
        yield Finding(subject.entry.path, message, hint, ("images", number, "alt"))


def picture_not_free(subject: Subject) -> Iterator[Finding]:
    """A picture stands under terms that do not let everybody use it for any purpose, or that change from source to source."""
    licences = subject.catalog.vocabularies.get("licences")
    for number, picture in enumerate(_pictures(subject)):
        term = licences.terms.get(picture.licence) if licences else None
        if licences and term and picture.licence not in SHARED and term.parent != "open":
            free = ", ".join(id for id, t in licences.terms.items() if t.parent == "open" and id.startswith("cc"))
            message = f'the licence "{picture.licence}" does not let everybody use the picture'
            hint = f"ask whose it is for one of {free}, or leave the picture out"
            yield Finding(subject.entry.path, message, hint, ("images", number, "licence"))


SHARED = frozenset({"cc-by-sa-4-0"})
"""Terms that no figure in a table of ours may have, but a picture may, which stands alone and keeps them."""


def picture_twice(subject: Subject) -> Iterator[Finding]:
    """A record names one file as two pictures, or more pictures than a page can carry."""
    seen: set[str] = set()
    for number, picture in enumerate(_pictures(subject)):
        at = ("images", number, "file")
        if picture.file in seen:
            yield Finding(subject.entry.path, f'"{picture.file}" stands here a second time', "keep one of the two", at)
        seen.add(picture.file)
        if number == MOST:
            message = f"the record has more than {MOST} pictures"
            yield Finding(subject.entry.path, message, "keep those that show most", at)


def _pictures(subject: Subject) -> Sequence[Picture]:
    found: Sequence[Picture] = getattr(subject.entry.record, "images", ())
    return found
