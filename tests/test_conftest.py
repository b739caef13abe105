"""The promise that nothing is left out unseen, tried on a run of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SUITES = {
    "a test": "import pytest\n\ndef test_a():\n    pytest.skip('no such engine')\n",
    "a marked test": "import pytest\n\n@pytest.mark.skip(reason='no such engine')\ndef test_a():\n    pass\n",
    "a file": "import pytest\n\npytest.skip('no such engine', allow_module_level=True)\n",
}


def run(folder: Path, suite: str, required: str) -> subprocess.CompletedProcess[str]:
    """A pytest run over one file, beside our conftest."""
    shutil.copy(Path(__file__).with_name("conftest.py"), folder)
    (folder / "test_suite.py").write_text(suite + "\n\ndef test_passes():\n    pass\n" * ("test_a" in suite))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    environment = os.environ | {"KG_REQUIRE_ALL": required}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES)
def test_a_skip_is_listed_with_its_reason(tmp_path: Path, suite: str) -> None:
    """A run that leaves something out passes, and says at its end what and why."""
    done = run(tmp_path, suite, "")
    assert "not run here, and why" in done.stdout
    assert "no such engine:\n    test_suite.py" in done.stdout
    assert done.returncode in (0, 5)


@pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES)
def test_a_skip_fails_where_all_are_required(tmp_path: Path, suite: str) -> None:
    """Under KG_REQUIRE_ALL=1 the same run fails, and names the reason."""
    done = run(tmp_path, suite, "1")
    assert done.returncode not in (0, 5)
    assert "KG_REQUIRE_ALL=1 requires all: no such engine" in done.stdout


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    """A test that is known to fail still may, under KG_REQUIRE_ALL=1."""
    suite = "import pytest\n\n@pytest.mark.xfail(reason='known')\ndef test_a():\n    raise ValueError\n"
    assert run(tmp_path, suite, "1").returncode == 0
