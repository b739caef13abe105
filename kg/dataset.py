"""All that the sources claim, gathered by thing: the statements of every file with the source that makes them."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from kg.consensus import Claim, Origin
from kg.errors import Finding, SourceErrors
from kg.mapping import Mapper
from kg.records import Document
from kg.terms import Triple


class Claims(NamedTuple):
    """``by_subject``: every claim, by the thing it is about; ``described``: the sources' own descriptions, which
    no claim graph holds; ``origins``: what weighing needs of them; ``replaced``: retired ids and their successors."""

    by_subject: dict[str, list[Claim]]
    described: list[Triple]
    origins: dict[str, Origin]
    replaced: dict[str, str]


@contextmanager
def without_collector() -> Iterator[None]:
    """No cyclic collector, which would walk millions of live tuples again and again: half of the time of a build."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@without_collector()
def gather(documents: Iterable[Document], mapper: Mapper) -> Claims:
    """The claims of all documents; SourceErrors with every finding where there is one."""
    claims = Claims(defaultdict(list), [], {}, {})
    findings: list[Finding] = []
    seen: dict[tuple[str, str], str] = {}
    for document in documents:
        findings += document.findings
        findings += _repeated(document, seen)
        if not findings:
            _add(claims, document, mapper)
    if findings:
        raise SourceErrors(findings)
    return claims


def joined(claims: Claims, more: dict[str, list[Claim]]) -> Claims:
    """The claims, and more of them about the same things."""
    by_subject = claims.by_subject | {subject: [*claims.by_subject[subject], *said] for subject, said in more.items()}
    return claims._replace(by_subject=by_subject)


def statements(document: Document, mapper: Mapper) -> tuple[list[Triple], list[Triple]]:
    """What a document states, and how it is described itself."""
    said: list[Triple] = []
    for node in document.nodes:
        mapper.statements(node, said)
    described: list[Triple] = []
    mapper.statements(document.source, described)
    return said, described


def _add(claims: Claims, document: Document, mapper: Mapper) -> None:
    said, described = statements(document, mapper)
    source = mapper.iri(document.source["id"])
    for s, p, o in dict.fromkeys(said):
        claims.by_subject[s].append((p, o, source))
    claims.described.extend(dict.fromkeys(described))
    publisher = document.source.get("publisher", "")
    term = mapper.iri(publisher["id"]) if isinstance(publisher, dict) else publisher
    claims.origins[source] = Origin(term, document.source.get("published", ""))
    claims.replaced.update({mapper.iri(old): mapper.iri(new) for old, new in document.replaced.items()})


def _repeated(document: Document, seen: dict[tuple[str, str], str]) -> list[Finding]:
    """What may stand in one file only: a source's name and address; and an id names one kind of thing everywhere."""
    found = []
    for rule, value in (("slug", document.source["id"]), ("address", document.source.get("url", ""))):
        if value and (first := seen.setdefault((rule, value), document.file)) != document.file:
            record = document.where.get(document.source["id"])
            at = record.places.get("url", record.at) if record and rule == "address" else (1, 1)
            words = (f"{value} is the source of {first} already", "merge the two files, or mend the address")
            if rule == "slug":
                words = (f"there is {first} already", "give the file another name")
            found.append(Finding(document.file, *at, f"same-{rule}", value, *words))
    for node in document.nodes:
        kind, _, key = node["id"].partition("/")
        if kind == "membership":
            continue
        first = seen.setdefault(("file", key), document.file)
        if (other := seen.setdefault(("id", key), kind)) != kind and first != document.file:
            words = (f"{key} is {kind} here and {other} in {first}", "give one of them another id")
            found.append(Finding(document.file, *document.where[node["id"]].at, "id", key, *words))
    return found
