"""Opens pages for hands: htmx begins to listen a moment after a page has come."""

from playwright.sync_api import Page


def open_ready(page: Page, path: str) -> None:
    """Open a page and wait until what is pressed on it is heard by htmx."""
    page.goto(path)
    wait_until_ready(page)


def wait_until_ready(page: Page) -> None:
    """Wait for the mark that htmx leaves on what it has looked at, all of it at once."""
    page.locator("[data-htmx-powered]").first.wait_for(state="attached")
