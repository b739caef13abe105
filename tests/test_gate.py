"""What a query from outside may not hold is refused, and what only looks like it is not; parameters stay parameters."""

import itertools
import json
import re

import pytest

from kg import engine, gate, queries, things
from kg.errors import KGError
from kg.project import Project
from kg.tables import Table

HEAD = "PREFIX : <http://127.0.0.1:9/>\nPREFIX ex: <http://127.0.0.1:9/>\n"
AWAY = "<http://127.0.0.1:9/>"

# Each is read by the engine as a call of another server.
CALLS = [
    f"SELECT * {{ SERVICE {AWAY} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ sErViCe#c\n{AWAY} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICESILENT{AWAY}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ OPTIONAL {{ ?s ?p 1SERVICE{AWAY}{{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ OPTIONAL {{ ?s ?p trueSERVICE{AWAY}{{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ OPTIONAL {{ ?s ?p 1e5SERVICE{AWAY}{{ ?s ?p ?o }} }} }}",
    f"ASK {{ FILTER EXISTS {{ SERVICE {AWAY} {{ ?s ?p ?o }} }} }}",
    "SELECT * { SERVICE:a{ ?s ?p ?o } }",
    "SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "SELECT * { SERVICESILENTex:a#c\n{ ?s ?p ?o } }",
    f"SELECT * {{ ?s <http://x/\\u0041#> 'x' SERVICE {AWAY} {{ ?s ?p ?o }} }}",
    f"SELECT ('\\'' AS ?x) {{ SERVICE {AWAY} {{ ?s ?p ?o }} }}",
    f"SELECT ('''a''b'c''' AS ?x) {{ SERVICE {AWAY} {{ ?s ?p ?o }} }} # '''",
    f"SELECT * {{ VALUES ?x {{ '''a' }} SERVICE {AWAY} {{ ?s ?p ?o }} }}",
]
# To the engine, < compares here, # begins a comment, and a text does not begin.
COMPARISONS = [
    f'SELECT * {{ FILTER(2<#>"""\n 5)SERVICE {AWAY} {{ ?s ?p ?o }} #"""\n}}',
    f"SELECT * {{ FILTER(?x<'>'||true)SERVICE {AWAY} {{ ?s ?p ?o }} #'\n}}",
    f'SELECT * {{ BIND(ex:a<ex:b#>"""\n AS ?x)SERVICE {AWAY} {{ ?s ?p ?o }} #"""\n}}',
]

REFUSED = [
    *((sparql, "SERVICE asks another server") for sparql in CALLS),
    *((sparql, "read as an IRI and as a comparison") for sparql in COMPARISONS),
    (f"SELECT * FROM {AWAY} {{ ?s ?p ?o }}", "FROM reads no other"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM reads no other"),
    (f"ASKFROM{AWAY}{{ ?s ?p ?o }}", "FROM reads no other"),
    (f"SELECT * FROM NAMED {AWAY} {{ GRAPH ?g {{ ?s ?p ?o }} }}", "FROM reads no other"),
    *(
        (f"{word.lower()} {{ <x:s> <x:p> <x:o> }}", f"{word} changes data")
        for word in "INSERT DELETE LOAD CLEAR DROP CREATE COPY MOVE ADD WITH USING".split()
    ),
    ("ASK { ?s ?p ?x FILTER(?x<9)FILTER(?x>1) }", "read as an IRI and as a comparison"),
    ("ASK { \\u0053ERVICE <x:s> {} }", "write the letter itself"),
    *((f"ASK {opened * 201}", "more than 200 brackets") for opened in "({["),
    ("ASK " + "{(" * 101, "more than 200 brackets"),
    ("SELECT * { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }", "SELECT inside GRAPH"),
    ("SELECT * { graph#c\n$g{select*{ ?s ?p ?o } } }", "SELECT inside GRAPH"),
    ("SELECT * { GRAPH ?g { OPTIONAL { GRAPH <x:g> { { ?s ?p ?o MINUS { ?a ?b ?c } } } } } }", "MINUS inside GRAPH"),
    ("SELECT * { GRAPH ?g { ?s ?p true MINUS { ?a ?b ?c } } }", "MINUS inside GRAPH"),
    ("SELECT * { GRAPH ?g { VALUES ?s { <x:s> } } }", "VALUES inside GRAPH"),
    ("SELECT * { OPTIONAL { ?s ?p trueGRAPH?g{VALUES?s{1}} } }", "VALUES inside GRAPH"),
    ("SELECT * { GRAPH ?g { FILTER (BOUND(?g)) } }", "?g in an expression"),
    ("SELECT * { GRAPH ?g { ?s ?p ?o OPTIONAL { ?s ?p ?g } } }", "?g in an expression"),
    ("SELECT * { GRAPH $g { { ?s ?p ?o } UNION { ?s ?p 1 BIND(?g AS ?x) } } }", "?g in an expression"),
    ("SELECT * { GRAPH ?g { ?s ?p trueOPTIONAL{ { ?g ?p ?o } } } }", "?g in an expression"),
    ("SELECT * { graph?g{ ?s ?p ?o FILTER NOT EXISTS { GRAPH ?h { ?s ?p $g } } } }", "?g in an expression"),
    ("SELECT * { GRAPH ?g { GRAPH ?h { ?s ?p ?o FILTER(?g != ?s) } } }", "?g in an expression"),
]

PASSED = [
    'SELECT ?SERVICE $from { ?SERVICE ex:SERVICE \'SERVICE <x:y> {\', """FROM "it" """ } # SERVICE <x:y> {',
    "PREFIX service: <http://x/> SELECT * { GRAPH service:g { ?s service:from service:load, <x:SERVICE> } }",
    "ASK { ?s ?p _:service . ?s ex:a.service 'x'@service, 'it\\'s SERVICE', ex:with\\#drop }",
    "ASK { ?s ?p 'SERVICE <x:y> {' ; ?q '''\nFROM '' ' \\''' INSERT''' }",
    "SELECT (MIN(?x) AS ?minus) { ?s <http://x/#values> ?x FILTER(?x<9&&?x>1) FILTER(?x < 9)FILTER(?x > 1) }",
    "SELECT * { VALUES (?x ?y) { (<http://x/#a> <http://x/#b>) (UNDEF 1) } }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT * { GRAPH ?g { ?s ?p ?o } MINUS { ?s <x:q> ?o } VALUES ?s { <x:s> } { SELECT * { ?s ?p ?o } } }",
    "SELECT * { GRAPH <x:g> { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } } GRAPH ex:g { ?s ?p ?o MINUS { ?s ?p 1 } } }",
    "SELECT * { GRAPH ?g { ?g ?p ?o . ?s ?q ?g OPTIONAL { ?s ?p ?x FILTER(?x != ?o) } } FILTER(?g != <x:g>) }",
    "SELECT * { GRAPH ?g { { ?s ?p ?g } UNION { ?g ?p ?s } } OPTIONAL { ?s ?p ?g } GRAPH ex:g { FILTER(?g > 1) } }",
    "SELECT (COUNT(?g) AS ?n) { FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } BIND(?g AS ?h) }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE <x:s>",
    f"ASK {{ FILTER({'(' * 198}1{')' * 198}) }}",
    "ASK {" + "FILTER((1 + 1) = 2) " * 500 + "}",
]


@pytest.fixture(scope="module")
def graphs() -> engine.Engine:
    """Three statements of two sources."""
    return engine.in_memory(b"<x:s> <x:p> <x:o> <x:g> .\n<x:t> <x:p> <x:o> <x:g> .\n<x:s> <x:p> <x:o> <x:h> .\n")


@pytest.mark.parametrize(("sparql", "told"), REFUSED)
def test_what_is_refused(sparql: str, told: str) -> None:
    """One line names the line of the query, what is wrong, and what to do."""
    with pytest.raises(KGError) as refused:
        gate.passed(HEAD + sparql)
    assert told in str(refused.value)
    assert re.fullmatch(r"query:[3-5]:\d+: [^\n]+; [^\n]+", str(refused.value))


@pytest.mark.parametrize("sparql", [*CALLS, *COMPARISONS])
def test_what_is_refused_is_a_query(sparql: str, graphs: engine.Engine) -> None:
    """The engine would take it, and be stopped by nothing but its own refusal of port 9; so the gate is needed."""
    told = ""
    try:
        graphs.select(HEAD + sparql)
    except KGError as error:
        told = str(error)
    assert "no SPARQL" not in told


@pytest.mark.parametrize("sparql", PASSED)
def test_what_only_looks_like_it_passes(sparql: str, graphs: engine.Engine) -> None:
    """Comments, texts, IRIs, variables and prefixed names are none of the gate's business, and the engine agrees."""
    gate.passed(HEAD + sparql)
    assert isinstance(graphs.select(HEAD + sparql), Table)


def test_our_own_questions_pass(mini: Project) -> None:
    """A file that comes with us can be copied and asked as one's own."""
    files = sorted(mini.queries.rglob("*.rq"))
    assert len(files) > 20
    for path in files:
        gate.passed(path.read_text("utf-8"))


WRONG = {
    "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }": (
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        {("x:g", 2), ("x:h", 1)},
    ),
    "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o MINUS { ?a <x:p> ?b } } }": (
        "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o FILTER NOT EXISTS { ?s <x:q> ?b } } }",
        {("x:g", "x:s"), ("x:g", "x:t"), ("x:h", "x:s")},
    ),
    "SELECT ?g ?s { GRAPH ?g { VALUES ?s { <x:t> } } }": (
        "SELECT ?g ?s { VALUES ?s { <x:t> } GRAPH ?g {} }",
        {("x:g", "x:t"), ("x:h", "x:t")},
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_the_engine_is_wrong_where_the_gate_says_so(wrong: str, graphs: engine.Engine) -> None:
    """The safe form is right and the refused one is not; when an engine mends that, the rule can go."""
    safe, right = WRONG[wrong]
    gate.passed(safe)
    assert set(graphs.select(safe).rows) == right
    assert set(graphs.select(wrong).rows) != right
    with pytest.raises(KGError, match="answered wrongly"):
        gate.passed(wrong)


@pytest.mark.parametrize("inside", ["FILTER(BOUND(?g))", "OPTIONAL { ?s ?p ?g }"])
def test_the_engine_binds_a_graph_too_early(inside: str, graphs: engine.Engine) -> None:
    """By SPARQL these have no rows (W3C: graph-variable-scope, graph-optional); outside they may stand."""
    refused = f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o {inside} }} }}"
    assert len(graphs.select(refused).rows) == 3
    with pytest.raises(KGError, match="outside"):
        gate.passed(refused)
    gate.passed(f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} {inside} }}")


def hostile_values() -> list[str]:
    """Two hundred values that would be code if they were pasted."""
    openings = [
        "",
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        '\\"',
        "<",
        ">",
        "}",
        "{",
        ")",
        "\n",
        "\r\n",
        "\u2028",
        "$thing",
        "#",
        "@en",
    ]
    middles = [
        " } UNION { ?s ?p ?o",
        " . ?a ?b ?c .",
        " SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        '"@en ; <x:p> "',
        ") || (1 = 1",
        "> } # ",
        "; DROP ALL ;",
        "' UNION SELECT",
        "\\u0022 } #",
        "?words",
        "^^<x:t> }",
        "💥{{}}",
    ]
    return [a + b for a, b in itertools.product(openings, middles)][:200]


def test_a_text_stays_a_text(graphs: engine.Engine) -> None:
    """Two hundred values come back as they are, in one row, and the gate sees no more than a text."""
    types = {"words": {"type": "text"}, "thing": {"type": "text", "default": '" } evil'}}
    text = f"#+ parameters: {json.dumps(types)}\nSELECT ($words AS ?is) ($thing AS ?other) {{}}"
    asked = queries.read("-e", text, "-e")
    values = hostile_values()
    assert len(set(values)) == 200
    for value in values:
        sparql = queries.bound(asked, {"words": value}, lambda kind, words: f"<x:{kind}{words}>")
        gate.passed(sparql)
        assert graphs.select(sparql).rows == [(value, '" } evil')]


def test_no_other_parameter_takes_such_a_value(graphs: engine.Engine) -> None:
    """A thing, a year or a number is none of the two hundred: each is an error, and no query is made."""
    for kind in ("institution", "country", "thing", "year", "number"):
        asked = queries.read("-e", f'#+ parameters: {{"x": {{"type": "{kind}"}}}}\nASK {{ $x ?p ?o }}', "-e")
        for value in hostile_values():
            with pytest.raises(KGError):
                queries.bound(asked, {"x": value}, lambda kind, words: things.find(graphs, kind, words))
