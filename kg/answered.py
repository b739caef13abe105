"""All named questions on one page, each with its SPARQL and the beginning of its answer: what the graph can tell, for
those who have not installed it. The page names the digest of the graph that answered, no day and no machine."""

from kg import queries, results, store, things
from kg.engine import Engine
from kg.project import Project
from kg.queries import Query

MAKE_PAGE = "kg list queries --page -o docs/questions.md"
SHOWN = 8  # rows of an answer, so that the page stays one that a browser opens

_PREAMBLE = """# Questions and answers

This page is made from the questions in `queries/` and the graph by `{command}`; edits to it are lost.
`kg query NAME` gives a whole answer, `kg query NAME -p KEY=VALUE` that for something else. Here each question is asked
with the values that it has by itself, and the first {shown} rows are shown.

The graph that answers is `kg.nq` with the SHA-256 digest `{digest}`.
"""


def page(project: Project, graph: Engine) -> str:
    """All questions by name as a page of Markdown, the same for the same graph."""
    digest = store.manifest(project)["sha256"]
    found = [queries.load(project.queries, name) for name in queries.names(project.queries)]
    contents = "".join(f"- [{_title(one)}](#{one.name})\n" for one in found)
    head = _PREAMBLE.format(command=MAKE_PAGE, shown=SHOWN, digest=digest)
    return "\n".join([head, contents, *(_section(graph, one) for one in found)])


def _title(asked: Query) -> str:
    return f"{asked.title['en']} / {asked.title['zh']}"


def _section(graph: Engine, asked: Query) -> str:
    sparql = things.bound(graph, asked, {})
    given = "".join(f" -p {key}={one.default}" for key, one in asked.parameters.items() if one.default)
    query = "".join(f"{line}\n" for line in asked.sparql.splitlines() if not line.startswith("#+"))
    count = len(graph.select(sparql).rows)
    answer = results.as_markdown(graph, f"{sparql}\nLIMIT {SHOWN}")
    told = f"{count:,} rows" + (f", of which these are the first {SHOWN}:" if count > SHOWN else ":")
    return (
        f"## {asked.name}\n\n**{_title(asked)}**. {asked.description['en']}\n\n"
        f"```sparql\n{query}```\n\n`kg query {asked.name}{given}`: {told}\n\n{answer}"
    )
