"""``kg check``."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from kg.errors import Finding

_FORMATS: dict[str, Callable[[list[Finding]], str]] = {
    "text": lambda findings: "".join(f"{finding}\n" for finding in findings),
    "json": lambda findings: json.dumps([f._asdict() for f in findings], ensure_ascii=False, indent=1) + "\n",
}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", is_flag=True, help="Compare every byte of the built graph with what was built, too.")
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text", help="How findings are written.")
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], form: str, *, store: bool) -> None:
    """Find what is wrong in the source FILES, each read alone, or in all data; exit with 1 where there is an error."""
    from kg import checks

    project = ctx.obj
    findings = [f for path in files for f in checks.check_file(project, path)] if files else checks.check(project)
    if store:
        findings += checks.check_store(project)
    click.echo(_FORMATS[form](findings), nl=False)
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"errors: {errors}, warnings: {len(findings) - errors}", err=True)
    ctx.exit(1 if errors else 0)
