"""Where the records of each kind live, and which data packages are tables of reference."""

from dataclasses import dataclass

from pydantic import BaseModel

from generator.model.approach import Approach
from generator.model.city import City
from generator.model.framework import Framework
from generator.model.lesson import Lesson
from generator.model.partner import Partner
from generator.model.practice import Practice


@dataclass(frozen=True)
class Folder:
    """Where the records of one kind live."""

    kind: str
    path: str
    pattern: str
    model: type[BaseModel]


FOLDERS = (
    Folder("practice", "practices", "*.yaml", Practice),
    Folder("approach", "practices/approaches", "*.yaml", Approach),
    Folder("city", "content/cities", "*.md", City),
    Folder("partner", "content/partners", "*.md", Partner),
    Folder("lesson", "content/lessons", "*.md", Lesson),
    Folder("framework", "content/frameworks", "*.md", Framework),
)
REFERENCE_PACKAGES = ("vocabularies", "places", "world-boundaries")
