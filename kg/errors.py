"""What a user is told when something is wrong: one line that names the place, the fault and the remedy."""

from collections.abc import Iterable
from typing import NamedTuple


class Finding(NamedTuple):
    """One fault (or doubt) at one place. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    rule: str
    value: str
    what: str
    remedy: str
    severity: str = "error"

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        sign = "" if self.severity == "error" else f"{self.severity}: "
        return f"{place}: {sign}{self.what}; {self.remedy} [{self.rule}]"


class KGError(Exception):
    """A mistake in data, a question or a machine that its user can mend; printed without a traceback."""

    def __init__(self, place: str, what: str, remedy: str) -> None:
        super().__init__(f"{place}: {what}; {remedy}")


class Incomplete(KGError):
    """An answer that a limit of the store has cut short."""


class SourceErrors(KGError):
    """The findings that stopped a build, one line each."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(findings)
        Exception.__init__(self, "\n".join(map(str, self.findings)))
