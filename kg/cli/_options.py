"""Options that several commands share."""

from pathlib import Path

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
output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="The file to write (default: standard output)."
)


def written(text: str | bytes, path: str | None) -> None:
    """The text on standard output, or whole in a file that appears at once; its path is then told on stderr.

    Bytes of a file that is no text go nowhere but into a file; KGError where none is named.
    """
    if path is None:
        if isinstance(text, bytes):
            raise KGError("standard output", "this format is a file, no text", "name the file with -o FILE")
        click.echo(text, nl=False)
        return
    aside = Path(f"{path}.tmp")
    try:
        aside.write_bytes(text if isinstance(text, bytes) else text.encode())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise KGError(path, f"cannot write, {error.strerror}", "name a file in a folder that you can write") from error
    click.echo(path, err=True)
