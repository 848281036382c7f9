"""Colours and motion: what a reader's device asks for is what the reader gets."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_tests.reading import until

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def brightness(colour: str) -> int:
    """The sum of red, green and blue, of 765."""
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")[:3])


def choose(page: Page, scheme: str) -> None:
    """Press the switch until it says that the scheme is chosen: it goes from the device's to light, to dark, and back."""
    for title in ("Switch to light mode", "Switch to dark mode")[: 1 if scheme == "light" else 2]:
        page.locator(f"header label[title='{title}']").click()
    until(page, f"document.body.dataset.mdColorScheme === '{'slate' if scheme == 'dark' else 'default'}'")


def test_dark_is_dark_and_light_is_light(browser: Browser, origin: str) -> None:
    """As the device says, at the first visit."""
    found = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{origin}/practices/kampala-sasa/")
        found[scheme] = brightness(page.evaluate(BACKGROUND))
        context.close()

    assert found["light"] > 700
    assert found["dark"] < 150


def test_a_choice_is_remembered_on_the_next_page(page: Page, origin: str) -> None:
    """At every depth of the site."""
    page.goto(f"{origin}/practices/kampala-sasa/")
    choose(page, "dark")

    for address in ("", "cities/", "practices/theme/transport/"):
        page.goto(f"{origin}/{address}")

        assert brightness(page.evaluate(BACKGROUND)) < 150, address


def test_who_chose_nothing_follows_the_device(page: Page, origin: str) -> None:
    """A device that turns dark in the evening finds a dark page."""
    page.emulate_media(color_scheme="light")
    page.goto(f"{origin}/practices/")

    page.emulate_media(color_scheme="dark")
    page.goto(f"{origin}/practices/")

    assert brightness(page.evaluate(BACKGROUND)) < 150


@pytest.mark.parametrize(("device", "chosen"), [("light", "dark"), ("dark", "light")])
def test_browser_controls_follow_the_choice(browser: Browser, origin: str, device: str, chosen: str) -> None:
    """Scroll bars and fields have the colours of the page, also where the reader chose others than the device."""
    context = browser.new_context(color_scheme=device)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{origin}/practices/")
    choose(page, chosen)

    canvas = page.evaluate(
        "(() => { const e = document.createElement('i'); e.style.color = 'Canvas'; document.body.append(e); return getComputedStyle(e).color })()"
    )
    context.close()

    assert (brightness(canvas) > 700) == (chosen == "light")


def test_nothing_moves_for_who_asked_for_stillness(page: Page, origin: str) -> None:
    """No animation or transition runs, and no scrolling is smooth, also while search opens."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    page.locator("dialog[open]").wait_for()

    moving = page.evaluate("document.getAnimations().length")
    slow = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return s.scrollBehavior === 'smooth' || s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 }).map(e => e.outerHTML.slice(0, 60))"
    )

    assert moving == 0
    assert slow == []


def test_labels_differ_without_colour(page: Page, origin: str) -> None:
    """Each evidence label has its own word and its own mark."""
    page.goto(f"{origin}/how-we-work/")
    page.goto(f"{origin}/approaches/")
    labels = page.locator(".card-rating .label").evaluate_all(
        "all => all.map(l => [l.className, l.querySelector('.label-mark').textContent, l.textContent.replace(l.querySelector('.label-mark').textContent, '').trim()])"
    )

    marks = {name: mark for _, mark, name in labels}

    assert labels
    assert len(set(marks.values())) == len(marks)


def test_a_page_keeps_its_meaning_when_colours_are_forced(browser: Browser, origin: str) -> None:
    """High contrast: labels keep a border and pictures keep their lines."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{origin}/practices/cali-desepaz-public-health/")

    borders = page.locator(".label").evaluate_all("all => all.map(l => getComputedStyle(l).borderStyle)")
    context.close()

    assert borders
    assert "none" not in borders
