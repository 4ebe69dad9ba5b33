"""A server for one person on this machine: the page of the review, its queue, and the answers.

In: requests from the loopback address that name the secret of this run. Out: the page, JSON. Never: an answer to another host, another
origin or another page; a request to anywhere.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from pipeline.errors import ConfigError, OutputError, PipelineError
from pipeline.report import rendered

_FOLDER = Path(__file__).parent
_MOST = 64 * 1024


class Answers(Protocol):
    """What the server serves."""

    def queue(self) -> dict[str, Any]:
        """Return what is left to answer."""

    def answer(self, given: object) -> None:
        """Take an answer."""

    def undo(self) -> None:
        """Take the last answer back."""


class Server(ThreadingHTTPServer):
    """Serve a review on 127.0.0.1.

    Attributes:
        address: Where the page is, with the secret that every request must name.
    """

    daemon_threads = True

    def __init__(self, review: Answers, port: int = 0) -> None:
        """Open a port.

        Args:
            review: The queue and its answers.
            port: The port; 0 for any that is free.

        Raises:
            OutputError: The port is taken.
        """
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except (OSError, OverflowError) as error:
            raise OutputError(f"cannot open port {port}: {error}") from error
        self.review = review
        self.secret = secrets.token_urlsafe(24)
        self.alone = Lock()
        self.hosts = {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}
        self.address = f"http://127.0.0.1:{self.server_port}/{self.secret}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 30

    def do_GET(self) -> None:
        """Give the page or the queue."""
        if (path := self._allowed()) is None:
            return
        if path == "":
            self._send("text/html; charset=utf-8", rendered(_FOLDER, "review", fetches=True).encode())
        elif path == "queue":
            self._say(lambda: None)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Take an answer, or take one back, and give the queue that is left."""
        if (path := self._allowed()) is None:
            return
        if self.headers.get("Origin") not in {f"http://{host}" for host in self.server.hosts}:
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        size = self.headers.get("Content-Length", "")
        if self.headers.get_content_type() != "application/json" or not size.isascii() or not size.isdigit() or int(size) > _MOST:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        body = self.rfile.read(int(size))
        if path == "answer":
            self._say(lambda: self.server.review.answer(json.loads(body)))
        elif path == "undo":
            self._say(self.server.review.undo)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _allowed(self) -> str | None:
        """Return the path behind the secret; else refuse. Another host in `Host` is a name that was bent to this address."""
        if self.headers.get("Host") not in self.server.hosts:
            self._refuse(HTTPStatus.FORBIDDEN)
            return None
        _, secret, *rest = [*self.path.partition("?")[0].split("/"), ""][:4]
        if not rest or not hmac.compare_digest(secret.encode(), self.server.secret.encode()):
            self._refuse(HTTPStatus.NOT_FOUND)
            return None
        return rest[0]

    def _say(self, act: Callable[[], None]) -> None:
        try:
            with self.server.alone:
                act()
                queue = self.server.review.queue()
        except (ConfigError, ValueError) as error:
            self._send("application/json", json.dumps({"error": str(error)[:300]}).encode(), HTTPStatus.BAD_REQUEST)
        except PipelineError as error:
            self._send("application/json", json.dumps({"error": str(error)[:300]}).encode(), HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            self._send("application/json", json.dumps(queue).encode())

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._send("text/plain; charset=utf-8", status.phrase.encode(), status)

    def _send(self, kind: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Frame-Options", "DENY"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a line a request is of no use to the reviewer, and would show the secret."""
