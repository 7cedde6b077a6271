"""A request as WSGI and rolo hand it to the gateway."""

import sys
from typing import IO, Any
from urllib.parse import unquote_to_bytes, urlsplit

from harness.engine.plugins.server.head import Head

Environ = dict[str, Any]
Address = tuple[str, int]


def environ_of(head: Head, body: IO[bytes], *, client: Address, server: Address, scheme: str) -> Environ:
    """The WSGI environment of a request (PEP 3333), with rolo's additions: raw headers and raw address.

    Args:
        head: what was asked for.
        body: at its begin, and as long as it is.
        client: who asks.
        server: where.
        scheme: `http` or `https`.
    """
    return {
        **_target(head),
        **_headers(head),
        "REQUEST_METHOD": head.method,
        "SERVER_NAME": head.get("host").rpartition(":")[0] or head.get("host") or server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": head.version,
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _target(head: Head) -> dict[str, str]:
    target = head.target if head.target.startswith("/") else _of_a_proxy(head.target)
    path, _, query = target.partition("?")
    return {
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1") if "%" in path else path,
        "QUERY_STRING": query,
        "REQUEST_URI": head.target,
        "RAW_URI": head.target,
    }


def _headers(head: Head) -> Environ:
    return {
        **_variables(head),
        "CONTENT_TYPE": head.get("content-type"),
        "CONTENT_LENGTH": head.get("content-length"),
        "rolo.headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in head.headers],
    }


def _variables(head: Head) -> dict[str, str]:
    variables: dict[str, str] = {}
    for name, value in head.headers:
        variable = f"HTTP_{name.upper().replace('-', '_')}"
        variables[variable] = f"{variables[variable]},{value}" if variable in variables else value
    return variables


def _of_a_proxy(target: str) -> str:
    """Path and query of a whole address, which clients send to proxies."""
    address = urlsplit(target)
    return f"{address.path or '/'}{f'?{address.query}' if address.query else ''}"
