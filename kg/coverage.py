"""How much the graph covers and what it lacks, told in tables: each is a question in ``queries/coverage``.

Its header says in which ``order`` it comes and what it ``shows``: ``numbers``, or ``gaps`` that somebody can fill: a
row for each thing (the first column) and each ``?file`` to edit. ``summary: no`` keeps a table for the page. A comment
``# $sources`` or ``# $countries`` inside VALUES stands for a list that the graph does not hold.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kg import authority, queries, results
from kg.engine import Engine
from kg.errors import Finding, KGError
from kg.project import Project
from kg.queries import Parameter, Query
from kg.reader import ID
from kg.tables import Iri, Table, Value
from kg.terms import iri, literal, short, thing

MAKE_PAGE = "kg stats --page -o docs/coverage.md"
WHOLE, BEGINNING = 200, 50  # a longer list shows its beginning, so that the page stays one that a browser opens
_FEW_ROWS, _FEW_GAPS, _FEW_FILES = 8, 3, 3
_MARKUP = re.compile(r"[\\`*_\[\]<>|&~]")

_PREAMBLE = f"""# What the graph covers, and what it lacks

This page is made from the graph and the source files by `{MAKE_PAGE}`; edits to it are lost.
`kg stats` prints it in short, `kg stats NAME` one table whole, and `kg list tables` lists their names.

**What the numbers mean.** They count what the sources in `data/sources/` state. A fact is one statement of one source:
that a forum began on a day, that a library took part in it. What two sources state counts twice where the facts of
sources are counted, and once in the consensus. Many facts about a country or a decade mean that much was found and
read, not that more happened there; a library that is missing here may have been everywhere.

**What is not known.** Of most events no list of participants is complete: that someone is not on it proves nothing. A
date, a place or an institution that no source states stays open; nothing is guessed. Most things rest on one source,
which may err.

**How to help.** Take a line of a list below, look for a public page that states what is missing, and write it down:
[CONTRIBUTING.md](../CONTRIBUTING.md#a-fact) says how. Each line names the files that describe the thing. A file for a
new source is as welcome as a corrected one.
"""
_PARTS = {"numbers": "Numbers", "gaps": "What is missing"}


Lists = Mapping[str, str]


class Gap(NamedTuple):
    """What lacks something: its id (or code), its name and what else a table tells of it, and the files to edit."""

    key: str
    words: str
    files: list[str]


def table(project: Project, name: str) -> Query:
    """The table of that name; KGError where there is none."""
    folder = project.queries / "coverage"
    if name not in queries.names(folder):
        raise KGError(f"stats {name}", "there is no such table", "see kg list tables")
    return queries.load(folder, name)


def tables(project: Project) -> list[Query]:
    """All tables in their order."""
    found = [table(project, name) for name in queries.names(project.queries / "coverage")]
    return sorted(found, key=lambda one: (int(queries.said(one, "order") or 0), one.name))


def sparql(asked: Query, known: Lists) -> str:
    """What to ask the graph for a table: its text with the lists of :func:`lists` in place."""
    parameters = {kind: Parameter(kind, "all") for kind in known}
    return queries.bound(asked._replace(parameters=parameters), {}, lambda kind, _: known[kind])


def lists(project: Project) -> Lists:
    """What tables need to know of the project's files, as rows of VALUES that begin on a line of their own."""
    rows = {"sources": _sources(project), "countries": _countries(project)}
    return {kind: "\n" + "\n".join(found) for kind, found in rows.items()}


def gaps(found: Table) -> list[Gap]:
    """The rows of a list of gaps, together by the first column, with their files."""
    file = found.columns.index("file") if "file" in found.columns else len(found.columns)
    told = []
    ranked = sorted(found.rows, key=lambda row: (_cell(row[0]), _cell(row[file]) if file < len(row) else ""))
    for key, together in groupby(ranked, key=lambda row: row[0]):
        rows = list(together)
        others = zip(found.columns[1:file], rows[0][1:file], strict=True)
        words = ", ".join(_cell(value) if name == "name" else f"{name}: {_cell(value)}" for name, value in others)
        files = [str(row[file]) for row in rows if file < len(row) and row[file] is not None]
        told.append(Gap(_cell(key), words, list(dict.fromkeys(files))))
    return told


def whole(graph: Engine, asked: Query, question: str) -> str:
    """One table for a terminal; of a list of gaps each thing, its files below it, nothing cut short."""
    if not _lists_gaps(asked):
        return results.as_table(graph, question)
    found = gaps(graph.select(question))
    lines = [line for gap in found for line in (f"{gap.key}  {gap.words}", *(f"    {file}" for file in gap.files))]
    return "".join(f"{line}\n" for line in [*lines, f"({len(found)} in all)"])


def summary(project: Project, graph: Engine) -> str:
    """A few screens for a terminal: the first rows of each table, and of each list of gaps its length."""
    known = lists(project)
    shown = [one for one in tables(project) if queries.said(one, "summary") != "no"]
    return "\n".join(_in_short(graph, one, sparql(one, known)) for one in shown)


def page(project: Project, graph: Engine) -> str:
    """All tables as a page of Markdown, and what the checks doubt in the data; the same for the same files."""
    from kg import checks  # with all that a build needs

    known, parts = lists(project), [_PREAMBLE]
    for shows, heading in _PARTS.items():
        told = [
            _in_full(graph, one, sparql(one, known)) for one in tables(project) if queries.said(one, "shows") == shows
        ]
        parts += [f"## {heading}\n", *told]
    return "\n".join([*parts, "## What the checks doubt\n", *_doubts(project, checks.check(project))])


def _in_short(graph: Engine, asked: Query, question: str) -> str:
    title, rest = asked.title["en"], f"  … kg stats {asked.name}"
    if _lists_gaps(asked):
        found = gaps(graph.select(question.rpartition("\nORDER BY ")[0]))  # faster unsorted, and sorted here anyway
        rows = [f"  {gap.key}  {_some(gap.files) or gap.words}" for gap in found[: _FEW_GAPS + 1]]
        title, few = f"{title}: {len(found):,}", _FEW_GAPS
    else:
        rows = [f"  {line}" for line in results.as_table(graph, f"{question}\nLIMIT {_FEW_ROWS + 1}").splitlines()[:-1]]
        few = _FEW_ROWS + 2  # with the names of the columns and the line below
    return "".join(f"{line}\n" for line in [title, *rows[:few], *([rest] if len(rows) > few else [])])


def _in_full(graph: Engine, asked: Query, question: str) -> str:
    title = f"### {asked.title['en']} / {asked.title['zh']}\n\n{asked.description['en']}\n\n"
    more = f"kg stats {asked.name}"
    if _lists_gaps(asked):
        return title + _listed([_bullet(gap) for gap in gaps(graph.select(question))], more)
    head, rule, *rows = results.as_markdown(graph, f"{question}\nLIMIT {WHOLE + 1}").splitlines()
    if not rows:
        return f"{title}None.\n"
    rest = ["", f"These are the first {BEGINNING}; `{more}` prints all."] if len(rows) > WHOLE else []
    return title + "".join(f"{line}\n" for line in [head, rule, *(rows[:BEGINNING] if rest else rows), *rest])


def _bullet(gap: Gap) -> str:
    files = ", ".join(f"`{file}`" for file in gap.files[:_FEW_FILES])
    return f"- `{gap.key}` {_plain(gap.words)}" + (f": {files}" if files else "") + _more(gap.files)


def _listed(lines: list[str], whole: str) -> str:
    """A list with its length, or its beginning and the command that prints it whole."""
    if len(lines) <= WHOLE:
        return "".join(f"{line}\n" for line in ([f"{len(lines)} in all.\n", *lines] if lines else ["None."]))
    head = f"{len(lines):,} in all, of which these are the first {BEGINNING}; `{whole}` prints all.\n"
    return "".join(f"{line}\n" for line in [head, *lines[:BEGINNING]])


def _doubts(project: Project, findings: list[Finding]) -> Iterator[str]:
    """The findings by rule, each with its place."""
    if not findings:
        yield "None.\n"
    grouped = sorted(findings, key=lambda one: (one.severity, one.rule, one.remedy))
    for (severity, rule, remedy), together in groupby(grouped, key=lambda one: (one.severity, one.rule, one.remedy)):
        lines = [f"- `{_place(project, one)}` {_plain(one.what)}" for one in together]
        yield (
            f"### {severity}: {rule}\n\nWhat to do: {_plain(remedy)}.\n\n{len(lines)} in all.\n\n"
            + "\n".join(lines)
            + "\n"
        )


def _place(project: Project, finding: Finding) -> str:
    root, path = project.data.resolve().parent, Path(finding.file).resolve()
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else finding.file
    return f"{file}:{finding.line}" if finding.line else file


def _sources(project: Project) -> Iterator[str]:
    """Each source with its folder and its file, as rows of VALUES."""
    for path in sorted(project.sources.rglob("*.yaml")):
        if ID.fullmatch(path.stem):  # no other name is a source's
            folder = path.parent.relative_to(project.sources).as_posix()
            file = path.relative_to(project.data.parent).as_posix()
            yield f"({thing('source', path.stem)} {literal(folder)} {literal(file)})"


def _countries(project: Project) -> Iterator[str]:
    """Each country's code and English name, as rows of VALUES."""
    for code, row in sorted(authority.load(project.data / "authority").countries.items()):
        yield f"({literal(code)} {literal(row['en'])})"


def _lists_gaps(asked: Query) -> bool:
    return queries.said(asked, "shows") == "gaps"


def _cell(value: Value) -> str:
    return short(iri(value)) if isinstance(value, Iri) else "" if value is None else " ".join(str(value).split())


def _some(files: list[str]) -> str:
    return ", ".join(files[:_FEW_FILES]) + _more(files)


def _more(files: list[str]) -> str:
    return f" and {len(files) - _FEW_FILES} more" if len(files) > _FEW_FILES else ""


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(words.split()))
