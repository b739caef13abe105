"""An answer with every kind of value, hostile ones among them, and what it holds."""

from kg.engine import Engine, in_memory

XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = {
    "formula": '=HYPERLINK("http://example.org/","x")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1,2)",
    "wide": "＝1+1",
    "tab": "\t=1",
    "return": "\r=1",
    "markup": "<script>alert(1)</script> & <b>",
    "lines": "one\ntwo\r\nthree",
    "quotes": "say \"no\", 'no'; a\\b, $c",
    "commas": "a,b;c\td|e",
    "spaces": "  both ends  ",
    "script": "上海图书馆 Библиотека مكتبة 🏛",
    "escape": "_x0041_",
    "empty": "",
    "number": "-5",
}
VALUES = {
    "iri": ("<https://w3id.org/libcoop/id/event/wlic-2023>", "https://w3id.org/libcoop/id/event/wlic-2023"),
    "address": ("<http://[::1]/x#y?a=b&c=d>", "http://[::1]/x#y?a=b&c=d"),
    "language": ('"图书馆"@zh', "图书馆"),
    "integer": (f'"-42"^^<{XSD}integer>', -42),
    "large": (f'"123456789012345678"^^<{XSD}integer>', 123456789012345678),
    "decimal": (f'"2.5"^^<{XSD}decimal>', 2.5),
    "double": (f'"-INF"^^<{XSD}double>', float("-inf")),
    "boolean": (f'"true"^^<{XSD}boolean>', True),
    "date": (f'"1904-07-05"^^<{XSD}date>', "1904-07-05"),
    "year": (f'"1904"^^<{XSD}gYear>', "1904"),
    "broken": (f'"=x"^^<{XSD}integer>', "=x"),
}


def quoted(text: str) -> str:
    """A text as SPARQL writes it, all in ASCII."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08X}" for c in text) + '"'


def question(*terms: str) -> str:
    """A query that answers these terms, a row each with its number, and a row without."""
    rows = " ".join(f"({number} {term})" for number, term in enumerate([*terms, "UNDEF"]))
    return f"SELECT ?n ?value {{ VALUES (?n ?value) {{ {rows} }} }} ORDER BY ?n"


EVERYTHING = question(*map(quoted, HOSTILE.values()), *(term for term, _ in VALUES.values()))
EXPECTED = [*HOSTILE.values(), *(value for _, value in VALUES.values()), None]


def empty() -> Engine:
    """A store without a statement: the questions here bring their own values."""
    return in_memory()
