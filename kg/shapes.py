"""What the consensus must look like, by ``ontology/shapes.ttl``: the one place that knows the SHACL engine.

The engine reads SHACL Core as the W3C tests ask for, but says nothing of a rule that is itself ill-formed; the tests
hold its findings equal to another engine's and have that one judge the rules.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import KGError

if TYPE_CHECKING:
    import shacl


class Violation(NamedTuple):
    """A node that breaks a rule. ``focus``, ``path``, ``value`` and ``shape`` are terms of N-Triples; where a rule
    names no value or the path is a longer one, the text is empty or a property path of SPARQL."""

    focus: str
    path: str
    value: str
    message: str
    severity: str
    shape: str


def violations(data: Path | str, shapes: Path) -> list[Violation]:
    """All that breaks a rule, in order: of a file of Turtle or N-Triples, or of N-Triples as a text.

    The message is the first that the rule has. KGError where the rules cannot be read or there are none.
    """
    rules = _rules(shapes)
    try:
        report = rules.validate_file(str(data)) if isinstance(data, Path) else rules.validate_text(data, "ntriples")
    except (ValueError, OSError) as error:
        place = str(data) if isinstance(data, Path) else "graph"
        raise KGError(place, f"cannot be checked, {error}", "build the graph again (kg build)") from error
    return sorted(
        {
            Violation(
                r.focus_node,
                r.path or "",
                r.value or "",
                r.message or "",
                r.severity,
                r.root_shape or r.source_shape or "",
            )
            for r in report.results
        }
    )


def _rules(shapes: Path) -> "shacl.Shapes":
    try:
        import shacl
    except ImportError as error:
        what, remedy = "no SHACL engine for this machine", "run it on Linux with x86-64, on macOS or on Windows"
        raise KGError("kg check", what, remedy) from error
    try:
        rules = shacl.Shapes.from_file(str(shapes))
    except (ValueError, OSError) as error:
        raise KGError(str(shapes), f"broken rules, {error}", "mend the file") from error
    if not len(rules):
        raise KGError(str(shapes), "there is no rule in it", "restore the file")
    return rules
