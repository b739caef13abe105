"""``kg list``."""

import click

from kg import catalogue
from kg.cli import _options
from kg.errors import KGError
from kg.project import Project


@click.command()
@click.argument("what", type=click.Choice(list(catalogue.LISTS)))
@click.option("--page", is_flag=True, help="Write all queries, or networks, with what they give as a page of Markdown.")
@_options.output
@click.pass_obj
def command(project: Project, what: str, output: str | None, *, page: bool) -> None:
    """List what there is to ask, to draw or to write."""
    if page:
        from kg import answered, store, survey

        pages = {"queries": answered.page, "networks": survey.page}
        if what not in pages:
            raise KGError(f"list {what}", "there is no page of it", f"leave out --page, or name {' or '.join(pages)}")
        text = pages[what](project, store.opened(project))
    else:
        text = "".join(f"{name:40} {about}".rstrip() + "\n" for name, about in catalogue.LISTS[what](project))
    _options.written(text, output)
