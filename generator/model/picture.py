"""Picture: an image of a record, what readers who do not see it are told, and who lets everybody use it."""

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from generator.model.fields import Item, Licence, Line, Prose, Shape, WebAddress, field

FORM = r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|png|webp)"


_NO_SVG = "an SVG picture can hold scripts and fetch things from elsewhere, so none is taken: save it as PNG"
_NO_PICTURE = "a picture is a file such as market-hall.jpg: lower-case words joined by hyphens, then .jpg, .png or .webp"


def _file(value: str) -> str:
    if value.lower().endswith((".svg", ".svgz")):
        raise ValueError(_NO_SVG)
    if not re.fullmatch(FORM, value):
        raise ValueError(_NO_PICTURE)
    return value


PictureFile = Annotated[str, AfterValidator(_file), WithJsonSchema({
    "type": "string", "pattern": f"^{FORM}$", "errorMessage": _NO_PICTURE,
    "x-never": {"pattern": r"\.[sS][vV][gG][zZ]?$", "errorMessage": _NO_SVG},
})]
"""The name of a file in the folder of the record's pictures: `content/images/practices/<id>/`, `…/cities/<id>/`, `…/lessons/<id>/`."""


class Picture(Shape):
    """One picture. No person may be recognised in it who has not agreed, and nothing in it may lead to a shelter."""

    file: PictureFile = field("The name of its file, which lies in content/images/, in the folder of the record.", title="Name of its file", example="market-hall.jpg", bad="logo.svg", because="An SVG picture can hold scripts.")
    alt: Annotated[str, Prose(words=60)] = field("What the picture shows, for people who do not see it.", title="What it shows", example="A lit walkway between market stalls at night, with women selling fruit on both sides.", bad="", because="Without it a blind reader is told nothing.", min_length=1)
    caption: Item = field("What a reader should see in it, with a source for every figure.", example="The walkway after the lamps were mended.", default="", level="recommended")
    licence: Licence = field("The licence that lets everybody use it.", example="cc-by-4-0", bad="cc-by-nc-4-0", because="What we publish may be used by everybody.")
    credit: Line = field("Whose picture it is: an organisation; a person only as author of a published work.", example="Municipality of Exampleton")
    source: WebAddress | None = field("Where it was published; leave out when the office that sends it took it itself.", example="https://example.org/photos/12", default=None, level="recommended")
