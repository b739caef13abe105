"""A project of two sources, each with one record, of which a test asks whether they may be of one thing."""

from pathlib import Path

from kg import project
from kg.project import Project
from tests.writing import PROJECT, SOURCE

LIBRARIES = """\
institutions:
  one-library: {name: {en: One Library}, type: PublicLibrary, country: NO}
  two-library: {name: {en: Two Library}, type: PublicLibrary, country: FJ}
  six-library: {name: {en: Six Library}, type: PublicLibrary, country: PE}
"""


def written(folder: Path, section: str, one: str, other: str) -> Project:
    """A project of two sources, each with one record of a section, ``alpha`` and ``omega``, and what they refer to."""
    (folder / "data" / "authority").mkdir(parents=True)
    (folder / "data" / "sources").mkdir()
    tables = {"countries.csv": (PROJECT.data / "authority" / "countries.csv").read_text("utf-8")}
    tables |= {"same.csv": "kind,retired,kept,evidence\n", "distinct.csv": "kind,one,other,reason\n"}
    for table, text in tables.items():
        (folder / "data" / "authority" / table).write_text(text, "utf-8")
    for key, record in (("alpha", one), ("omega", other)):
        known = LIBRARIES + "  one-two-library: {name: {en: One and Two Readers Society}, type: LibraryAssociation}\n"
        more = "series:\n  forum: {name: {en: Readers unite}}\n" if section == "events" else ""
        head = "" if section == "institutions" else f"{section}:\n"
        text = SOURCE % key + known + f"{head}  {key}: {record}\n" + more
        (folder / "data" / "sources" / f"{key}.yaml").write_text(text, "utf-8")
    return project.find(str(folder / "data"), str(folder / "build"))
