"""Options that several commands share."""

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from kg.errors import KGError


def pairs(_ctx: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """``-p key=value``, as often as wanted, as a dictionary."""
    found = {}
    for text in values:
        key, sign, value = text.partition("=")
        if not sign or not key:
            raise click.BadParameter(f"{text!r} is no key=value")
        found[key.strip()] = value.strip()
    return found


parameters = click.option(
    "-p",
    "parameters",
    multiple=True,
    callback=pairs,
    metavar="KEY=VALUE",
    help="A parameter of the question; again for each.",
)


_PART = (
    click.option("--since", metavar="YEAR", help="Only facts of this year and later."),
    click.option("--until", metavar="YEAR", help="Only facts of this year and earlier."),
    click.option("--around", metavar="THING", help="Only what lies around a thing (an id, an IRI or a name)."),
    click.option("--hops", type=click.IntRange(1), default=1, show_default=True, help="How far around it, in ties."),
    click.option("--least", type=click.IntRange(1), default=1, show_default=True, help="Only ties of so many facts."),
    click.option(
        "--beyond",
        type=click.FloatRange(0, 1, min_open=True),
        metavar="CHANCE",
        help="Only the backbone: ties that chance makes less often than this, such as 0.05 (disparity filter).",
    ),
)


def part_of_network(command: Callable[..., None]) -> Callable[..., None]:
    """The parameters of a network's question and options that choose a part of it, together as ``part``: what
    ``kg.picture.drawn`` takes beside the name."""

    @functools.wraps(command)
    def chosen(*words: Any, parameters: dict[str, str], since: str | None, until: str | None, **others: Any) -> None:
        from kg.selection import Selection

        years = {key: year for key, year in (("since", since), ("until", until)) if year is not None}
        given = parameters | years
        if "until" in given and given.get("since", "") > given["until"]:  # years have four figures
            raise KGError(f"--since {given['since']}", f"is after --until {given['until']}", "turn them round")
        wishes = Selection(**{field: others.pop(field) for field in Selection._fields})
        command(*words, part=(given, wishes), **others)

    for option in reversed((parameters, *_PART)):
        chosen = option(chosen)
    return chosen


output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="The file to write (default: standard output)."
)
timeout = click.option(
    "--timeout",
    type=click.FloatRange(0, 86_400, min_open=True),
    help="The seconds that this answer may take, instead of those of kg --timeout.",
)
memory = click.option(
    "--memory",
    type=click.IntRange(1, 1 << 20),
    default=2048,
    show_default=True,
    help="The MiB of memory that a query of your own may take.",
)


def written(text: str | bytes, path: str | None) -> None:
    """The text on standard output, or whole in a file that appears at once; its path is then told on stderr.

    Bytes of a file that is no text go nowhere but into a file; KGError where none is named.
    """
    if path is None and isinstance(text, bytes):
        raise KGError("standard output", "this format is a file, no text", "name the file with -o FILE")
    with target(path) as file:
        file.write(text if isinstance(text, bytes) else text.encode())


@contextlib.contextmanager
def target(path: str | None) -> Iterator[BinaryIO]:
    """What a command writes to: standard output, or a file that appears whole when the block ends and is then told."""
    if path is None:
        yield sys.stdout.buffer
        return
    if Path(path).is_char_device() or Path(path).is_fifo():  # nothing takes the place of /dev/null
        with Path(path).open("wb") as file:
            yield file
        return
    aside = Path(f"{path}.tmp")
    try:
        with aside.open("wb") as file:
            yield file
        aside.replace(path)
    except OSError as error:
        raise KGError(
            path or "''", f"cannot write, {error.strerror}", "name a file in a folder that you can write"
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    click.echo(path, err=True)
