"""What a server does wrong is told in one line, and never taken for an answer."""

import base64
import re
import time

import pytest

from kg import exchange
from kg.errors import KGError
from kg.exchange import Exchange
from tests import misbehaving
from tests.misbehaving import RESULTS, ROWS, STATEMENTS, Behaviour, hangs_up, never_ends, says, trickles

PAGE = says(b"<html><script>alert(1)</script></html>", "text/html; charset=utf-8")
HOSTILE = "no \x1b[31mway\x1b[0m \u202e gnirts\r\nSet-Cookie: x " + "and so on " * 100


def asked(url: str, *, seconds: float = 20, kind: str = RESULTS) -> bytes:
    """The bytes of an answer."""
    return Exchange(seconds).ask(url, {"query": "SELECT ?x {}"}, kind).body


def refused(*behaviours: Behaviour, seconds: float = 20, kind: str = RESULTS) -> str:
    """What a user is told, which is one line and never says where the answer came from beyond its address."""
    with misbehaving.server(*behaviours) as server, pytest.raises(KGError) as told:
        asked(f"{server.url}?key=secret", seconds=seconds, kind=kind)
    line = str(told.value)
    assert line.startswith(f"{server.url}: ")
    assert line.isprintable()
    assert len(line) < 500
    assert "secret" not in line
    return line


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (PAGE, "answers with a page for people; name the address where the store takes queries"),
        (says(b"<p>\x1b[31m", "text/html", 404), "HTTP 404, with a page for people"),
        (says(b"a,b", "text/csv"), "answers as text/csv, not as application/sparql-results"),
        (says(b"", ""), "answers as nothing, not as"),
        (says(HOSTILE.encode(), "text/plain", 400), r"HTTP 400: no \[31mway\[0m gnirts Set-Cookie: x and so on"),
        (says(b"\xff\xfe", "text/plain", 500), "HTTP 500: .*; tell who runs the store"),
        (says(b"", "text/plain", 204), "HTTP 204"),
        (says(status=206), "the answer is incomplete"),
        (says(X_SQL_State="S1TAT", X_SQL_Message="interrupted by timeout"), "incomplete, interrupted by timeout"),
        (says(X_SPARQL_MaxRows="10000"), "no more than 10000 rows, so that some may be missing"),
        (says(status=401), "does not let us in, HTTP 401; set KG_USER and KG_PASSWORD, or KG_TOKEN"),
        (says(status=403), "does not let us in, HTTP 403"),
        (says(status=307, Location="http://elsewhere.invalid/x?y=secret"), "sends on to http://elsewhere.invalid/x;"),
        (says(status=302, Location="/sparql/"), "sends on to http://127.0.0.1:[0-9]+/sparql/;"),
        (says(status=302, Location="http://a:secret@b.invalid/"), "sends on to http://b.invalid/;"),
        (says(status=301, Location="http://[::1"), "Invalid URL in location header"),
        (says(status=302, Location="file:///etc/passwd"), "sends on to file://127.0.0.1/etc/passwd;"),
        (says(ROWS, RESULTS, 200, Content_Encoding="gzip"), "answers in no way we know"),
    ],
)
def test_what_is_no_answer_is_told(behaviour: Behaviour, told: str) -> None:
    """With the address, what it is, and what to do."""
    assert re.search(told, refused(behaviour))


@pytest.mark.parametrize("first", [says(status=503), says(status=429, Retry_After="1"), says(status=502), hangs_up])
def test_what_passes_is_tried_again(first: Behaviour) -> None:
    """A busy server, or a broken connection."""
    with misbehaving.server(first, says()) as server:
        assert asked(server.url) == ROWS
    assert len(server.requests) == 2


def test_a_body_cut_short_is_asked_for_again() -> None:
    """Its length was told before."""
    with misbehaving.server(says(ROWS[:20], Content_Length=str(len(ROWS))), says()) as server:
        assert asked(server.url) == ROWS


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (says(b"busy", "text/plain", 503), "HTTP 503: busy; try again later"),
        (says(ROWS[:20], Content_Length=str(len(ROWS))), "the connection broke, .*; try again later"),
        (hangs_up, "the connection broke, .*; try again later"),
    ],
)
def test_patience_ends(behaviour: Behaviour, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three more tries, each after a longer pause."""
    monkeypatch.setattr(exchange, "_PAUSES", (0.01, 0.02, 0.04))
    with misbehaving.server(behaviour) as server, pytest.raises(KGError, match=told):
        asked(server.url)
    assert len(server.requests) == 4


@pytest.mark.parametrize("wait", ["3600", "9" * 400])
def test_a_long_wait_is_left_to_the_user(wait: str) -> None:
    """A server that asks us to come back in an hour is not waited for."""
    begun = time.monotonic()
    assert "HTTP 503; try again later" in refused(says(b"", "", 503, Retry_After=wait))
    assert time.monotonic() - begun < 5


def test_nothing_lasts_longer_than_its_time() -> None:
    """Neither an answer that trickles nor all tries together."""
    begun = time.monotonic()
    assert "no answer within 1 seconds" in refused(trickles, seconds=1)
    assert "try again later" in refused(says(status=503), seconds=1)
    assert time.monotonic() - begun < 10


def test_an_answer_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it says of itself."""
    monkeypatch.setattr(exchange, "LARGEST", 5 << 20)
    assert "the answer has more than 5 MiB; narrow the question" in refused(never_ends)


def test_statements_need_an_end() -> None:
    """A connection that just closes after a whole line could have been cut there."""
    line = b"<http://a/b> <http://a/c> <http://a/d> .\n"
    told = refused(says(line, STATEMENTS, Content_Length=""), kind=STATEMENTS)
    assert "does not tell where its answer ends" in told
    with misbehaving.server(says(line, STATEMENTS)) as server:
        assert asked(server.url, kind=STATEMENTS) == line


@pytest.mark.parametrize("url", ["", "x", "file:///etc/passwd", "ftp://a/b", "http://", "http://a:99999999/", "//a/b"])
def test_an_address_is_one(url: str) -> None:
    """Of HTTP, with a host."""
    with pytest.raises(KGError, match="is no address"):
        exchange.checked(url)


def test_an_address_holds_no_password() -> None:
    """And the message does not show it either."""
    with pytest.raises(KGError) as told:
        exchange.checked("https://me:secret@example.org/sparql")
    assert "KG_PASSWORD" in str(told.value)
    assert "secret" not in str(told.value)


@pytest.fixture
def me(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials in the environment."""
    monkeypatch.setenv("KG_USER", "me")
    monkeypatch.setenv("KG_PASSWORD", "secret")


@pytest.mark.usefixtures("me")
def test_a_password_is_given_when_asked_for() -> None:
    """And not before."""
    with misbehaving.server(says(status=401, WWW_Authenticate='Basic realm="x"'), says()) as server:
        assert asked(server.url) == ROWS
    first, second = (headers for _, _, headers in server.requests)
    assert "authorization" not in first
    assert second["authorization"] == f"Basic {base64.b64encode(b'me:secret').decode()}"


@pytest.mark.usefixtures("me")
def test_a_digest_holds_no_password() -> None:
    """Where the server asks for a digest."""
    challenge = 'Digest realm="x", nonce="abc", qop="auth", algorithm=MD5'
    asks = says(status=401, WWW_Authenticate=challenge)
    with misbehaving.server(asks, asks, says()) as server:
        assert asked(server.url) == ROWS
    given = [headers.get("authorization", "") for _, _, headers in server.requests]
    assert given[-1].startswith('Digest username="me"')
    assert not any("secret" in one or base64.b64encode(b"me:secret").decode() in one for one in given)


@pytest.mark.usefixtures("me")
def test_a_password_goes_to_no_other_server() -> None:
    """Though the first one sends on to it."""
    with misbehaving.server(says()) as other:
        first = (says(status=401, WWW_Authenticate="Basic"), says(status=307, Location=other.url))
        with misbehaving.server(*first) as server, pytest.raises(KGError, match=f"sends on to {other.url};"):
            asked(server.url)
    assert other.requests == []


@pytest.mark.usefixtures("me")
def test_a_wrong_password_is_told() -> None:
    """Without saying it."""
    assert "does not let us in, HTTP 401" in refused(says(status=401, WWW_Authenticate="Basic"))


def test_a_token_is_given_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As bearer."""
    monkeypatch.setenv("KG_TOKEN", "secret")
    with misbehaving.server(says()) as server:
        assert asked(server.url) == ROWS
    assert server.requests[0][2]["authorization"] == "Bearer secret"


@pytest.mark.parametrize("token", ["secret\r\nX: y", "secrét"])
def test_a_token_that_no_header_holds_is_told(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without saying it."""
    monkeypatch.setenv("KG_TOKEN", token)
    with pytest.raises(KGError) as told:
        Exchange(1)
    assert str(told.value).startswith("KG_TOKEN: ")
    assert "secr" not in str(told.value)


@pytest.mark.parametrize("behaviour", [says(status=503), hangs_up, says(status=405)])
def test_a_change_is_never_tried_twice(behaviour: Behaviour) -> None:
    """Nobody knows what became of the first."""
    with misbehaving.server(behaviour) as server, pytest.raises(KGError):
        Exchange(5).send("PUT", server.url, "https://w3id.org/libcoop/id/graph/derived", b"")
    assert len(server.requests) == 1
    assert server.requests[0][:2] == ("PUT", "/sparql?graph=https%3A%2F%2Fw3id.org%2Flibcoop%2Fid%2Fgraph%2Fderived")
