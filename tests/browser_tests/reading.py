"""What is read in the browser: a page of every kind, and a watch for all that must not happen while it is read."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

PREFIX = "/a/prefix/"

RECORDS = {
    "practice with many results": "practices/cali-desepaz-public-health/",
    "practice with a null result": "practices/bogota-place-based-policing-services/",
    "practice without evaluation": "practices/guadalajara-safer-cities-pilot/",
    "approach": "approaches/street-lighting/",
    "approach that harms": "approaches/scared-straight/",
    "city": "cities/medellin/",
    "indicator of countries": "indicators/homicide-rate/",
    "indicator of cities": "indicators/homicide-rate-city/",
    "indicator from a survey": "indicators/perceived-safety-city-europe/",
    "indicator of access": "indicators/public-transport-access-city/",
    "indicator in one region": "indicators/public-transport-access-city/africa/",
    "indicator of counts": "indicators/homicide-count/",
    "indicator with breakdowns": "indicators/homicide-rate-sex-age/",
    "country": "places/col/",
    "city without a story": "places/col-cali/",
    "part of a country": "places/gbr-sct/",
    "region": "places/m49-202/",
    "theme": "themes/public-space/",
    "theme without practice": "themes/justice-and-reintegration/",
    "partner": "partners/un-habitat-safer-cities/",
    "guide": "learn/local-safety-audit/",
    "topic": "learn/women-and-girls/",
    "framework": "frameworks/guidelines/",
}
LISTS = {
    "practices": "practices/",
    "practices on a theme": "practices/theme/firearms/",
    "practices of a region": "practices/region/africa/",
    "practices of an approach": "practices/approach/street-lighting/",
    "compare": "practices/compare/",
    "approaches": "approaches/",
    "cities": "cities/",
    "indicators": "indicators/",
    "places": "places/",
    "cities of a country": "places/usa/cities/",
    "themes": "themes/",
    "learn": "learn/",
    "frameworks": "frameworks/",
    "who copied what": "adoption/",
    "evidence gap map": "evidence-map/",
    "wanted evidence": "wanted/",
    "outside ratings": "outside-ratings/",
    "urban safety monitor": "monitor/",
    "checklist": "monitor/checklist/",
    "data readiness": "monitor/readiness/",
    "data readiness of cities": "monitor/readiness/africa/",
    "decisions": "decisions/",
    "for maintainers": "maintain/",
}
WRITTEN = {
    "home": "", "about": "about/", "how we work": "how-we-work/", "how we review": "how-we-review/", "contribute": "contribute/",
}  # fmt: skip
KINDS = {
    **WRITTEN,
    **LISTS,
    **RECORDS,
    "how we rate": "how-we-rate/",
    "form": "contribute/practice/",
    "form of a change": "contribute/city/?record=durban",
    "all fields": "contribute/fields/practice/",
    "rules": "rules/",
    "rule with an example": "rules/unit-missing/",
    "rule in words": "rules/picture-with-position/",
    "search": "search/",
    "search with results": "search/?q=violence",
}
"""Name and address of a page of every kind in a frame, at every depth from 0 to 3."""

EVERY = {
    **KINDS,
    "404": "404.html",
    "problems": "broken/problems/",
    "problems of one record": "broken/practices/test-mediators/",
}
"""The same, and the pages that stand outside of the published site."""


def until(page: Page, expression: str) -> None:
    """Wait until an expression holds. The page's own policy forbids the browser's way of asking again and again."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never held: {expression}")


@contextmanager
def watching(context: BrowserContext, origin: str) -> Iterator[list[str]]:
    """Collect each request to another host, each that fails, and each complaint on the console, until the end."""
    faults: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:")):
            faults.append(f"asks another host: {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a picture still on its way when the next page is opened
            faults.append(f"fails: {request.url} {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"answers {response.status}: {response.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(f"console {message.type}: {message.text}")

    context.on("request", asked)
    context.on("requestfailed", failed)
    context.on("response", answered)
    context.on("console", said)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    yield faults
    context.remove_listener("request", asked)
    context.remove_listener("requestfailed", failed)
    context.remove_listener("response", answered)
    context.remove_listener("console", said)


def type_into(field: Locator, words: str) -> None:
    """Type as a reader does: only when the field can be seen. A field that a script brings comes after the page."""
    expect(field).to_be_visible()
    field.press_sequentially(words)
