"""How soon a page shows its network, how smoothly it moves, and how large it is: measured in a browser that draws by
the processor alone."""

import random
import re
import statistics
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis.network
from playwright.sync_api import Browser

from bench import corpus, drawing, watching
from bench.measure import Disagreement, command, in_turn, ratio, same
from bench.report import Row, Scale, Section
from kg import layout
from kg.project import Project
from kg.views import sigma

ABOUT = (
    "Pages in headless Chromium, which draws WebGL by the processor, without a network. A picture is useful once"
    " screenshots half a second apart both show 95 % of all nodes (the points where they stand are not of the ground's"
    " colour) and no node moved more than 2 pixels; what takes longer than {limit:g} s is stopped. Ours are pages of"
    " large networks with places given, as `kg view` writes them. The peer is a page of pyvis with its own settings and"
    " its scripts in it; beside it stands one with the same places given and physics off. The networks are made by"
    " chance with a fixed seed, all ties shown. Panning is a pointer that pushes the picture about for {length:g} s;"
    " counted are frames in which the picture had moved, and in a second run pictures that the browser handed out, none"
    " like the one before (which costs time too). Before, the screen showed the symbols where they should be while"
    " a pointer held the picture. The atlas is ready when the first picture in it is drawn; its peer is a page of an"
    " empty network with all bytes of the atlas behind it, which reads its data. Times are medians."
)
_COUNTRIES = ("CN", "DE", "FR", "IN", "JP", "RU", "US")  # as many as there are symbols, so that none is hollow
_TIES = 5  # a node, where the picture is pushed about
_TITLE = {"en": "Who met whom"}
_ELSEWHERE = re.compile(r"<(script|link)[^>]*https?://[^>]*>(</script>)?", re.DOTALL)
_BLOCKS = re.compile(r'<script type="(?:application/json|text/plain)" id="[^"]*">.*?</script>', re.DOTALL)
_LOOK = "(({ scale, centre }) => [scale, centre.x, centre.y])(Picture.look())"
_PAGES = {
    "network, small": ("countries", "--as", "pyvis"),
    "network, large": ("co-participation", "--as", "sigma"),
    "map": ("countries", "--as", "map"),
    "timeline": ("Shanghai Library", "--as", "timeline"),
    "matrix": ("countries", "--as", "matrix"),
    "ranks": ("co-participation", "--as", "ranks"),
    "table": ("agreements-of-year", "--as", "table"),
    "atlas": ("atlas",),
}
Graph = drawing.Graph


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare what the pages hold, then take times, frames and sizes."""
    limit, length = min(200.0, 1.7 * scale.limit), min(5.0, scale.limit / 24)
    few, many = scale.seen
    folder = work / "seeing"
    folder.mkdir()
    written = _written(corpus.built(project, scale.statements[0], work), folder)
    with watching.chromium() as browser:
        rows = [
            *_opening(browser, network(few), folder, (limit, min(scale.rounds, 3))),
            *_panning(browser, network(many, _TIES * many), folder, length),
            *_atlas(browser, folder, min(scale.rounds, 5)),
        ]
    sizes = [Row(f"page, {name}", f"{size:,} bytes") for name, size in written.items()]
    compared = (
        f"Both pages of {few:,} nodes held the same nodes and ties; in ours they had a symbol's colour on the screen."
    )
    return Section("seeing", ABOUT.format(limit=limit, length=length), compared, rows + sizes)


def is_possible() -> bool:
    """Whether there is a browser, and what draws large networks."""
    return bool(watching.program()) and sigma.BUNDLE.is_file()


def network(size: int, ties: int | None = None) -> Graph:
    """Things that meet, with names, countries and places; of their ties so many, chosen by chance."""
    graph, chance = drawing.network(size), random.Random(size)  # noqa: S311  # a made-up world, no secret
    if ties is not None:
        all_ties = sorted(graph.edges)
        graph.remove_edges_from(chance.sample(all_ties, max(0, len(all_ties) - ties)))
    for number, (*_, tie) in enumerate(sorted(graph.edges(data=True), key=lambda each: each[:2])):
        tie.update(weight=1, facts=[_fact(number % size)])
    for thing, (x, y) in layout.positions(graph).items():
        graph.nodes[thing].update(label=f"Library of {thing}", country=chance.choice(_COUNTRIES), x=x, y=y)
    return graph


def _fact(number: int) -> dict[str, Any]:
    year = 1990 + number % 36
    source = {"iri": f"https://example.org/source/{number}", "title": f"Report {number}", "published": f"{year}-06-01"}
    label = {"en": f"Forum {number}", "zh": f"论坛 {number}"}
    about = {"start": f"{year}-05-01", "end": f"{year}-05-03", "place": "Moscow"}
    return {"event": f"https://example.org/event/{number}", "label": label, "sources": [source], **about}


def _opening(browser: Browser, graph: Graph, folder: Path, effort: tuple[float, int]) -> Iterator[Row]:
    limit, rounds = effort
    texts = {"ours": sigma.render(graph, _TITLE), "placed": peer(graph, placed=True), "peer": peer(graph, placed=False)}
    files = {name: _file(folder / f"{name}.html", text) for name, text in texts.items()}
    kinds = {"ours": watching.OURS, "placed": watching.PEER, "peer": watching.PEER}
    _compare(browser, graph, files, kinds)
    once = {name: partial(_useful, browser, files[name], kinds[name], limit) for name in files}
    late = once["peer"]()  # in between, since it takes so long
    times = in_turn({name: once[name] for name in ("ours", "placed")}, rounds)
    ours, placed = (statistics.median(times[name]) for name in ("ours", "placed"))
    told = f"over {limit:g} s" if late >= limit else f"{late:.1f} s"
    size = f"{len(graph):,} nodes, {graph.number_of_edges():,} ties"
    yield Row(f"{size}: first useful picture, against pyvis", f"{ours:.2f} s", told, late / ours, 20.0)
    yield Row(f"{size}: the same, pyvis with places given", f"{ours:.2f} s", f"{placed:.2f} s", placed / ours)


def _useful(browser: Browser, file: Path, kind: watching.Kind, limit: float) -> float:
    found = watching.useful(browser, file, kind, limit)
    return limit if found is None else found


def peer(graph: Graph, *, placed: bool) -> str:
    """The page that pyvis makes of a network, without what it fetches from elsewhere."""
    made = pyvis.network.Network(cdn_resources="in_line")
    for thing, node in sorted(graph.nodes(data=True)):
        made.add_node(thing, label=node["label"], **({"x": node["x"], "y": node["y"]} if placed else {}))
    for a, b in sorted(graph.edges):
        made.add_edge(a, b)
    if placed:
        made.toggle_physics(status=False)
    return _ELSEWHERE.sub("", made.generate_html())


def _compare(browser: Browser, graph: Graph, files: dict[str, Path], kinds: dict[str, watching.Kind]) -> None:
    expected = (set(graph), set(map(frozenset, graph.edges)))
    for name in ("ours", "placed"):  # the peer that moves is of the same content as the one that does not
        with watching.opened(browser, files[name]) as page:
            page.wait_for_load_state()
            same(watching.content(page, kinds[name]), expected, f"nodes and ties of {name}")
    if (seen := _symbols(browser, files["ours"])) < watching.MOST_DRAWN:
        raise Disagreement(f"of our nodes {seen:.3f} have a symbol's colour")


def _symbols(browser: Browser, file: Path) -> float:
    with browser.new_context() as reading, watching.opened(browser, file) as page:
        return watching.coloured(page, reading.new_page())


def _panning(browser: Browser, graph: Graph, folder: Path, length: float) -> Iterator[Row]:
    file = _file(folder / "large.html", sigma.render(graph, _TITLE))
    size = f"{len(graph):,} nodes, {graph.number_of_edges():,} ties"
    with browser.new_context() as reading, watching.opened(browser, file) as page:
        if (seen := watching.coloured(page, reading.new_page(), held=True)) < watching.MOST_DRAWN:
            raise Disagreement(f"of our nodes {seen:.3f} are where they should be while the picture is pushed")
        same(watching.content(page, watching.OURS)[0], set(graph), "nodes of the large page")
        for near, said in (("1", "the whole in view"), ("4", "four times as near")):
            watching.settled(page, near)
            frames = watching.panned(page, "#canvas", _LOOK, length)
            yield Row(f"{size}: frames a second, {said}", f"{frames.moved:.1f}", "", frames.moved, 10.0)
            yield Row(f"{size}: pictures handed out a second, {said}", f"{frames.shown:.1f}")


def _atlas(browser: Browser, folder: Path, rounds: int) -> Iterator[Row]:
    """The atlas against an empty page of a large network that has the same bytes behind it and reads its data."""
    atlas = folder / "atlas.html"
    empty = sigma.render(nx.Graph(), _TITLE)
    behind = "".join(_BLOCKS.findall(atlas.read_text("utf-8")))
    peer_ = _file(folder / "empty.html", empty.replace("</body>", f"{behind}</body>"))
    times = in_turn(
        {"ours": lambda: watching.ready(browser, atlas, inside=True), "peer": lambda: watching.ready(browser, peer_)},
        rounds,
    )
    ours, theirs = (statistics.median(times[name]) for name in ("ours", "peer"))
    yield Row(
        "the atlas: ready",
        f"{ours:.2f} s",
        f"{theirs:.2f} s",
        ratio(times["ours"], times["peer"]),
        1.5,
        most=True,
    )


def _written(project: Project, folder: Path) -> dict[str, int]:
    """The sizes of pages of each kind, as `kg view` writes them."""
    kg: list[str | Path] = [
        Path(sys.executable).with_name("kg"),
        "--data",
        project.data,
        "--build",
        project.build,
        "view",
    ]
    sizes = {}
    for name, words in _PAGES.items():
        file = folder / f"{name}.html"
        command([*kg, *words, "-o", file])
        sizes[name] = file.stat().st_size
    return sizes


def _file(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8", newline="\n")
    return path
