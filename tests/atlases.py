"""The atlas of the small graph, a reader of atlases, and how a reader opens their tabs."""

import pytest
from playwright.sync_api import Frame, Page

from kg.project import Project
from kg.views import atlas, sigma
from kg.views import map as globe
from tests.sheets import Sheets, browser, sheets

__all__ = ["browser", "sheets"]

KEYS = [view.key for view in atlas.VIEWS]
drawable = pytest.mark.skipif(
    not (sigma.BUNDLE.is_file() and globe.BUNDLE.is_file()),
    reason="what draws networks and maps is not here: make views",
)


@pytest.fixture(scope="module")
def html(mini: Project) -> str:
    """The atlas of the small graph."""
    return atlas.page(mini)


@pytest.fixture
def atlases(sheets: Sheets) -> Sheets:
    """A reader of atlases."""
    sheets.drawn = "iframe"
    return sheets


def shown(page: Page, key: str) -> Frame:
    """The frame of a view whose tab is clicked, once it is drawn."""
    page.click(f"#tab-{key}")
    return frame(page, key)


def frame(page: Page, key: str) -> Frame:
    """The frame of a view that was opened, once it is drawn."""
    handle = page.wait_for_selector(f"#view-{key} iframe")
    found = handle.content_frame() if handle else None
    assert found
    found.wait_for_selector("#panel h2")
    return found
