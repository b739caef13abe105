"""``kg check``."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from kg.errors import Finding


def _csv(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


_FORMATS: dict[str, Callable[[list[Finding]], str]] = {
    "text": lambda findings: "".join(f"{finding}\n" for finding in findings),
    "json": lambda findings: json.dumps([f._asdict() for f in findings], ensure_ascii=False, indent=1) + "\n",
    "csv": lambda findings: _csv([Finding._fields, *findings]),
}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", is_flag=True, help="Compare every byte of the built graph with what was built, too.")
@click.option("--duplicates", is_flag=True, help="List the pairs of ids that may be one thing instead, until decided.")
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text", help="How findings are written.")
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], form: str, *, store: bool, duplicates: bool) -> None:
    """Find what is wrong in the source FILES, each read alone, or in all data; exit with 1 where there is an error."""
    from kg import checks

    if duplicates and (files or store):
        raise click.UsageError("--duplicates compares all data with all: leave out FILES and --store")
    project = ctx.obj
    if duplicates:
        ctx.exit(_undecided(ctx, form))
    stored = checks.check_store(project) if store else []  # first, for it tells at once where nothing is built
    findings = [f for path in files for f in checks.check_file(project, path)] if files else checks.check(project)
    findings += stored
    click.echo(_FORMATS[form](findings), nl=False)
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"errors: {errors}, warnings: {len(findings) - errors}", err=True)
    ctx.exit(1 if errors else 0)


def _undecided(ctx: click.Context, form: str) -> int:
    """Print the pairs that nobody has decided; 1 where there are any. As CSV they are what curators fill in."""
    from kg import duplicates

    found = duplicates.candidates(ctx.obj)
    text = _csv(duplicates.rows(found)) if form == "csv" else _FORMATS[form](duplicates.findings(found))
    click.echo(text, nl=False)
    click.echo(f"undecided pairs: {len(found)}" if found else "no undecided pair", err=True)
    return 1 if found else 0
