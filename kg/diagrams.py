"""Drawings of the ontology's main patterns: boxes on a grid and straight arrows, placed by hand and measured here.

Only the places are written here; names and definitions come from the ontology, in the language of the page. An arrow
runs across or down, between boxes that face each other, so that it can never lie under a third one.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

WIDTH, HEIGHT = 156, 58  # of a box of one cell
ACROSS, DOWN = 200, 124  # from cell to cell
_MARGIN = 8
_LINE = 20  # from line to line of a label beside an arrow
_HEAD = 10  # length of an arrow's head
_NAME, _SMALL, _BESIDE = 19.0, 13.0, 16.0  # sizes of letters, where they fit
_LEAST = 9.0

Texts = Mapping[str, str]  # key of a term or of a plain box -> what the page calls it


class Box(NamedTuple):
    """A box of the grid; ``key`` is that of a class, or a word for what is no class."""

    name: str
    key: str
    column: float
    row: float
    wide: float = 1
    high: float = 1

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, width and height."""
        x, y = _MARGIN + self.column * ACROSS, _MARGIN + self.row * DOWN
        return x, y, (self.wide - 1) * ACROSS + WIDTH, (self.high - 1) * DOWN + HEIGHT

    @property
    def plain(self) -> bool:
        """Whether it stands for a text or a property and not for things of a class."""
        return self.key.startswith("-")


class Arrow(NamedTuple):
    """Properties that lead from a box to another. ``at``: the column in which it runs down, where not in the middle."""

    start: str
    properties: tuple[str, ...]
    end: str
    look: str = ""
    at: float | None = None


class Diagram(NamedTuple):
    """What is drawn, by names of boxes."""

    name: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of all boxes with a margin."""
        frames = [box.frame for box in self.boxes]
        return max(x + w for x, _, w, _ in frames) + _MARGIN, max(y + h for _, y, _, h in frames) + _MARGIN

    def sentences(self) -> Iterator[tuple[str, str, str]]:
        """What it says: key of a box, property, key of a box."""
        keys = {box.name: box.key for box in self.boxes}
        yield from ((keys[a.start], p, keys[a.end]) for a in self.arrows for p in a.properties)

    def line(self, arrow: Arrow) -> tuple[float, float, float, float]:
        """From edge to edge: x and y of the start, x and y of the end."""
        boxes = {box.name: box for box in self.boxes}
        (ax, ay, aw, ah), (bx, by, bw, bh) = boxes[arrow.start].frame, boxes[arrow.end].frame
        left, right = max(ax, bx), min(ax + aw, bx + bw)
        if left < right:
            x = (left + right) / 2 if arrow.at is None else _MARGIN + arrow.at * ACROSS + WIDTH / 2
            return (x, ay + ah, x, by) if ay < by else (x, ay, x, by + bh)
        y = (max(ay, by) + min(ay + ah, by + bh)) / 2
        return (ax + aw, y, bx, y) if ax < bx else (ax, y, bx + bw, y)


def _boxes(*rows: tuple[str, float, float] | tuple[str, float, float, float, float]) -> tuple[Box, ...]:
    """Boxes of classes by the class; a second box of a class has its name with a stroke."""
    return tuple(Box(name, name.rstrip("'"), *place) for name, *place in rows)


OVERVIEW = Diagram(
    "overview",
    _boxes(
        ("Agreement", 1, 0),
        ("Signature", 2.9, 0),
        ("Person", 5.6, 0, 1, 5),
        ("Project", 0, 1),
        ("Membership", 2, 1),
        ("Position", 4.25, 1),
        ("Institution", 0, 2, 5.25, 1),
        ("Participation", 2, 3),
        ("Event", 0, 4, 4, 1),
        ("Contribution", 4.25, 4),
        ("EventSeries", 0, 5),
        ("Session", 1, 5),
        ("Place", 2, 5),
        ("Theme", 3, 5),
    ),
    (
        Arrow("Signature", ("agreement",), "Agreement"),
        Arrow("Signature", ("participant",), "Person"),
        Arrow("Agreement", ("party",), "Institution"),
        Arrow("Project", ("partner",), "Institution"),
        Arrow("Membership", ("member", "organization"), "Institution"),
        Arrow("Position", ("institution",), "Institution"),
        Arrow("Position", ("holder",), "Person"),
        Arrow("Participation", ("participant",), "Institution"),
        Arrow("Participation", ("participant",), "Person"),
        Arrow("Participation", ("event",), "Event"),
        Arrow("Contribution", ("contributor",), "Person"),
        Arrow("Contribution", ("event",), "Event"),
        Arrow("Event", ("organizer", "host", "supporter"), "Institution", at=0),
        Arrow("Event", ("inSeries",), "EventSeries"),
        Arrow("Session", ("event",), "Event"),
        Arrow("Event", ("place",), "Place"),
        Arrow("Event", ("theme",), "Theme"),
    ),
)
PARTICIPATION = Diagram(
    "participation",
    _boxes(
        ("Person", 0, 0, 1, 2),
        ("Institution", 0, 2),
        ("Participation", 1.6, 1, 4, 2),
        ("Event", 6.2, 0, 1, 3),
        ("Role", 1.6, 3),
        ("Institution'", 2.6, 3),
        ("Source", 3.6, 3),
        ("Delegation", 4.6, 3),
        ("Person'", 6.2, 3),
    ),
    (
        Arrow("Person", ("participatedIn",), "Event", "derived"),
        Arrow("Participation", ("participant",), "Person"),
        Arrow("Participation", ("participant",), "Institution"),
        Arrow("Participation", ("event",), "Event"),
        Arrow("Participation", ("role",), "Role"),
        Arrow("Participation", ("onBehalfOf",), "Institution'"),
        Arrow("Participation", ("statedIn",), "Source"),
        Arrow("Delegation", ("rdfs:subClassOf",), "Participation", "subclass"),
        Arrow("Delegation", ("member",), "Person'"),
    ),
)
DISAGREEMENT = Diagram(
    "disagreement",
    (
        *_boxes(
            ("Event", 0, 1, 1, 3),
            ("Disagreement", 1.6, 1, 2, 1),
            ("Claim", 1.6, 2),
            ("Claim'", 2.6, 2),
            ("Source", 1.6, 3),
            ("Source'", 2.6, 3),
        ),
        Box("reason", "-text", 2.1, 0),
        Box("property", "-property", 4.2, 1, 1.35),
        Box("value", "-value", 4.2, 2, 1.35),
    ),
    (
        Arrow("Disagreement", ("reason",), "reason"),
        Arrow("Disagreement", ("about",), "Event"),
        Arrow("Disagreement", ("onProperty",), "property"),
        Arrow("Disagreement", ("preferredClaim",), "Claim"),
        Arrow("Disagreement", ("claim",), "Claim'"),
        Arrow("Claim'", ("valueText",), "value"),
        Arrow("Claim", ("statedIn",), "Source"),
        Arrow("Claim'", ("statedIn",), "Source'"),
        Arrow("Event", ("statedIn",), "Source"),
    ),
)
DIAGRAMS = (OVERVIEW, PARTICIPATION, DISAGREEMENT)


def drawn(diagram: Diagram, names: Texts) -> dict[str, object]:
    """The shapes of a diagram with their texts, ready for SVG: ``names`` has what each key is called."""
    return {
        "name": diagram.name,
        "size": diagram.size,
        "boxes": [_box(box, names) for box in diagram.boxes],
        "arrows": [_arrow(diagram, arrow, names) for arrow in diagram.arrows],
        "sentences": list(diagram.sentences()),
    }


def width(text: str) -> float:
    """How wide a text runs in units of its size, rather too wide than too narrow."""
    return sum(1.02 if unicodedata.east_asian_width(c) in "WF" else 0.8 if c.isupper() else 0.6 for c in text)


def _fit(text: str, room: float, size: float) -> dict[str, object]:
    """A text in letters as large as the room allows; what fits in none is cut, as its title is not."""
    fitting = max(_LEAST, min(size, room / max(width(text), 1)))
    while width(text) * fitting > room + 0.01:
        text = f"{text.rstrip('…')[:-1]}…"
    return {"text": text, "size": round(fitting, 2)}


def _box(box: Box, names: Texts) -> dict[str, object]:
    x, y, wide, high = box.frame
    room = wide - 16
    written = [] if box.plain else [_fit(f"lc:{box.key}", room, _SMALL)]
    return {
        "key": "" if box.plain else box.key,
        "title": names[box.key],
        "frame": (x, y, wide, high),
        "middle": (x + wide / 2, y + high / 2),
        "lines": [_fit(names[box.key], room, _NAME), *written],
    }


def _arrow(diagram: Diagram, arrow: Arrow, names: Texts) -> dict[str, object]:
    x1, y1, x2, y2 = diagram.line(arrow)
    across = y1 == y2
    step = (_HEAD if x2 > x1 else -_HEAD, 0) if across else (0, _HEAD if y2 > y1 else -_HEAD)
    base, half = (x2 - step[0], y2 - step[1]), _HEAD / 2
    wings = (
        ((base[0], base[1] - half), (base[0], base[1] + half))
        if across
        else ((base[0] - half, base[1]), (base[0] + half, base[1]))
    )
    room = abs(x2 - x1) - _HEAD - 4 if across else ACROSS - 24
    middle, count = ((x1 + x2) / 2, (y1 + y2) / 2), len(arrow.properties)
    return {
        "look": arrow.look,
        "line": (x1, y1, *base),
        "head": ((x2, y2), *wings),
        "anchor": "middle" if across else "start",
        "labels": [
            _fit(names[p], room, _BESIDE)
            | {"key": p, "x": middle[0] if across else x1 + 8}
            | {"y": y1 - 7 if across else middle[1] + 5 + _LINE * (i - (count - 1) / 2)}
            for i, p in enumerate(arrow.properties)
        ],
    }
