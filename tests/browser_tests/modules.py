"""Ask a module of the site for something: one page without content, one evaluation for all that is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser

Ask = Callable[..., Any]
"""`ask(function, given)`: what a function of JavaScript gives of (module, given, origin)."""
_CALL = """async ([origin, name, given]) => {
  const module = await import(`${origin}/assets/js/${name}.js`);
  return await (FUNCTION)(module, given, origin);
}"""


@contextmanager
def asking(browser: Browser, origin: str, name: str) -> Iterator[Ask]:
    """A page in which functions of the module `name` can be called. The page is a script shown as text."""
    page = browser.new_page()
    page.goto(f"{origin}/assets/js/{name}.js")
    yield lambda function, given=None: page.evaluate(_CALL.replace("FUNCTION", function), [origin, name, given])
    page.close()
