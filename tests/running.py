"""The command ``kg`` as tests run it: in this process, with its two streams apart."""

from click.testing import CliRunner, Result

from kg.cli import main
from kg.project import Project


def kg(project: Project, *words: str, stdin: str | bytes | None = None) -> Result:
    """What ``kg`` does with these words on a project."""
    where = ["--data", str(project.data), "--build", str(project.build)]
    return CliRunner().invoke(main, [*where, *words], input=stdin)


def answer(project: Project, *words: str, stdin: str | bytes | None = None) -> str:
    """What ``kg`` writes on standard output where all goes well."""
    done = kg(project, *words, stdin=stdin)
    assert done.exit_code == 0, f"{done.stderr}{done.exception!r}"
    return done.stdout


def complaint(project: Project, *words: str, stdin: str | bytes | None = None) -> str:
    """The one line that ``kg`` writes on standard error, and nothing else, where a user can mend something."""
    done = kg(project, *words, stdin=stdin)
    assert isinstance(done.exception, SystemExit), repr(done.exception)
    assert (done.exit_code, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.count(";") >= 1, "place: what; remedy"
    return line
