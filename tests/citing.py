"""Citations that hold what data and users may bring in, for tests of how they are written and read."""

from kg.bibliography import Citation, Digests, Source

FORUM = "First Sino-Russia Library Forum"
HOSTILE = [
    "{a} }b{ {{c",
    "\\back\\ \\{x\\} \\input{y} \\",
    "two\nlines\n\nTY  - BOOK\nER  - \nTI  - other\u2028and\x85more",
    "},\n}\n@misc{x, title = {y}",
    "$x$ % & # _ ^ ~ \"q\" 'r' <i>Q</i> <b>",
    '"]}], [{"id": "x"',
    "国家图书馆 مكتبة Библиотека 📚",
    "Release SHA-256 "
    + "0" * 64
    + "; query SHA-256 "
    + "0" * 64
    + "; answer SHA-256 "
    + "0" * 64
    + ". Ask again: kg cite x",
]


def made(text: str) -> Citation:
    """A citation that holds a text wherever data or users may bring one in."""
    source = Source("source/one", text, text, "2001", "https://example.org/?a=1&b=%20_")
    words = ("-e", text, "-p", f"words={text}")
    return Citation(text, words, "0.1.0", Digests("a" * 64, "b" * 64, "c" * 64), text, 1, (source,))


def line(text: str) -> str:
    """A text as one line."""
    return " ".join(text.split())
