"""Recipe: how the table of a data package is made from the raw table beside it, so that anybody can make it again."""

from typing import Annotated

from pydantic import StringConstraints

from generator.model.fields import Day, Id, Item, Line, Shape, field

FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Recipe(Shape):
    """`datasets/<id>/source/recipe.yaml`. Cells are copied as they stand; nothing is calculated."""

    file: FileName = field("The raw table, in the folder `source/`.", example="homicide_rate.csv")
    package: Id | None = field("The package whose `source/` holds it, when it is not this one's.", example="open-public-space-city", default=None)
    sha256: Digest = field("The checksum of the raw table.", example="0" * 64)
    taken: Day = field("The day on which we took the raw table.", example="2026-11-22")
    origin: Item = field("Where the raw table comes from: repository, revision and path, or address.", example="Global-Alignment-labs/global-alignment-index @ 684c7df, data/raw/homicide_unodc_who.csv")
    changes: tuple[Item, ...] = field("What was changed before the raw table came to us, and by whom.", example=["The World Bank's groups of countries were dropped."], default=())
    columns: dict[str, str | tuple[str, ...]] = field("The columns of the table, in order, each with the raw column it is copied from; texts of several raw columns are joined by a colon.", example={"place_id": "place_id", "value": "value"})
    keep: dict[str, tuple[str, ...]] = field("Only rows with one of these values in a raw column.", example={"sex": ["total"]}, default={})
    leave_out: dict[str, tuple[str, ...]] = field("Rows left out for their value in a raw column.", example={"source_id": ["MET-FOI-2011"]}, default={})
    left_out_because: Item = field("Why those rows are left out.", example="No licence lets us publish them.", default="")
    replace: dict[str, dict[str, str]] = field("Cells of a column of the table that are written another way.", example={"status": {"Normal value": ""}}, default={})
    sort: tuple[str, ...] = field("Columns of the table that order its rows, as texts; the order of the raw table when empty.", example=["place_id", "year"], default=())
    note: Line = field("Anything else that the next person should know.", example="The file is in the World Bank's own order.", default="")
