"""The shape of the code: who may import whom, and how large a piece may grow. Each rule is a sentence, and a failure
prints it with the places that break it. The map of ``kg/`` is ``tests/rooms.py``."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.rooms import CONFINED, ORDER

ROOT = Path(__file__).resolve().parent.parent

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "tools", "shared", "core"}
MODULE_LINES, FUNCTION_LINES, PARAMETERS = 250, 40, 5

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """A file of code. ``name`` is without the leading ``kg.``; ``known`` holds the names of all modules of ``kg``."""

    name: str
    code: str
    known: frozenset[str]
    path: str = "planted.py"

    @property
    def layer(self) -> str:
        """The module's name in ORDER: of a folder's modules, the folder's."""
        return self.name.partition(".")[0]


def _modules(folder: str) -> list[Module]:
    paths = sorted((ROOT / folder).rglob("*.py"))
    names = [".".join(p.relative_to(ROOT / folder).with_suffix("").parts).removesuffix("__init__") for p in paths]
    known = frozenset(name.rstrip(".") for name in names)
    return [
        Module(name.rstrip("."), path.read_text("utf-8"), known, str(path.relative_to(ROOT)))
        for name, path in zip(names, paths, strict=True)
    ]


def _imports(module: Module) -> Iterator[tuple[int, str]]:
    """Line and full name of all that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(module.code)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = f"kg.{module.layer}." if node.level else ""
            for alias in node.names:
                whole = f"{start}{node.module or ''}.{alias.name}"
                is_module = whole.removeprefix("kg.") in module.known
                yield node.lineno, whole if is_module else whole.rpartition(".")[0]


def _functions(module: Module) -> Iterator[Function]:
    for node in ast.walk(ast.parse(module.code)):
        if isinstance(node, Function):
            yield node


def _parameters(function: Function) -> list[ast.arg]:
    a = function.args
    named = [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, (a.vararg, a.kwarg))]
    return [p for p in named if p.arg not in ("self", "cls")]


def _out_of_order(module: Module) -> Iterator[tuple[int, str]]:
    order = ["", *ORDER]
    if module.layer not in order:
        yield 1, f"{module.layer} has no place in ORDER"
        return
    for line, imported in _imports(module):
        head, _, rest = imported.partition(".")
        layer = rest.partition(".")[0]
        lazily = not module.name and imported in ("kg.errors", "kg.opened")  # tests/test_python.py holds it to that
        if head == "kg" and not lazily and layer != module.layer and layer not in order[: order.index(module.layer)]:
            yield line, f"{module.name} imports {imported}"


def _in_circles(module: Module) -> Iterator[tuple[int, str]]:
    if "." not in module.name:  # between folders and modules ORDER says it already
        return
    for line, imported in _imports(module):
        name = imported.removeprefix("kg.")
        if name == module.layer:
            continue
        if name.startswith(module.layer + ".") and name != module.name and _reaches(name, module):
            yield line, f"{module.name} imports {imported}, which imports it"


def _reaches(start: str, goal: Module) -> bool:
    seen, todo = set(), [start]
    while todo:
        name = todo.pop()
        path = ROOT / "kg" / f"{name.replace('.', '/')}.py"
        if name in seen or not path.exists():
            continue
        seen.add(name)
        found = Module(name, path.read_text("utf-8"), goal.known)
        todo += [imported.removeprefix("kg.") for _, imported in _imports(found)]
        if goal.name in todo:
            return True
    return False


def _out_of_place(module: Module) -> Iterator[tuple[int, str]]:
    for line, imported in _imports(module):
        library = imported.partition(".")[0]
        ours = library == "kg" or library in sys.stdlib_module_names
        if not ours and not {module.name, module.layer} & CONFINED.get(library, set()):
            yield line, f"{module.name} imports {library}"


def _vague(module: Module) -> Iterator[tuple[int, str]]:
    if VAGUE & set(module.name.split(".")):
        yield 1, module.name


def _unexplained(module: Module) -> Iterator[tuple[int, str]]:
    if not ast.get_docstring(ast.parse(module.code)):
        yield 1, module.name


def _long_module(module: Module) -> Iterator[tuple[int, str]]:
    if (lines := len(module.code.splitlines())) > MODULE_LINES:
        yield lines, f"{lines} lines"


def _long_function(module: Module) -> Iterator[tuple[int, str]]:
    for function in _functions(module):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        if body and (lines := (function.end_lineno or 0) - body[0].lineno + 1) > FUNCTION_LINES:
            yield function.lineno, f"{function.name} has {lines} lines"


def _many_parameters(module: Module) -> Iterator[tuple[int, str]]:
    for function in _functions(module):
        if (count := len(_parameters(function))) > PARAMETERS:
            yield function.lineno, f"{function.name} takes {count}"


def _unnamed_flag(module: Module) -> Iterator[tuple[int, str]]:
    for function in _functions(module):
        positional = [*function.args.posonlyargs, *function.args.args]
        defaults = [None] * (len(positional) - len(function.args.defaults)) + list(function.args.defaults)
        for parameter, default in zip(positional, defaults, strict=True):
            flag = isinstance(default, ast.Constant) and isinstance(default.value, bool)
            if flag or (isinstance(parameter.annotation, ast.Name) and parameter.annotation.id == "bool"):
                yield function.lineno, f"{function.name}({parameter.arg})"


class Rule(NamedTuple):
    """``check`` gives line and place of each breach in a module; ``planted`` is code that breaks the rule."""

    check: Callable[[Module], Iterator[tuple[int, str]]]
    folders: tuple[str, ...]
    planted: tuple[str, str]


CODE = ("kg", "bench", "tools", "tests")
RULES = {
    "A module imports only modules before it in ORDER, so that one can read them in the order of the data's way.": Rule(
        _out_of_order, ("kg",), ("terms", "def late():\n    from kg import cli\n")
    ),
    "Modules of one folder import each other in one direction.": Rule(
        _in_circles, ("kg",), ("views.planted", "from kg.views.planted_too import x\n")
    ),
    "A library from elsewhere is known to the modules that CONFINED names for it, and to no others.": Rule(
        _out_of_place, ("kg",), ("terms", "import networkx\n")
    ),
    "A module is named for what it knows; utils, helpers and the like are no name.": Rule(
        _vague, CODE, ("views.helpers", "")
    ),
    "A module opens with the reason why it exists.": Rule(_unexplained, CODE, ("terms", "x = 1\n")),
    f"A module has at most {MODULE_LINES} lines.": Rule(_long_module, CODE, ("terms", "x = 1\n" * (MODULE_LINES + 1))),
    f"A function has at most {FUNCTION_LINES} lines, its docstring not counted.": Rule(
        _long_function, CODE, ("terms", "def f():\n    '''Why.'''\n" + "    x = 1\n" * (FUNCTION_LINES + 1))
    ),
    f"A function takes at most {PARAMETERS} parameters.": Rule(
        _many_parameters, CODE, ("terms", "def f(a, b, c, *d, e, f):\n    pass\n")
    ),
    "A yes or no is passed by name: put it behind the *.": Rule(
        _unnamed_flag, CODE, ("terms", "def f(a, quick=True):\n    pass\n")
    ),
}


@pytest.mark.parametrize("sentence", RULES)
def test_rule(sentence: str) -> None:
    """All code keeps the rule."""
    rule = RULES[sentence]
    modules = [module for folder in rule.folders for module in _modules(folder)]
    broken = [f"{module.path}:{line}: {what}" for module in modules for line, what in rule.check(module)]
    assert not broken, "\n".join([sentence, *broken])


@pytest.mark.parametrize("sentence", RULES)
def test_rule_finds_a_planted_breach(sentence: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A rule that nothing can break would pass for ever."""
    (tmp_path / "kg" / "views").mkdir(parents=True)
    (tmp_path / "kg" / "views" / "planted_too.py").write_text("from kg.views import planted\n")
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    name, code = RULES[sentence].planted
    known = frozenset({"cli", "views", "views.planted", "views.planted_too"})
    assert list(RULES[sentence].check(Module(name, code, known)))


def test_tables_name_nothing_that_is_gone() -> None:
    """ORDER and CONFINED speak of modules that exist."""
    names = {module.name for module in _modules("kg")}
    there = names | {name.partition(".")[0] for name in names}
    assert set(ORDER) <= there
    assert {module for modules in CONFINED.values() for module in modules} <= there


def test_the_papers_name_each_part_of_the_code() -> None:
    """The table of CONTRIBUTING tells what all modules are for, in their order and without a gap."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    parts = re.findall(r"^\| `(\w+)`(?: … `(\w+)`)? \|", text, re.M)
    told = [name for first, last in parts for name in ORDER[ORDER.index(first) : ORDER.index(last or first) + 1]]
    assert told == ORDER
