"""The command: help that is true, data on standard output and all else on standard error, errors in one line."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg import catalogue, exports, rdf
from kg.cli import main
from kg.project import Project
from tests.running import answer, complaint, kg

KG = [sys.executable, "-c", "from kg.cli import main; main(prog_name='kg')"]


def commands(
    command: click.Command = main, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, sub-commands too."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found
            yield from commands(found, (*words, name))


COMMANDS = dict(commands())
NAMES = [" ".join(("kg", *words)) for words in COMMANDS]


@pytest.mark.parametrize("words", COMMANDS, ids=NAMES)
def test_every_command_explains_itself(mini: Project, words: tuple[str, ...]) -> None:
    """--help and -h run, and say what the command does and what each of its options is for."""
    text = answer(mini, *words, "--help")
    assert text == answer(mini, *words, "-h")
    assert text.startswith("Usage: ")
    assert COMMANDS[words].help
    options = [one for one in COMMANDS[words].params if isinstance(one, click.Option)]
    assert not [one.name for one in options if not one.help]


def test_help_needs_no_data(tmp_path: Path) -> None:
    """Who has no graph yet can still read how to make one."""
    assert subprocess.run([*KG, "--help"], capture_output=True, cwd=tmp_path, check=True).stdout.startswith(
        b"Usage: kg"
    )


def test_choices_are_those_of_the_tables() -> None:
    """A format that the tables hold can be asked for, and no other."""
    choices = {
        (words[0], one.name): list(one.type.choices)
        for words, command in COMMANDS.items()
        for one in command.params
        if isinstance(one.type, click.Choice)
    }
    assert choices["export", "form"] == list(rdf.FORMATS)
    assert choices["network", "form"] == list(exports.FORMATS)
    assert choices["list", "what"] == list(catalogue.LISTS)


WRONG = {
    "no such question": ["query", "who-met-who"],
    "no question": ["query"],
    "two questions": ["query", "who-met-whom", "-e", "ASK {}"],
    "no SPARQL": ["query", "-e", "SELECT {"],
    "an unknown prefix": ["query", "-e", "SELECT ?x { ?x lc:year 2001 }"],
    "an unknown function": ["query", "-e", "SELECT (<http://example.org/f>(1) AS ?x) {}"],
    "an unknown function, as csv": ["query", "-e", "SELECT (<http://example.org/f>(1) AS ?x) {}", "--format", "csv"],
    "another service": ["query", "-e", "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }"],
    "statements as csv": ["query", "-e", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--format", "csv"],
    "no such file": ["query", "nowhere.rq"],
    "no such parameter": ["query", "-e", "ASK {}", "-p", "year=2001"],
    "no such thing": ["show", "xyzzy"],
    "no such network": ["network", "co-authorship"],
    "no such network to draw": ["view", "co-authorship"],
    "years turned round": ["network", "co-participation", "--since", "2020", "--until", "2010"],
    "an unknown year": ["network", "co-participation", "-p", "since=soon"],
    "a year in other digits": ["network", "co-participation", "-p", "since=２００１"],
    "a folder that is not there": ["export", "ntriples", "-o", "nowhere/out.nt"],
    "a format without graphs": ["export", "turtle", "--consensus-graph"],
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_what_a_user_can_mend_is_one_line(mini: Project, words: list[str]) -> None:
    """One line on standard error, nothing on standard output, exit code 1, no traceback."""
    assert complaint(mini, *words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["query", "who-met-who"], "did you mean who-met-whom"),
        (["network", "co-participations"], "did you mean co-participation"),
        (["network", "co-participation", "-p", "sinse=2001"], "did you mean since"),
        (["network", "co-participation", "--since", "2020", "--until", "2010"], "turn them round"),
        (["network", "co-participation", "-p", "since=soon"], "write a year such as 2019"),
        (["query"], "nothing to answer"),
        (["query", "who-met-whom", "-e", "ASK {}"], "two queries at once"),
        (["query", "-e", "SELECT ?x { ?x lc:year 2001 }"], "at 1:23: the prefix is not declared"),
        (["show", "Lantern Isle Libary"], "did you mean 'Lantern Isle Library'"),
    ],
)
def test_an_error_says_what_to_do(mini: Project, words: list[str], told: str) -> None:
    """The nearest name, or an example."""
    assert told in complaint(mini, *words)


@pytest.mark.parametrize(
    "words",
    [
        ["xyzzy"],
        ["list", "xyzzy"],
        ["export", "n3"],
        ["query", "-p", "year"],
        ["query", "-p", "=2001"],
        ["show"],
        ["--xyzzy"],
    ],
)
def test_a_wrong_call_shows_how_to_call(mini: Project, words: list[str]) -> None:
    """What is no command, option or choice is answered with the usage, exit code 2 and nothing on standard output."""
    done = kg(mini, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: ")


def test_without_a_build_the_remedy_is_named(mini: Project, tmp_path: Path) -> None:
    """A question before the first build says what to run."""
    for words in (["query", "-e", "ASK {}"], ["show", "x"], ["export", "turtle"], ["network", "co-participation"]):
        assert "run kg build" in complaint(mini._replace(build=tmp_path), *words)


def test_a_folder_without_sources_is_no_data(mini: Project, tmp_path: Path) -> None:
    """--data on a wrong folder says which folder is wanted."""
    assert "sources/" in complaint(mini._replace(data=tmp_path), "build")


def test_building_says_what_was_built_on_standard_error(mini: Project, tmp_path: Path) -> None:
    """Standard output stays free for data; the line names the file, the counts and the hash."""
    done = kg(mini._replace(build=tmp_path), "build")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "kg.nq" in done.stderr
    assert json.loads((tmp_path / "current" / "manifest.json").read_text("utf-8"))["sha256"] in done.stderr


def test_an_output_file_is_named_on_standard_error(mini: Project, tmp_path: Path) -> None:
    """-o writes the very bytes that standard output would have got, whole or not at all."""
    path = tmp_path / "out.nt"
    done = kg(mini, "export", "ntriples", "-o", str(path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"{path}\n")
    assert path.read_text("utf-8") == answer(mini, "export", "ntriples")
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_written_to_and_stays_one(mini: Project, tmp_path: Path) -> None:
    """As is a device: nothing takes the place of /dev/null."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)) as reader:
        assert kg(mini, "list", "checks", "-o", str(pipe)).exit_code == 0
        assert reader.read() == answer(mini, "list", "checks")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize("what", catalogue.LISTS)
def test_lists_name_what_there_is(mini: Project, what: str) -> None:
    """One line for each entry, its name first."""
    expected = [name for name, _ in catalogue.LISTS[what](mini)]
    assert [line.split()[0] for line in answer(mini, "list", what).splitlines()] == expected


def test_lists_are_not_empty(mini: Project) -> None:
    """There are questions, networks, formats and sources."""
    assert all(answer(mini, "list", what) for what in ("queries", "networks", "formats", "sources"))
    assert "lantern-gazette-2001-first-meeting" in answer(mini, "list", "sources")


def test_show_takes_a_name_in_any_script_and_lists_sources(mini: Project) -> None:
    """What is printed is the page of a thing, with its sources at the foot."""
    text = answer(mini, "show", "灯岛图书馆")
    assert text == answer(mini, "show", "library-of-lantern-isle")
    assert "https://gazette.lantern.example.org/2001/first-meeting" in text.partition("\nSources\n")[2]


def test_a_closed_pipe_is_no_error(mini: Project) -> None:
    """`kg … | head` ends quietly."""
    words = [*KG, "--data", str(mini.data), "--build", str(mini.build), "export", "nquads"]
    command = f"set -o pipefail; {shlex.join(words)} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_the_environment_may_name_the_folders(mini: Project) -> None:
    """KG_DATA and KG_BUILD stand for --data and --build."""
    environment = os.environ | {"KG_DATA": str(mini.data), "KG_BUILD": str(mini.build)}
    done = subprocess.run([*KG, "show", "ada-wick"], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == answer(mini, "show", "ada-wick")
