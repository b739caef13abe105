"""Sixty queries that want more than they should have, and tasks that try what a worker may not do."""

import os
import resource
import signal
import socket
from pathlib import Path

ALL = "?s{0} ?p{0} ?o{0} ."
SLOW = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(ALL.format(i) for i in range(5))} }}"


def _cross(count: int, what: str = "(COUNT(*) AS ?n)", tail: str = "") -> str:
    return f"SELECT {what} {{ {' '.join(ALL.format(i) for i in range(count))} }} {tail}"


def _nested(count: int, opening: str, closing: str, inner: str) -> str:
    return f"ASK {{ {opening * count}{inner}{closing * count} }}"


def _doubled(times: int) -> str:
    steps = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('abcdefgh' AS ?x0) {steps} }}"


def _listed(count: int, size: int) -> str:
    values = " ".join(map(str, range(size)))
    lists = " ".join(f"VALUES ?v{i} {{ {values} }}" for i in range(count))
    return f"SELECT (COUNT(*) AS ?n) {{ {lists} }}"


def _joins() -> dict[str, str]:
    return {
        "cross join of 3": _cross(3),
        "cross join of 4": _cross(4),
        "cross join of 6": _cross(6),
        "cross join, all rows": _cross(4, "*"),
        "cross join, distinct": _cross(3, "DISTINCT *"),
        "cross join, distinct count": _cross(3, "(COUNT(DISTINCT *) AS ?n)"),
        "cross join, grouped": _cross(3, "?s0 ?s1 (COUNT(*) AS ?n)", "GROUP BY ?s0 ?s1"),
        "cross join, concatenated": _cross(3, "(GROUP_CONCAT(?o0) AS ?n)"),
        "cross join, ordered": _cross(3, "*", "ORDER BY ?o0 ?o1 ?o2"),
        "cross join, ordered, few kept": _cross(3, "*", "ORDER BY RAND() LIMIT 1"),
        "cross join, far away": _cross(4, "*", "OFFSET 1000000000000 LIMIT 1"),
        "cross join, filtered": _cross(3).replace("} ", "FILTER(?o0 = ?o1 && STRLEN(STR(?o2)) > 100000) } "),
        "cross join in statements": f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} {{ {' '.join(ALL.format(i) for i in range(3))} }}",
        "unequal pairs": "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x != ?y && ?y != ?z) }",
        "graphs crossed": "SELECT (COUNT(*) AS ?n) { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?t ?q ?u } GRAPH ?c {} }",
        "8 lists of 20": _listed(8, 20),
        "12 lists of 10": _listed(12, 10),
        "optional cross join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f } OPTIONAL { ?g ?h ?i } }",
        "exists for each": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER EXISTS { ?g ?h ?i FILTER(?i=?c) }}",
        "minus of a cross join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c MINUS { ?a ?e ?f . ?g ?h ?i . ?j ?k ?l } }",
    }


def _deep() -> dict[str, str]:
    return {
        "5,000 parentheses": _nested(5000, "", "", f"FILTER({'(' * 5000}1{')' * 5000})"),
        "201 parentheses": f"ASK {{ FILTER({'(' * 200}1{')' * 200}) }}",
        "100,000 open parentheses": "ASK { FILTER" + "(" * 100_000,
        "5,000 braces": _nested(5000, "{", "}", "?s ?p ?o"),
        "2,000 sub-selects": _nested(2000, "{ SELECT * {", "} }", "?s ?p ?o"),
        "400 nested lists": f"ASK {{ {'(' * 400}1{')' * 400} ?p ?o }}",
        "1,000 nested nodes": f"ASK {{ ?s ?p {'[ ?p ' * 1000}1{']' * 1000} }}",
        "1,000 nested optionals": _nested(1000, "OPTIONAL {", "}", "?s ?p ?o"),
        "150 nested optionals": _nested(150, "?s ?p ?o OPTIONAL {", "}", "?s ?p ?o"),
        "20,000 additions": f"SELECT ({'+'.join(['1'] * 20_000)} AS ?n) {{}}",
        "20,000 alternatives": f"ASK {{ FILTER({' || '.join(['false'] * 20_000)}) }}",
        "20,000 negations": f"ASK {{ FILTER({'!' * 20_000}true) }}",
        "20,000 unions": "ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * 20_000) + " }",
        "20,000 steps of a path": f"ASK {{ ?s {'/'.join(['<x:p>'] * 20_000)} ?o }}",
        "300,000 negations": f"ASK {{ FILTER({'!' * 300_000}true) }}",
        "nested functions": f"SELECT ({'STR(' * 500}1{')' * 500} AS ?n) {{}}",
    }


def _long() -> dict[str, str]:
    chain = " ".join(f"?x{i} ?p{i} ?x{i + 1} ." for i in range(2000))
    path = "(<x:a>|!<x:b>)"
    return {
        "400 optionals": "SELECT * { ?s ?p ?o " + " ".join(f"OPTIONAL {{ ?s ?p{i} ?o{i} }}" for i in range(400)) + " }",
        "200 optionals": "SELECT * { ?s ?p ?o " + " ".join(f"OPTIONAL {{ ?s ?p{i} ?o{i} }}" for i in range(200)) + " }",
        "2,000 chained patterns": f"SELECT * {{ {chain} }}",
        "2,000 chained patterns counted": f"SELECT (COUNT(*) AS ?n) {{ {chain} }}",
        "paths both ways": f"SELECT (COUNT(*) AS ?n) {{ ?a {path}* ?b . ?b ^{path}* ?c . ?c {path}* ?d }}",
        "path of anything": f"SELECT (COUNT(*) AS ?n) {{ ?a ({path}|^{path})* ?b }}",
        "path of paths": f"SELECT (COUNT(*) AS ?n) {{ ?a (({path}*)*/({path}+)*)* ?b . ?c ({path}|^{path})+ ?d }}",
        "long path": "SELECT (COUNT(*) AS ?n) { ?a " + "/".join([f"({path}|^{path})"] * 12) + " ?b }",
        "back-tracking": "ASK { FILTER(REGEX('" + "a" * 5000 + "b', '^(a+)+$')) }",
        "back-tracking everywhere": "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '^(([a-z])+.)+[A-Z]([a-z])+$')) }",
        "repeated repetition": "ASK { FILTER(REGEX('a', '((((a{100}){100}){100}){100}){100}')) }",
        "pattern of a cross join": _cross(3).replace("} ", "FILTER(REGEX(CONCAT(STR(?o0), STR(?o1)), '(x+x+)+y')) } "),
        "doubled 40 times": _doubled(40),
        "replaced": "SELECT (REPLACE(REPLACE(?x, '', ?x), '', REPLACE(?x, '', ?x)) AS ?y) { BIND('"
        + "a" * 999
        + "' AS ?x) }",
        "huge order": _cross(3, "*", "ORDER BY " + " ".join(f"DESC(CONCAT(STR(?o{i}), STR(?s{i})))" for i in range(3))),
    }


def _abroad(port: int, file: Path) -> dict[str, str]:
    server, local = f"<http://127.0.0.1:{port}/>", f"<{file.as_uri()}>"
    return {
        "service": f"SELECT * {{ SERVICE {server} {{ ?s ?p ?o }} }}",
        "service, silent": f"SELECT * {{ SERVICESILENT{server}{{ ?s ?p ?o }} }}",
        "service in exists": f"ASK {{ FILTER EXISTS {{ sErViCe#c\n{server} {{ ?s ?p ?o }} }} }}",
        "service of a prefix": f"PREFIX : {server} SELECT * {{SERVICE:a{{?s ?p ?o}}}}",
        "service behind a comparison": f'ASK {{ FILTER(2<#>"""\n 5)SERVICE {server} {{ ?s ?p ?o }} #"""\n}}',
        "service of a file": f"SELECT * {{ SERVICE {local} {{ ?s ?p ?o }} }}",
        "from the server": f"SELECT * FROM {server} {{ ?s ?p ?o }}",
        "from a file": f"SELECT * FROM {local} {{ ?s ?p ?o }}",
        "from a named file": f"SELECT * FROM NAMED {local} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "load": f"LOAD {local}",
    }


def queries(port: int, file: Path) -> dict[str, str]:
    """The queries by name; ``port`` listens at this machine, and ``file`` holds statements of its own."""
    return _joins() | _deep() | _long() | _abroad(port, file)


def large(size: int) -> str:
    """A text of so many letters."""
    return "é" * size


def raw() -> bytes:
    """Every byte there is."""
    return bytes(range(256))


def limits() -> str:
    """What this process may use: bytes of addresses, seconds of the processor, bytes of a dump."""
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    return " ".join(str(resource.getrlimit(kind)[0]) for kind in kinds)


def greedy(size: int) -> str:
    """Take memory."""
    return str(len(bytearray(size)))


def connect(port: int) -> str:
    """Call a server of this machine."""
    with socket.create_connection(("127.0.0.1", port)):
        return "connected"


def run() -> str:
    """Become another program."""
    os.execv("/bin/true", ["true"])


def die(number: int) -> str:
    """End by a signal."""
    os.kill(os.getpid(), signal.Signals(number))
    return "alive"
