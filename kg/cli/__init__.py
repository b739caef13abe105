"""The command ``kg``: one short file in this folder for each sub-command, imported only when it is called."""

import errno
import importlib
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.errors import KGError


class Commands(click.Group):
    """Sub-commands by the names of the files; a :class:`KGError` of any of them is a line on stderr and exit code 1."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of the files in this folder."""
        return sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The object ``command`` of a file, or nothing."""
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a sub-command; what a user can mend is told without a traceback."""
        try:
            return super().invoke(ctx)
        except KGError as error:
            click.echo(str(error), err=True)
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output went away, which click knows
                raise
            place, remedy = error.filename or "kg", "see whether the disk is full and the folder yours"
            click.echo(f"{place}: {error.strerror or error}; {remedy}", err=True)
        return ctx.exit(1)


# The commands that ask a store elsewhere as well as the built graph.
_ANYWHERE = ("cite", "network", "publish", "query", "show", "stats", "view")
_SETTINGS = {"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "KG", "max_content_width": 120}


@click.group(cls=Commands, context_settings=_SETTINGS)
@click.option(
    "--data", type=click.Path(), help="The folder with sources/ and authority/ (default: this project's data/)."
)
@click.option("--build", type=click.Path(), help="The folder for builds (default: build/ beside data/).")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the built graph.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, 86_400, min_open=True),
    default=60.0,
    show_default=True,
    help="The seconds that one answer of it, or to a query of your own, may take.",
)
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def main(ctx: click.Context, data: str | None, build: str | None, endpoint: str | None, timeout: float) -> None:
    """LibCoop, the knowledge graph of international library cooperation."""
    from kg import project

    if endpoint and ctx.invoked_subcommand not in _ANYWHERE:
        what = f"asks no store elsewhere, which {', '.join(_ANYWHERE)} do"
        raise KGError(f"kg {ctx.invoked_subcommand}", what, "leave out --endpoint (KG_ENDPOINT)")
    ctx.obj = project.find(data, build)._replace(endpoint=endpoint or "", timeout=timeout)
