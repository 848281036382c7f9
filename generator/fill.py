"""Fill frames: hang a page in the frame of its layout and depth, each part escaped for the place it lands in."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from markupsafe import Markup, escape

from generator.addresses import relative
from generator.engine import Drawn, Frame, HandWritten
from generator.output import Output, Page


class SiteFault(Exception):
    """The site cannot be put together: a slot left empty, markup in a slot for text, two outputs for one path."""


class Filler:
    """Fills frames. Text is escaped where it lands; a slot for markup takes nothing else, so a mistake cannot pass."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.base: str = drawn.settings["url"]
        self.sections: Sequence[Mapping[str, str]] = drawn.settings["sections"]

    def page(self, address: str, page: Page) -> bytes:
        """A page of ours in its frame."""
        try:
            frame = self.drawn.frames[page.layout, address.count("/")]
        except KeyError:
            raise SiteFault(f"no frame for {address!r}: layout {page.layout}, depth {address.count('/')}") from None
        values = {
            **self.shared(address, page.title, page.description, page.section, page.head, listed=page.listed),
            "contents": _contents(page.contents),
            "breadcrumb": self.breadcrumb(address, page),
            "body": page.body,
            "foot": self.foot(address, page),
        }
        return self.fill(frame, values, address)

    def shared(
        self, address: str, title: str, description: str, section: str, head: Markup, *, listed: bool = True
    ) -> dict[str, str]:
        """The slots that every page has."""
        url = self.base + address
        meta = Markup(
            '<meta property="og:title" content="{}">\n<meta property="og:description" content="{}">\n<meta property="og:type" content="article">\n<meta property="og:url" content="{}">\n<meta property="og:site_name" content="{}">\n<meta name="twitter:card" content="summary">\n'
        ).format(title, description, url, self.drawn.settings["name"])
        robots = Markup() if listed else Markup('<meta name="robots" content="noindex">\n')
        current = {
            f"current-{s['id']}": Markup(' aria-current="page"')
            if s["path"] == address
            else Markup(' aria-current="true"')
            if s["id"] == section
            else Markup()
            for s in self.sections
        }
        return {"title": title, "description": description, "canonical": url, "head": meta + robots + head, **current}

    @staticmethod
    def breadcrumb(address: str, page: Page) -> Markup:
        """The way from home to the page above this one."""
        if not page.breadcrumb:
            return Markup()
        steps = Markup("").join(
            Markup('<li><a href="{}">{}</a></li>').format(relative(to, address), title)
            for title, to in (("Home", ""), *page.breadcrumb)
        )
        return Markup('<nav class="breadcrumb" aria-label="You are here"><ol>{}</ol></nav>').format(steps)

    def foot(self, address: str, page: Page) -> Markup:
        """The link that suggests a change to the record behind a page: to the form filled with it, where there is one,
        else to its file at the repository host, else to the page on contributing."""
        if not page.source:
            return Markup()
        edit = self.drawn.settings["edit_uri"]
        file = f"{edit.rstrip('/')}/{page.source}" if edit else ""
        named = Markup("<code>{}</code>").format(page.source)
        if file and page.form:
            named = Markup('<a href="{}">{}</a>').format(file, named)
        form = relative(page.form, address) if page.form else ""
        to = form or file or relative("contribute/", address) + "#suggest-a-change"
        return Markup(
            '<p class="suggest"><a href="{}">Suggest a change to this page</a> <span>Its record is {}.</span></p>'
        ).format(to, named)

    def fill(self, frame: Frame, values: Mapping[str, str], address: str) -> bytes:
        """The pieces of a frame with its slots filled. Every slot must have a value of the right kind."""
        parts = [frame.pieces[0]]
        for slot, after in zip(frame.slots, frame.pieces[1:], strict=True):
            value = values.get(slot)
            if value is None:
                raise SiteFault(f"{address or 'the home page'}: the slot {slot!r} was left empty")
            if slot in TEXT_SLOTS:
                if isinstance(value, Markup):
                    raise SiteFault(f"{address}: markup in the slot {slot!r}, which takes text")
                value = str(escape(value))
            elif not isinstance(value, Markup):
                raise SiteFault(f"{address}: text in the slot {slot!r}, which takes markup made by a template")
            parts += (value, after)
        return "".join(parts).encode()


@cache
def _contents(contents: tuple[tuple[str, str], ...]) -> Markup:
    """The contents list of a page; most pages of a kind have the same."""
    return Markup("\n").join(
        Markup(
            '<li class="md-nav__item"><a href="#{}" class="md-nav__link"><span class="md-ellipsis">{}</span></a></li>'
        ).format(anchor, text)
        for anchor, text in contents
    )


TEXT_SLOTS = frozenset({"title", "description", "canonical"})


def hand_written(page: HandWritten, drawn: Drawn, fragments: Mapping[str, Callable[[str], Markup]]) -> Output:
    """The output of a hand-written page; `fragments` are its live parts, made for the address they stand at."""

    def make() -> bytes:
        filler = Filler(drawn)
        values = filler.shared(
            page.address, page.title, page.description or drawn.settings["description"], page.section, Markup()
        )
        for slot in page.frame.slots:
            name = slot.removeprefix("fragment-")
            if name != slot:
                if name not in fragments:
                    raise SiteFault(
                        f"{page.source}: there is no live part {name!r}; known: {', '.join(sorted(fragments))}"
                    )
                values[slot] = fragments[name](page.address)
        return filler.fill(page.frame, values, page.address)

    return Output(f"{page.address}index.html", make, page.source)
