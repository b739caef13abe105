"""The page of a network loads nothing, runs nothing that it was given as data, and is the same every time."""

import json
from pathlib import Path

import networkx as nx
import pytest

from kg.layout import Graph, positions
from tests.browsing import PLAIN, TITLE, Reader, Render, browser, fact, middle_of, network, reader, render

__all__ = ["browser", "reader", "render"]

IMAGE = '<img src=x onerror="window.hit=1">'
SCRIPT = "</script><script>window.hit=1</script>"
HOSTILE = [
    IMAGE,
    SCRIPT,
    '"><svg onload=window.hit=1>',
    "{{ 7*7 }} {% raw %}",
    "\u202eright to left\u202c \u200f",
    "📚 & \u2028'",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_arrives_unharmed_and_runs_nowhere(reader: Reader, hostile: str) -> None:
    """Whatever a name, title, place or address holds is shown as it is, and makes no element or script of its own."""
    graph = network(hostile, f"{hostile} too", "Plain Library", "Plain Archive")
    tie = graph.edges["n0", "n1"]
    tie["facts"] = [fact("0", title=hostile, publisher=hostile, url="javascript:window.hit=1")]
    tie["facts"][0] |= {"place": hostile, "label": {"en": hostile}}
    graph.nodes["n0"]["type"] = graph.nodes["n1"]["type"] = graph.nodes["n1"]["country"] = hostile
    page = reader.open(graph, title={"en": hostile})

    page.mouse.click(*middle_of(page, "n0", "n1"))

    shown = page.evaluate("[...document.querySelectorAll('#title, #panel bdi')].map(element => element.textContent)")
    assert shown[:4] == [hostile, hostile, f"{hostile} too", hostile]
    assert page.title().split() == hostile.split()
    assert page.locator("#panel a").count() == 0
    page.click("#table > summary")
    page.fill("#search", hostile)
    page.check("input[name=by][value=type]")
    assert hostile in page.evaluate("[...document.querySelectorAll('#panel bdi')].map(element => element.textContent)")
    assert page.evaluate("window.hit") is None
    assert page.locator("img, body script script, iframe, svg[onload]").count() == 0
    assert page.locator("script").count() == reader.open(PLAIN).locator("script").count()


def test_the_policy_stops_a_script_that_is_not_ours(reader: Reader) -> None:
    """Were a text ever taken for HTML, the page's own policy would still keep it from running."""
    page = reader.open(PLAIN)

    with pytest.raises(Exception, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<img src=x onerror=\"window.hit=1\">'")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/x.png'}))"
    )
    page.wait_for_timeout(100)

    assert any("Content Security Policy" in trouble for trouble in reader.trouble)
    reader.trouble.clear()


def test_the_page_is_the_same_every_time_and_leaves_nothing_behind(
    render: Render, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph in another order gives the same bytes, the graph stays as it was, and no file or folder is written."""
    monkeypatch.chdir(tmp_path)
    before = json.dumps(nx.node_link_data(PLAIN))
    other: Graph = nx.Graph()
    other.add_nodes_from(reversed(list(PLAIN.nodes(data=True))))
    other.add_edges_from(
        (b, a, tie | {"facts": tie["facts"][::-1]}) for a, b, tie in reversed(list(PLAIN.edges(data=True)))
    )

    page = render(PLAIN, TITLE)

    assert render(other, TITLE) == page
    assert json.dumps(nx.node_link_data(PLAIN)) == before
    assert list(tmp_path.iterdir()) == []


def test_given_places_are_kept(render: Render) -> None:
    """A node with x and y stands there; the order of colours and sizes is the page's."""
    graph = network("a", "b", "c")
    places = {node: (x + 1000, y) for node, (x, y) in positions(graph).items()}
    for node, (x, y) in places.items():
        graph.nodes[node].update(x=x, y=y, betweenness=0.123456)

    text = render(graph, TITLE).partition('id="data">')[2].partition("</script>")[0]

    nodes = {node["id"]: node for node in json.loads(text)["nodes"]}
    assert {node: tuple(found["places"]["1"]) for node, found in nodes.items()} == places
    assert nodes["n0"]["measures"] == {"betweenness": 0.1235}
