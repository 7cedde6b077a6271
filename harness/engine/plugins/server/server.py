"""Listens, and gives each connection a thread."""

import logging
import select
import selectors
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from typing import Any

from localstack.runtime.server.core import RuntimeServer
from rolo.gateway.wsgi import WsgiGateway
from rolo.websocket.request import WebSocketRequest

from harness.engine.plugins.clock import real
from harness.engine.plugins.server.connection import Application, Connection, Service
from harness.engine.plugins.server.environ import Address
from harness.engine.plugins.server.line import IDLE_SECONDS, Line
from harness.engine.plugins.server.tls import encrypted, is_tls

LOG = logging.getLogger(__name__)

BACKLOG = 1024
"""Connections that may wait to be taken: a burst of clients must not be refused."""

PAUSE_SECONDS = 0.2
"""After a connection that couldn't be taken, until the next is tried."""

PATIENCE_SECONDS = 10.0
"""How long a stopping server waits for answers that are being made."""


class ThreadedServer(RuntimeServer):
    """LocalStack's main loop: takes connections, until it is told to stop."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._stopped, self._stop = socket.socketpair()
        self._selector.register(self._stopped, selectors.EVENT_READ)
        self._listeners: list[socket.socket] = []
        self._desk = Desk()

    def register(self, gateway: Any, listen: Sequence[Any], ssl_creds: tuple[str, str] | None = None) -> None:
        """Listen at some places; HTTP and HTTPS share each port.

        Args:
            gateway: answers requests.
            listen: hosts and ports.
            ssl_creds: files of the certificate and of its key.
        """
        service = Service(self._desk.counted(WsgiGateway(gateway)), WebSocketRequest.listener(gateway.accept))
        for place in listen:
            family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
            listener = socket.create_server((place.host, place.port), family=family, backlog=BACKLOG)
            self._listeners.append(listener)
            self._selector.register(listener, selectors.EVENT_READ, _Reception(service, ssl_creds))

    def run(self) -> None:
        """Take connections until `shutdown`."""
        try:
            while self._stopped not in (ready := {key.fileobj: key.data for key, _ in self._selector.select()}):
                for listener, reception in ready.items():
                    self._take(listener, reception)
        finally:
            # From now on clients are refused rather than kept waiting.
            for listener in self._listeners:
                listener.close()

    def shutdown(self) -> None:
        """Take no more connections, and let answers that are being made be finished."""
        self._stop.close()
        self._desk.wait_until_free(PATIENCE_SECONDS)

    def _take(self, listener: Any, reception: "_Reception") -> None:
        try:
            client, address = listener.accept()
        except OSError:
            # As a rule there are no more files to open. The connection waits, and asking at once wouldn't help.
            LOG.warning("A connection could not be taken", exc_info=True)
            select.select([self._stopped], [], [], PAUSE_SECONDS)
            return
        # Daemons: clients that keep their connections must not keep a stopping engine alive.
        thread = threading.Thread(target=reception.serve, args=(client, address[:2]), name="connection", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            LOG.warning("There can't be a thread for one more connection", exc_info=True)
            client.close()


class Desk:
    """Counts the requests that are being answered."""

    def __init__(self) -> None:
        self._busy = 0
        self._changed = real.Condition()

    def counted(self, application: Application) -> Application:
        """The same application, counted from a request to the begin of its answer."""

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
            with self._changed:
                self._busy += 1
            try:
                return application(environ, start)
            finally:
                with self._changed:
                    self._busy -= 1
                    if not self._busy:
                        self._changed.notify_all()

        return answer

    def wait_until_free(self, seconds: float) -> bool:
        """Wait until no request is being answered; False if there still was one after so many of the host's seconds."""
        deadline = real.monotonic() + seconds
        with self._changed:
            while self._busy and (left := deadline - real.monotonic()) > 0:
                self._changed.wait(left)
            return not self._busy


class _Reception:
    """What happens to the connections of one listener."""

    def __init__(self, service: Service, ssl_creds: tuple[str, str] | None) -> None:
        self._service = service
        self._ssl_creds = ssl_creds
        self._tls: ssl.SSLContext | None = None

    def serve(self, client: socket.socket, address: Address) -> None:
        """Serve a connection to its end."""
        try:
            client.settimeout(IDLE_SECONDS)  # who connects may well say nothing, not even which protocol it speaks
            secret = self._ssl_creds is not None and is_tls(client)
            line = encrypted(client, self._context()) if secret else Line(client)
            Connection(line, address, self._service, "https" if secret else "http").serve()
        except OSError:
            client.close()  # it was gone before it had said anything
        except Exception:
            LOG.exception("A connection broke its thread")
            client.close()

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            certificate, key = self._ssl_creds or ("", "")
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            self._tls = context
        return self._tls
