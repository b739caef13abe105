"""All networks on one page: how large each is, how far countries keep to themselves, who stands first, how surely.

The page names the digest of the graph, no day and no machine.
"""

from typing import TYPE_CHECKING

from kg import captions, columns, communities, networks, queries, ranking, results, store, things
from kg.engine import Engine
from kg.project import Project
from kg.queries import Query

if TYPE_CHECKING:
    import networkx as nx

MAKE_PAGE = "kg list networks --page -o docs/networks.md"
SHOWN = 10  # things of a ranking
BY = "strength"

_PREAMBLE = """# Networks

This page is made from the questions in `queries/networks/` and the graph by
`{command}`; edits to it are lost.
`kg network NAME` writes a network as a file, `kg view NAME` draws it, `kg rank NAME` ranks its things.

The first things of each network stand here by their strength, which adds up what their ties share: 1/(n-1) of each
fact in which n things have part, so that a fact counts once for each of them; 1 where it ties two things by itself.
How sure is that? With one source left out at a time, `best` and `worst` are the ranks that a thing has, `low` and
`high` its figures, and without `falls_most_without` it falls most. Modularity is that of the communities that Leiden's
algorithm finds; assortativity is 1 where all ties stay within a country, 0 where countries do not matter, below 0 where
ties cross borders rather than stay (of ties whose two ends have a country).

The graph is `kg.nq` with the SHA-256 digest `{digest}`.
"""


def page(project: Project, graph: Engine) -> str:
    """All networks by name as a page of Markdown, the same for the same graph."""
    folder = project.queries / "networks"
    found = [queries.load(folder, name) for name in queries.names(folder)]
    head = _PREAMBLE.format(command=MAKE_PAGE, digest=store.manifest(project)["sha256"])
    return "\n".join([head, *(section(graph, one) for one in found)])


def section(graph: Engine, asked: Query) -> str:
    """What the page tells of one network."""
    sparql, directed = things.bound(graph, asked, {}), queries.said(asked, "directed") == "true"
    standings = ranking.standings(networks.rows(graph, sparql), BY, directed=directed)[:SHOWN]
    return "\n\n".join(
        [
            f"## {asked.name}",
            f"**{asked.title['en']} / {asked.title['zh']}**. {asked.description['en']}",
            _figures(networks.network(graph, sparql, directed=directed)),
            results.markdown(captions.labelled(graph, ranking.table(standings), "en", {})),
        ]
    )


def _figures(network: "nx.Graph[str]") -> str:
    in_columns = columns.columns(network)
    groups = communities.community(in_columns)
    parts, found = (int(label.max(initial=0)) for label in (communities.component(in_columns), groups))
    countries = [network.nodes[name]["country"] for name in in_columns.names]
    kept = communities.assortativity(in_columns, countries)
    return (
        f"{len(network):,} things, {network.number_of_edges():,} ties of {network.graph['facts']:,} facts"
        f" ({network.graph['alone']:,} with one thing alone); connected parts: {parts:,}; communities: {found:,}"
        f" (modularity {communities.modularity(in_columns, groups):.2f})"
        + ("." if kept is None else f"; assortativity by country {kept:.2f}.")
    )
