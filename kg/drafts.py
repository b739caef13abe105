"""A new source file to fill in: with the address, the keys that every file needs, and all others as an example."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from kg import textyaml
from kg.errors import KGError
from kg.format import SOURCE, needed
from kg.project import Project
from kg.reader import ID
from kg.terms import iri, slug

_EXAMPLE = Path(__file__).with_name("draft.yaml")
_HEAD = """\
# yaml-language-server: $schema=../../source.schema.json
# Fill in what the source says; what it does not say is left out. The format is described in data/README.md.
"""
_REST = "\n# An example of all that a file can hold: take the # away from what you need, and replace the values.\n"


def written(project: Project, url: str, collection: str) -> Path:
    """The path of a new file for the source at an address; KGError where the address or the file is there already."""
    path = project.sources / _folder(collection) / f"{_named(url)}.yaml"
    if same := _same_source(project, url):
        raise KGError(url, f"is the source of {project.shown(same)} already", "add the facts to that file")
    for other in project.sources.rglob(path.name):
        raise KGError(project.shown(other), "there is such a file already", "rename it or edit it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(draft(url))
    except OSError as error:
        raise KGError(str(path), f"cannot write, {error.strerror}", "name a folder that you can write") from error
    return path


def draft(url: str) -> str:
    """The text of a file for an address: ``source`` with what it needs, and the other sections as a comment."""
    source, _, sections = _EXAMPLE.read_text("utf-8").partition("\n\n")
    given = {"url": f'"{url}"' if url.endswith(":") else url}
    lines = [_HEAD, "source:"]
    for line in source.splitlines()[1:]:
        key = line.partition(":")[0].strip()
        lines.append(f"  {key}: {given.get(key, '')}".rstrip() if key in needed(SOURCE) else f"  # {line.strip()}")
    lines += [_REST, *(f"# {line}" if line else "" for line in sections.splitlines()), ""]
    return "\n".join(lines)


def _named(url: str) -> str:
    """The name of the file: the words of the address, in Latin letters and digits."""
    try:
        parts = urlsplit(iri(url)[1:-1])
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        raise KGError(repr(url), "is no address", "write http:// or https:// and a host; a space as %20")
    host = (parts.hostname or "").removeprefix("www.")
    return slug(f"{host} {re.sub(r'[.](html?|php|aspx?|jsp|shtml)$', '', parts.path)} {parts.query}")


def _folder(collection: str) -> str:
    if not ID.fullmatch(collection):
        raise KGError(
            repr(collection),
            "is no name of a collection",
            f"write lower-case words joined by hyphens, such as {slug(collection)}",
        )
    return collection


def _same_source(project: Project, url: str) -> Path | None:
    """The file whose source has the address, or the same one but for http, www and a slash at the end."""
    wanted = _core(url)
    for path in sorted(project.sources.rglob("*.yaml")):
        if wanted in path.read_bytes().decode("utf-8", "replace").casefold():
            try:
                source = textyaml.read(path, str(path)).get("source")
            except textyaml.TextError:
                continue
            if isinstance(source, dict) and _core(str(source.get("url"))) == wanted:
                return path
    return None


def _core(url: str) -> str:
    return re.sub(r"^https?://(www[.])?", "", url.casefold().partition("#")[0]).rstrip("/")
