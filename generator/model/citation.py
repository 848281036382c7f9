"""Citation: a piece of literature, how we read it, and what it says in our words."""

from typing import Annotated, Literal

from generator.model.fields import Id, Line, Prose, Shape, WebAddress, field

Read = Literal["full_text", "abstract", "secondary"]


class Citation(Shape):
    """One source of a record. Every figure of the record stands in the `supports` of a source it cites."""

    id: Id = field("Short key, used as `[@key]` in texts and in `cite` lists.", title="Key", example="abramsky-2014", bad="S1", because="An id is lower-case; author and year help the next reader.")
    title: Annotated[str, Prose(words=60)] = field("The title of the work, in its own language.", example="Findings from the SASA! Study: a cluster randomized controlled trial")
    authors: Annotated[str, Prose(words=60)] = field("The authors as the source names them; empty when it names none.", example="Abramsky, Devries, Kiss and others", default="", level="recommended")
    publisher: Line = field("Journal, publisher or body that issued it.", example="BMC Medicine")
    year: int | None = field("Year of publication; leave out when unknown.", example=2014, default=None, ge=1800, le=2100, level="recommended")
    doi: str = field("Digital object identifier, without an address before it.", title="DOI", example="10.1186/s12916-014-0122-5", bad="https://doi.org/10.1186/s12916-014-0122-5", because="Only the identifier; the page makes the link.", default="", pattern=r"^(10\.[0-9]{4,9}/\S+)?$")
    url: WebAddress | None = field("The publisher's own address. No document-sharing mirror: cite without a link instead.", title="Web address", example="https://bmcmedicine.biomedcentral.com/articles/10.1186/s12916-014-0122-5", bad="https://studylib.net/doc/18527403/", because="A mirror may vanish or change the text.", default=None)
    archived: WebAddress | None = field("A copy that a web archive keeps, for when the publisher's own address is gone.", title="Archived copy", example="https://web.archive.org/web/20240301000000/https://publisher.example/article", default=None)
    read: Read = field("How we read it: the full text, the abstract or landing page only, or another text that quotes it.", title="How it was read", example="abstract", bad="yes", because="Readers must know how closely it was read.")
    supports: Annotated[str, Prose(words=400)] = field("What it says, in our own words, with every figure taken from it.", title="What it says", example="Adjusted risk ratio of physical violence 0.48 (95% interval 0.16 to 1.39); eight communities, four in each arm.", bad="Supports the claim.", because="The figures must be named, or they cannot be checked.")
    note: Annotated[str, Prose(words=60)] = field("Anything a reader should know about this copy.", example="Seen as a copy on a sharing site; the publisher is the origin.", default="")
