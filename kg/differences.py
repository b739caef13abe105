"""What has changed between two graphs: facts of the consensus for people, statements of all graphs for machines.

``kg.nq`` is sorted, so two of them are merged thing by thing, and memory holds one thing at a time.
"""

import csv
import gzip
import io
import re
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TextIO

from kg import dump, engine, queries, things
from kg.errors import KGError
from kg.ontology import Vocabulary
from kg.terms import ID, is_iri, language, name, short, thing, value

Lines = list[str]
Statement = tuple[str, str, str]  # predicate, object, graph

# A line of our N-Quads (RDF 1.1 N-Quads, grammar): predicate, object, graph.
_LINE = re.compile(r'<[^>]*> (<[^>]*>) (<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) (?:(<[^>]*>) )?\.\n')
_NAMES = ("kg.nq", "kg.nq.gz")
_LABEL = name("rdfs:label")
_LABELS = (_LABEL, name("skos:prefLabel"), name("skos:altLabel"))
_CLAIM, _SOURCE, _DERIVED = f"<{ID}claim/", f"<{ID}source/", thing("graph", "derived")
COLUMNS = ("change", "thing", "property", "language", "before", "after", "sources")


class Change(NamedTuple):
    """A fact that was ``added``, ``removed`` or ``changed``, in terms; what is not there is an empty text.

    ``sources`` state the new value, of a removed one the old; ``derived`` where a rule made it.
    """

    kind: str
    thing: str
    property: str
    before: str
    after: str
    sources: tuple[str, ...]


def graph(place: Path) -> Path:
    """The N-Quads of a release, of a build's folder, or that file itself; KGError where there are none."""
    for path in (place, *(place / folder / file for folder in ("", "current") for file in _NAMES)):
        if path.is_file():
            return path
    raise KGError(str(place), "there is no graph", "name a release, a folder of builds, or a file kg.nq or kg.nq.gz")


def lines(path: Path) -> Iterator[str]:
    """The lines of sorted N-Quads, packed or not; KGError where the file is broken or in another order."""
    last = ""
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                if line <= last:
                    raise KGError(f"{path}:{number}", "the lines are not sorted and unique", "use LC_ALL=C sort -u")
                yield line
                last = line
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise KGError(str(path), f"cannot be read, {error}", "fetch or build it anew") from error


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")


def by_thing(before: Iterable[str], after: Iterable[str]) -> Iterator[tuple[str, Lines, Lines]]:
    """Each thing whose statements differ, with its lines in both graphs, in the order of the alphabet."""
    olds, news = groupby(before, _subject), groupby(after, _subject)
    end = ("", iter(()))
    old, new = next(olds, end), next(news, end)
    while old[0] or new[0]:
        subject = min(filter(None, (old[0], new[0])))
        lost, found = (list(each[1]) if each[0] == subject else [] for each in (old, new))
        if lost != found:
            yield subject, lost, found
        # Only now, since a group of groupby is gone once the next is asked for.
        old = next(olds, end) if old[0] == subject else old
        new = next(news, end) if new[0] == subject else new


def _subject(line: str) -> str:
    return line[: line.index(" ")] if " " in line else line


def patch(differences: Iterable[tuple[str, Lines, Lines]]) -> Iterator[str]:
    """The lines of an RDF Patch that makes the one graph of the other: deletions (D), then additions (A), by thing."""
    yield "TX .\n"
    for _, before, after in differences:
        kept = {*before} & {*after}
        yield from (f"D {line}" for line in before if line not in kept)
        yield from (f"A {line}" for line in after if line not in kept)
    yield "TC .\n"


def changes(differences: Iterable[tuple[str, Lines, Lines]]) -> Iterator[Change]:
    """The facts of the consensus that differ; one value in the place of another (of its language) is one change."""
    for subject, before, after in differences:
        old, new = [_read(line) for line in before], [_read(line) for line in after]
        lost, found = _values(old, new), _values(new, old)
        for key in sorted({*lost, *found}):
            gone, come = lost.get(key, []), found.get(key, [])
            if len(gone) == len(come) == 1:
                yield Change("changed", subject, key[0], gone[0], come[0], _sources(new, key[0], come[0]))
                continue
            for o in gone:
                yield Change("removed", subject, key[0], o, "", _sources(old, key[0], o))
            for o in come:
                yield Change("added", subject, key[0], "", o, _sources(new, key[0], o))


def _read(line: str) -> Statement:
    if not (found := _LINE.fullmatch(line)):
        raise KGError(line[:60].strip(), "is no line of N-Quads", "fetch or build the graph anew")
    return found[1], found[2], found[3] or ""


def _values(these: Iterable[Statement], others: Iterable[Statement]) -> Mapping[tuple[str, str], list[str]]:
    """Property and language -> the values that the consensus of these has and that of the others has not."""
    agreed, known = ({(p, o) for p, o, g in each if g in ("", dump.CONSENSUS)} for each in (these, others))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for p, o in sorted(agreed - known):
        found[p, language(o)].append(o)
    return found


def _sources(statements: list[Statement], predicate: str, o: str) -> tuple[str, ...]:
    """Who states a fact; what one source gives as the name may be another name in the consensus."""
    same = _LABELS if predicate in _LABELS else (predicate,)
    stated = sorted({g for p, v, g in statements if v == o and p in same and (g.startswith(_SOURCE) or g == _DERIVED)})
    return tuple("derived" if g == _DERIVED else short(g) for g in stated)


def told(before: Path, after: Path, form: str, vocabulary: Vocabulary) -> tuple[str, dict[str, int]]:
    """The differences as ``text``, ``csv`` or ``patch``, and how many there are of each kind."""
    differences = by_thing(lines(graph(before)), lines(graph(after)))
    if form == "patch":
        rows = list(patch(differences))
        signs = Counter(row[0] for row in rows)
        return "".join(rows), {"statements added": signs["A"], "statements removed": signs["D"]}
    found = list(changes(differences))
    kinds = Counter(change.kind for change in found)
    counts = {f"facts {kind}": kinds[kind] for kind in ("added", "removed", "changed")}
    if form == "csv":
        return "".join(table(found)), counts
    worded = [sentence(change, vocabulary) for change in found if not _follows(change)]
    return "".join(worded), counts | {"in CSV only": len(found) - len(worded)}


def _follows(change: Change) -> bool:
    """Whether another sentence tells it: a label is a name or made of names, a claim is that of a disagreement."""
    return change.property == _LABEL or change.thing.startswith(_CLAIM)


def sentence(change: Change, vocabulary: Vocabulary) -> str:
    """A change as people say it: ``event/…: start 2023-07-24 → 2023-07-25 (source/…)``."""
    label = vocabulary.labels.get(change.property, {}).get("en") or short(change.property)
    tag = language(change.after or change.before)
    words = f"{_shown(change.before)} → {_shown(change.after)}" if change.kind == "changed" else ""
    words = words or f"{change.kind}: {_shown(change.before or change.after)}"
    stated = f" ({', '.join(change.sources)})" if change.sources else ""
    return f"{short(change.thing)}: {label}{f' @{tag}' if tag else ''} {words}{stated}\n"


def _shown(term: str) -> str:
    return short(term) if is_iri(term) else " ".join(value(term).split())


def table(found: Iterable[Change]) -> Iterator[str]:
    """The changes as lines of CSV under :data:`COLUMNS`, with whole IRIs; several sources with a bar between."""
    yield _row(COLUMNS)
    for change in found:
        before, after = (value(term) if term else "" for term in (change.before, change.after))
        tag = language(change.after or change.before)
        ends = (before, after, " | ".join(change.sources))
        yield _row((change.kind, value(change.thing), value(change.property), tag, *ends))


def _row(cells: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


class Answer(NamedTuple):
    """How the answer to a question differs: rows that came and rows that went."""

    question: str
    come: int
    gone: int


def questions(before: Path, after: Path, folder: Path) -> tuple[str, dict[str, int]]:
    """A line for each question of a folder whose answer differs, and how many there are."""
    found = list(answers(graph(before), graph(after), folder))
    text = "".join(f"{answer.question}: rows added: {answer.come}, removed: {answer.gone}\n" for answer in found)
    return text, {"questions with another answer": len(found)}


def answers(before: Path, after: Path, folder: Path) -> Iterator[Answer]:
    """The questions of a folder whose rows, with their default parameters, are not the same in both graphs.

    A question about a thing that a graph does not know has no rows there. One graph is in memory at a time.
    """
    old, new = _rows(before, folder), _rows(after, folder)
    for question, rows in old.items():
        if rows != new[question]:
            yield Answer(question, (new[question] - rows).total(), (rows - new[question]).total())


def _rows(path: Path, folder: Path) -> dict[str, Counter[str]]:
    with _unpacked(path) as plain:
        store = engine.in_memory(plain)
    return {one: _answered(store, queries.load(folder, one)) for one in queries.names(folder)}


def _answered(store: engine.Engine, question: queries.Query) -> Counter[str]:
    try:
        sparql = things.bound(store, question, {})
    except KGError:  # it is about a thing that is not there
        return Counter()
    return Counter(
        repr([(type(cell).__name__, cell, getattr(cell, "language", "")) for cell in row])
        for row in store.select(sparql).rows
    )


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    if path.suffix != ".gz":
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "kg.nq"
        with plain.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines(path))
        yield plain
