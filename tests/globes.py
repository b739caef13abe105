"""A small geography, its page, and what a reader of the page is told by its signs."""

from typing import Any

import pytest
from playwright.sync_api import Page

from kg.geography import Geography
from kg.views import map as view

drawable = pytest.mark.skipif(not view.BUNDLE.is_file(), reason="what draws maps is not here: make views")


def known(*, extra: str = "") -> Geography:
    """Delegations between China and Russia, both ways, and from Tuvalu; an agreement; events in two cities."""
    labels = {
        "cn": {"en": f"China{extra}", "zh": "中国"},
        "ru": {"en": f"Russia{extra}", "zh": "俄罗斯"},
        "tv": {"en": "Tuvalu", "zh": "图瓦卢"},
        "cn-shanghai": {"en": f"Shanghai{extra}", "zh": "上海"},
        "ru-nowhere": {"en": "Nowhere"},
    }
    points = {"cn": (121.46, 31.22), "ru": (37.62, 55.75), "cn-shanghai": (121.46, 31.22)}
    years = [2001, 2010, 2019, 2015, None, 2004, 2023, 2023]
    facts: list[dict[str, Any]] = [
        {"id": f"f{n}", "label": {"en": f"Fact {n}{extra}", "zh": f"事实{n}"}, "year": year, "places": []}
        | {"start": str(year or ""), "end": "", "sources": [0]}
        for n, year in enumerate(years)
    ]
    return Geography(
        layers={
            "delegations": [
                {"from": "cn", "to": "ru", "facts": [0, 1, 2]},
                {"from": "ru", "to": "cn", "facts": [3]},
                {"from": "tv", "to": "cn", "facts": [1]},
            ],
            "agreements": [{"from": "cn", "to": "ru", "facts": [4, 5]}],
            "events": [
                {"from": "cn-shanghai", "to": "cn", "facts": [6]},
                {"from": "ru-nowhere", "to": "ru", "facts": [7]},
            ],
        },
        ends={
            key: {"labels": names, "country": key[:2].upper(), "point": points.get(key)}
            | {"type": "City" if "-" in key else "Country"}
            for key, names in labels.items()
        },
        facts=facts,
        sources=[
            {"iri": "https://example.org/source/1", "title": f"Report{extra}", "url": "https://example.org/report"}
            | {"publisher": "Example Gazette", "published": "2023-08-01"}
        ],
        elsewhere=[2020, None],
    )


def drawn(*, extra: str = "") -> str:
    """The page of that."""
    return view.drawn(known(extra=extra), {})


def labels_of(page: Page, part: str) -> list[str]:
    """What the marks with a part in their labels say."""
    labels: list[str] = page.eval_on_selector_all(
        ".mark", "marks => marks.map(each => each.getAttribute('aria-label'))"
    )
    return sorted(label for label in labels if part in label)
