"""One exchange with a store over HTTP: an answer comes back whole and of the kind wanted, or as an error of one line.

Servers answer with pages, send on to other addresses, break off, or cut an answer short at a limit of theirs. None of
this is ever taken for an answer. Who asks is told by the environment alone: KG_USER and KG_PASSWORD (basic or digest,
as the server wants) or KG_TOKEN (bearer); it goes to the address that was named, never to one that a server names.
"""

import contextlib
import os
import time
import weakref
from collections.abc import Generator, Iterator, Mapping
from typing import NamedTuple

import httpx

from kg import __version__
from kg.errors import Incomplete, KGError

LARGEST = 512 << 20  # bytes of an answer
_PAUSES = (0.5, 1.0, 2.0)  # seconds before each further try
_LONGEST = 30  # seconds that a server may ask us to wait
_PASSING = (429, 502, 503, 504)
_WORDS = 200  # letters of what a server says


class Reply(NamedTuple):
    """A whole answer: its media type, the program that gave it, and its bytes."""

    kind: str
    server: str
    body: bytes


class Exchange:
    """Connections to stores, and the seconds that each exchange may take."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        headers = {"User-Agent": f"libcoop/{__version__}"}
        self._http = httpx.Client(auth=_user(), headers=headers)
        weakref.finalize(self, self._http.close)

    def ask(self, url: str, fields: Mapping[str, str], kind: str) -> Reply:
        """The answer to a form, of this media type; tried again where a server is busy or a connection breaks."""
        until, pauses = time.monotonic() + self._seconds, iter(_PAUSES)
        while True:
            try:
                return self._answer(self._http.build_request("POST", url, data=fields, headers={"Accept": kind}), until)
            except _Passing as fault:
                pause = max(fault.wait, next(pauses, self._seconds))
                if pause > _LONGEST or time.monotonic() + pause >= until:
                    raise KGError(shown(url), str(fault), "try again later") from fault
                time.sleep(pause)

    def send(self, method: str, url: str, graph: str, body: bytes | None = None) -> None:
        """Change one graph of a graph store (its IRI, or nothing for the default graph); never tried twice."""
        address = httpx.URL(url).copy_merge_params({"graph": graph} if graph else {"default": ""})
        headers = {"Content-Type": "application/n-triples"} if body is not None else {}
        request = self._http.build_request(method, address, content=body, headers=headers)
        try:
            with self._response(request, time.monotonic() + self._seconds) as response:
                if response.status_code not in (200, 201, 204):
                    _refuse(response)
        except _Passing as fault:
            raise KGError(shown(url), str(fault), "publish again: what was written so far stays") from fault

    def _answer(self, request: httpx.Request, until: float) -> Reply:
        with self._response(request, until) as response:
            if response.status_code != 200:
                _refuse(response)
            found = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            _judge(response, found, request.headers["accept"])
            return Reply(found, response.headers.get("server", ""), self._whole(response, until))

    def _whole(self, response: httpx.Response, until: float) -> bytes:
        body = bytearray()
        for part in response.iter_bytes():
            body += part
            if len(body) > LARGEST:
                what = f"the answer has more than {LARGEST >> 20} MiB"
                raise Incomplete(shown(response.url), what, "narrow the question")
            if time.monotonic() > until:
                raise httpx.ReadTimeout("")
        return bytes(body)

    @contextlib.contextmanager
    def _response(self, request: httpx.Request, until: float) -> Iterator[httpx.Response]:
        """The response while it arrives; whatever goes wrong on the way is told."""
        request.extensions["timeout"] = httpx.Timeout(max(until - time.monotonic(), 0.001)).as_dict()
        place = shown(request.url)
        try:
            response = self._http.send(request, stream=True)
            with contextlib.closing(response):
                yield response
        except httpx.TimeoutException as error:
            what = f"no answer within {self._seconds:g} seconds"
            raise KGError(place, what, "narrow the question, or give it longer (kg --timeout)") from error
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            raise _Passing(f"the connection broke, {_clean(str(error)) or 'without a word'}") from error
        except httpx.ConnectError as error:
            remedy = "see whether the address is right and the store runs"
            raise KGError(place, f"cannot be reached, {_clean(str(error))}", remedy) from error
        except httpx.LocalProtocolError as error:  # its words may hold what is secret
            raise KGError(place, "cannot be asked in HTTP", "see KG_USER, KG_PASSWORD and KG_TOKEN") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise KGError(place, f"answers in no way we know, {_clean(str(error))}", "see the address") from error


class _Passing(Exception):
    """What may be over at the next try, and the seconds that the server asks us to wait."""

    def __init__(self, what: str, wait: float = 0) -> None:
        super().__init__(what)
        self.wait = wait


class _Token(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _Login(httpx.Auth):
    """Nothing is said before the server asks, and then in the way that it asks for."""

    def __init__(self, user: str, password: str) -> None:
        self._ways = {"digest": httpx.DigestAuth(user, password), "basic": httpx.BasicAuth(user, password)}
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._way is None:
            response = yield request
            asked = [one.partition(" ")[0].lower() for one in response.headers.get_list("www-authenticate")]
            self._way = next((way for name, way in self._ways.items() if name in asked), None)
            if response.status_code != 401 or self._way is None:
                return
        yield from self._way.auth_flow(request)


def checked(url: str) -> str:
    """The address of a store; KGError for what is none, and for one that holds a password."""
    try:
        found = httpx.URL(url)
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise KGError(repr(url), "is no address", "write https://…") from error
    if found.userinfo:
        raise KGError("address", "holds a user or a password", "give them as KG_USER and KG_PASSWORD")
    if found.scheme not in ("http", "https") or not found.host or (found.port or 1) > 0xFFFF:
        raise KGError(repr(url), "is no address of a store", "write https://…")
    return url


def shown(url: str | httpx.URL) -> str:
    """An address as it is told: without what may be secret in it."""
    found = httpx.URL(url)
    return _clean(str(found.copy_with(userinfo=b"", query=None, fragment=None)))


def _user() -> httpx.Auth | None:
    token, user = os.environ.get("KG_TOKEN", ""), os.environ.get("KG_USER", "")
    if not (token.isascii() and (token.isprintable())):
        raise KGError("KG_TOKEN", "holds what no header can", "write the token alone")
    if token:
        return _Token(token)
    return _Login(user, os.environ.get("KG_PASSWORD", "")) if user else None


def _refuse(response: httpx.Response) -> None:
    """Tell what a status means that is not the one wanted."""
    place, status = shown(response.url), response.status_code
    if response.next_request is not None:
        new = shown(response.next_request.url)
        raise KGError(place, f"sends on to {new}", "name that address if you trust it")
    if status == 206:
        raise Incomplete(place, "the answer is incomplete", _CUT)
    if status in (401, 403):
        remedy = "set KG_USER and KG_PASSWORD, or KG_TOKEN, to a user who may do this"
        raise KGError(place, f"does not let us in, HTTP {status}", remedy)
    what = f"HTTP {status}{_said(response)}"
    if status in _PASSING:
        raise _Passing(what, _wait(response))
    raise KGError(place, what, "see the question and the address" if status < 500 else "tell who runs the store")


_CUT = "ask for less, or have the store's limits raised"


def _judge(response: httpx.Response, found: str, wanted: str) -> None:
    """KGError for what is no answer, in spite of its status, or no whole one."""
    place, headers = shown(response.url), response.headers
    if found != wanted:
        page = found in ("text/html", "application/xhtml+xml")
        what = "answers with a page for people" if page else f"answers as {_clean(found) or 'nothing'}, not as {wanted}"
        raise KGError(place, what, "name the address where the store takes queries")
    if "x-sql-state" in headers:  # Virtuoso, where a query met its limit of time
        what = f"the answer is incomplete, {_clean(headers.get('x-sql-message', ''))}"
        raise Incomplete(place, what, _CUT)
    if "x-sparql-maxrows" in headers:  # Virtuoso, where an answer has as many rows as it ever gives
        most = _clean(headers["x-sparql-maxrows"])
        raise Incomplete(place, f"gives no more than {most} rows, so that some may be missing", _CUT)
    if wanted == "application/n-triples" and not {"content-length", "transfer-encoding"} & {*headers}:
        raise KGError(place, "does not tell where its answer ends", "tell who runs the store")


def _said(response: httpx.Response) -> str:
    """The first words of a server that are no page."""
    if "html" in response.headers.get("content-type", ""):
        return ", with a page for people"
    words = _clean(next(response.iter_bytes(4 * _WORDS), b"").decode(errors="replace"))
    return f": {words}" if words else ""


def _wait(response: httpx.Response) -> float:
    told = response.headers.get("retry-after", "")
    return float(told) if told.isascii() and told.isdecimal() else 0.0


def _clean(words: str) -> str:
    """A server's words in one short line, without what steers a terminal."""
    line = " ".join("".join(one for one in words if one.isprintable() or one.isspace()).split())
    return f"{line[:_WORDS]}…" if len(line) > _WORDS else line
