"""The notebooks run from top to bottom on the real graph, and are committed as they were written: without outputs."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kg.project import Project

FOLDER = Path(__file__).parent.parent / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
# Words that a reader must meet in what the cells print, each checked by hand against the data.
SHOWN = {
    "first-look": ["disagreements", "more publishers say so", "浙江图书馆", "<td>held</td>"],
    "delegations-of-a-country": ["Russia", "delegations have a stated size", "2015-2019  #"],
    "themes-that-travel": ["1997  Denmark", "digitization", "2020s"],
}


def test_there_are_the_notebooks_that_are_spoken_of() -> None:
    """Each has its words to be looked for, and no words are left over."""
    assert {path.stem for path in NOTEBOOKS} == set(SHOWN)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_clean(path: Path) -> None:
    """No output, no count of runs, no path of a machine; words before each piece of code."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    kinds = [cell.cell_type for cell in notebook.cells]
    assert "code" not in [kind for kind, before in zip(kinds, ["code", *kinds], strict=False) if kind == before]
    assert not [cell.id for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]
    assert not re.search(r'"?/(?:home|root|work|tmp|Users)/', path.read_text("utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run(
    path: Path, built: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell runs in a real kernel, those that speak show something, and what they show is what the data hold."""
    monkeypatch.setenv("KG_BUILD", str(built.build))
    for variable in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(variable, str(tmp_path_factory.mktemp("jupyter")))
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    folder = str(tmp_path_factory.mktemp("elsewhere"))
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    shown = "\n".join(str(out.get("text") or out.get("data")) for out in outputs)
    assert len(outputs) >= 3
    assert "<tbody></tbody>" not in shown, "an empty answer"
    assert not [words for words in SHOWN[path.stem] if words not in shown]
