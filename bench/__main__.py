"""Run the measurements that are named, or all; rewrite ``build/bench.json`` and from it ``docs/benchmark.md``."""

import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.report import Scale, Section, as_json, markdown
from kg import project
from kg.project import Project

MEASUREMENTS = ("building", "drawing", "exporting", "finding", "pairing", "questions", "seeing", "shapes", "starting")
HEAD = """# How fast it is, and against whom

Each section is one measurement: ratios of two programs that did the same work in turn on one machine, after their
answers were found equal. A ratio is how many times ours is faster; where the goal is written with ≤ it is how many
times ours takes as long (or as much). `make bench` repeats them all and rewrites this page from `build/bench.json`.
The largest graph takes long and is measured apart: `python -m bench pairing questions exporting --statements 10000000`.
"""


def main(names: list[str], scale: Scale) -> int:
    """Measure and report; 1 where a goal was missed, 2 where a name is unknown."""
    if unknown := set(names) - set(MEASUREMENTS):
        print(f"bench: no {', '.join(sorted(unknown))}: name some of {', '.join(MEASUREMENTS)}", file=sys.stderr)
        return 2
    here = project.find()
    here.build.mkdir(parents=True, exist_ok=True)
    reached = True
    with tempfile.TemporaryDirectory(dir=here.build, prefix="bench-") as work:
        for name in names or MEASUREMENTS:
            section = measured(name, here, scale, Path(work))
            saved = keep(here.build / "bench.json", section)
            print(markdown(name, saved[name]), flush=True)
            write_page(here.queries.parent / "docs" / "benchmark.md", saved)
            reached = reached and all(row.reached is not False for row in section.rows)
    return 0 if reached else 1


def measured(name: str, here: Project, scale: Scale, work: Path) -> Section:
    """One measurement; what it makes lies in ``work``, where others may use it again."""
    section: Section = importlib.import_module(f"bench.{name}").run(here, scale, work)
    return section


def keep(path: Path, section: Section) -> dict[str, Any]:
    """The saved sections with a new one, which replaces the one of its name."""
    saved: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    saved[section.name] = as_json(section)
    path.write_text(json.dumps(saved, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return saved


def write_page(path: Path, saved: dict[str, Any]) -> None:
    """The page for readers, from all that is saved."""
    path.parent.mkdir(exist_ok=True)
    text = "\n".join([HEAD, *(markdown(name, section) for name, section in sorted(saved.items()))])
    path.write_text(text, "utf-8", newline="\n")


def chosen(words: list[str]) -> tuple[list[str], Scale]:
    """The measurements that a command line names, and how much they measure."""
    told = argparse.ArgumentParser(prog="python -m bench")
    told.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(MEASUREMENTS)} (default: all)")
    told.add_argument(
        "--statements",
        type=int,
        nargs="+",
        metavar="N",
        default=Scale().statements,
        help="the sizes of graphs, in statements of the consensus; 0 is the real graph",
    )
    told.add_argument("--engines", nargs="+", metavar="ENGINE", default=Scale().engines, choices=Scale().engines)
    told.add_argument(
        "--things", type=int, nargs="+", metavar="N", default=Scale().things, help="the sizes of networks, in things"
    )
    told.add_argument(
        "--limit", type=float, metavar="SECONDS", default=Scale().limit, help="for a question; for a measure 2.5 times"
    )
    given = told.parse_args(words)
    sizes = Scale(statements=tuple(given.statements), things=tuple(given.things))
    return given.names, sizes._replace(engines=tuple(given.engines), limit=given.limit)


if __name__ == "__main__":
    sys.exit(main(*chosen(sys.argv[1:])))
