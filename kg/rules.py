"""What follows from the consensus: each ``queries/rules/*.rq`` makes statements, in the order of the files' names."""

import re
from collections.abc import Iterable
from pathlib import Path

from kg import engine
from kg.errors import KGError
from kg.project import shown
from kg.terms import LC, PREFIXES, Triple

_NAME = re.compile(r"\blc:(\w+)")


def derived(facts: Iterable[Triple], folder: Path) -> list[Triple]:
    """The statements that the rules of a folder make of the facts; a rule sees what those before it made.

    Only facts whose predicate some rule names are given to the engine, so a rule names its predicates by ``lc:``.
    """
    paths = sorted(folder.glob("*.rq"))
    rules = [path.read_text("utf-8") for path in paths]
    wanted = {f"<{LC}{local}>" for rule in rules for local in _NAME.findall(rule)} | {f"<{PREFIXES['rdf']}type>"}
    store = engine.in_memory()
    known = {fact for fact in facts if fact[1] in wanted}
    store.add(known)
    made: set[Triple] = set()
    for path, rule in zip(paths, rules, strict=True):
        try:
            new = set(store.construct(rule)) - known - made
        except KGError as error:
            raise KGError(shown(path), f"this is no rule, {error}", "write CONSTRUCT { … } WHERE { … }") from error
        store.add(new)
        made |= new
    return sorted(made)
