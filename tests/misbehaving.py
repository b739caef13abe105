"""A real HTTP server that misbehaves as told: one behaviour after another, the last one for good."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

Behaviour = Callable[[BaseHTTPRequestHandler], None]
RESULTS, STATEMENTS = "application/sparql-results+json", "application/n-triples"
ROWS = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "all is well"}}]}}'
NO = b'{"head": {}, "boolean": false}'


class Server(NamedTuple):
    """Its address, and of each request so far the method, the path and the headers."""

    url: str
    requests: list[tuple[str, str, dict[str, str]]]


def says(body: bytes = ROWS, kind: str = RESULTS, status: int = 200, **headers: str) -> Behaviour:
    """Answers with a body, and further headers (``_`` for ``-``)."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        lengths = {} if "Content_Length" in headers else {"Content-Length": str(len(body))}
        told = {name.replace("_", "-"): text for name, text in headers.items() if text}
        for name, text in {"Content-Type": kind, **lengths, **told}.items():
            handler.send_header(name, text)
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return behave


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """Closes the connection without a word."""
    handler.close_connection = True


def trickles(handler: BaseHTTPRequestHandler) -> None:
    """Sends an answer that comes a little at a time, and never to its end."""
    says(b"{", Content_Length="1000000")(handler)
    while not _over(handler).wait(0.05):
        handler.wfile.write(b" ")


def never_ends(handler: BaseHTTPRequestHandler) -> None:
    """Sends an answer without end as fast as it is taken."""
    says(b"", Content_Length="")(handler)
    while not _over(handler).is_set():
        handler.wfile.write(b" " * 1_000_000)


@contextmanager
def server(*behaviours: Behaviour) -> Iterator[Server]:
    """A server that answers the first request by the first behaviour, and so on."""
    requests: list[tuple[str, str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            requests.append((self.command, self.path, {key.lower(): text for key, text in self.headers.items()}))
            try:
                behaviours[min(len(requests), len(behaviours)) - 1](self)
            except OSError:  # who asked has had enough
                self.close_connection = True

        do_PUT = do_POST  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.over = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{running.server_address[1]}/sparql", requests)
    finally:
        running.over.set()  # type: ignore[attr-defined]
        running.shutdown()
        running.server_close()
        thread.join()


def _over(handler: BaseHTTPRequestHandler) -> threading.Event:
    found: threading.Event = handler.server.over  # type: ignore[attr-defined]
    return found
