"""What there is to choose from: read from the folders and tables themselves, so that it is always true."""

from collections.abc import Callable, Iterator
from pathlib import Path

from kg import queries
from kg.project import Project

Entries = Iterator[tuple[str, str]]


def _questions(folder: Path) -> Entries:
    for name in queries.names(folder):
        query = queries.load(folder, name)
        takes = "".join(f"  -p {key}={parameter.default}" for key, parameter in query.parameters.items())
        yield name, f"{query.title.get('en', '')} / {query.title.get('zh', '')}{takes}"


def _formats(_project: Project) -> Entries:
    from kg import bibliography, exports, rdf, results

    tables = {"query": results, "network": exports, "export": rdf, "cite": bibliography}
    for what, table in tables.items():
        holds = exports.told if table is exports else lambda _: ""
        yield from ((name, f"kg {what}  {holds(name)}".rstrip()) for name in table.FORMATS)


def _sources(project: Project) -> Entries:
    for path in sorted(project.sources.rglob("*.yaml")):
        yield path.stem, str(path.parent.relative_to(project.sources))


def _measures(_project: Project) -> Entries:
    from kg.measures import MEASURES

    for name, measure in MEASURES.items():
        yield name, " ".join((measure.__doc__ or "").partition("\n\n")[0].split())


LISTS: dict[str, Callable[[Project], Entries]] = {
    "queries": lambda project: _questions(project.queries),
    "networks": lambda project: _questions(project.queries / "networks"),
    "measures": _measures,
    "checks": lambda project: _questions(project.queries / "checks"),
    "tables": lambda project: _questions(project.queries / "coverage"),
    "formats": _formats,
    "sources": _sources,
}
