"""``kg find``."""

import click

from kg.project import Project

_FORMATS = ("table", "markdown", "csv", "tsv", "json", "xml")
_KINDS = ("institution", "person", "event", "series", "agreement", "project", "place", "theme")


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(_KINDS), help="Things of this kind only.")
@click.option("--limit", type=click.IntRange(1, 50), default=10, show_default=True, help="How many things at most.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", help="How they are written.")
@click.pass_obj
def command(project: Project, words: tuple[str, ...], kind: str | None, limit: int, form: str) -> None:
    """Find things by WORDS of a name: in any script, transliterated, with typing errors; the best first."""
    from kg import results, search, store

    wanted = " ".join(words)
    hits = search.opened(project).find(wanted, kind or "", limit)
    click.echo(results.FORMATS[form](store.opened(project), search.as_query(wanted, hits)), nl=False)
