"""Vocabulary and Term: the closed lists that records choose from, rows of `datasets/vocabularies/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as _field

from generator.model.fields import Id, Shape, field


class Term(Shape):
    """One entry of a closed list. Its id is stable; its title may be improved."""

    id: Id = field("Stable id, used in records and addresses.", example="public-space", bad="Public space", because="An id is lower-case words joined by hyphens.")
    title: str = field("The name shown to readers, in our words.", example="Public space")
    description: str = field("What it takes in, in a sentence.", example="Streets, parks, squares and markets.", default="")
    parent: str = field("Id of the wider term, if there is one.", example="", default="")
    basis: str = field("Which published source the term rests on.", example="UN-Habitat, Safer Cities Programme", default="")
    synonyms: str = field("Plain words people search with, parted by semicolons.", example="parks; squares", default="")
    url: str = field("Address of that source.", example="https://unhabitat.org/safer-cities", default="")


@dataclass(frozen=True)
class Vocabulary:
    """A closed list: its name and its terms in order."""

    name: str
    terms: Mapping[str, Term] = _field(default_factory=dict)

    def __contains__(self, term: str) -> bool:
        return term in self.terms

    def title(self, term: str) -> str:
        """The name shown to readers; the id itself when it is not in the list."""
        found = self.terms.get(term)
        return found.title if found else term
