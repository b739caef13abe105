"""What engines cannot answer as the others do: the exact list of it, and forms of SPARQL that questions avoid for that.

``tests/test_engines.py`` asks for all of it: what starts to work leaves the list, what stops working comes into it.
"""

from typing import NamedTuple

# What each engine cannot answer as the others do: the names of questions and forms, and what it says instead.
CANNOT: dict[str, dict[str, str]] = {
    "Oxigraph": {},
    "rdflib": {},
    "Virtuoso": {
        "computed-truth": "other rows",
        "first-and-last-text": "other rows",
        "parts-of-texts": "other rows",
        "reachable": "TN...: Exceeded 1000000000 bytes in transitive temp memory",
        "sum-of-counts-as-order": "SP031: SPARQL compiler: Variable ?m is used in the result set outside aggregate",
        "variable-of-another-optional": "other rows",
    },
    "Jena": {},
}


class Form(NamedTuple):
    """A form of SPARQL that is right and that questions avoid all the same, and what they say instead."""

    words: str
    instead: str
    sparql: str


FORMS = {
    "computed-truth": Form("a truth value that is computed", "`xsd:boolean(…)`, `VALUES`", "SELECT (1 = 1 AS ?x) {}"),
    "first-and-last-text": Form(
        "the least and the greatest of some texts",
        "`MIN(STR(…))`",
        "SELECT (MIN(?start) AS ?first) (MAX(?start) AS ?last)"
        " { VALUES ?event { event:wlic-2005 event:silf-2002 } ?event lc:startDate ?start }",
    ),
    "parts-of-texts": Form(
        "a text compared with a part of another",
        "`STR(…)` on both sides",
        "SELECT (COUNT(*) AS ?n) { event:silf-2002 lc:earliest ?day . ?agreement lc:signedOn ?signed ."
        " FILTER (?signed >= SUBSTR(STR(?day), 1, STRLEN(?signed))) }",
    ),
    "reachable": Form(
        "all that a path of two steps reaches",
        "a number of steps",
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { institution:national-library-of-china (^lc:party/lc:party)+ ?x }",
    ),
    "sum-of-counts-as-order": Form(
        "rows in the order of a sum of counts",
        "counts in a sub-select",
        "SELECT ?x (COUNT(?a) AS ?n) (COUNT(?b) AS ?m) { VALUES (?x ?a ?b) { (1 1 1) (2 1 UNDEF) } }"
        " GROUP BY ?x ORDER BY DESC(?n + ?m)",
    ),
    "variable-of-another-optional": Form(
        "`COALESCE` of a variable of another `OPTIONAL`",
        "`!BOUND(…)` or the comparison",
        "SELECT DISTINCT ?country { event:silf-2002 lc:place ?city . OPTIONAL { ?city lc:country ?land }"
        " OPTIONAL { event:silf-2002 lc:country ?country . FILTER (COALESCE(?country = ?land, true)) } }",
    ),
}
PREFIXES = "PREFIX lc: <https://w3id.org/libcoop/ontology#>\n" + "".join(
    f"PREFIX {kind}: <https://w3id.org/libcoop/id/{kind}/>\n" for kind in ("event", "institution")
)
