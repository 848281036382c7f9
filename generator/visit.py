"""Visit: ask addresses outside the library whether they answer. Beside `post`, the only module that uses the network.

What contributors write must not make this machine speak to others behind its walls. So a host is looked up once, every
address it has must be one of the open internet, and the connection goes to exactly that address; each redirect is
looked at in the same way. Answers are not read, only their first lines.
"""

import socket
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from time import monotonic, sleep
from urllib.parse import SplitResult, quote, urljoin, urlsplit

AGENT = "beacon-links/1 (checks now and then whether cited sources are still there)"
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
"""Addresses that stand for others, behind which a closed one may hide."""
WORKERS = 8
"""Hosts asked at the same time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one asking came to: the status, 0 without a response; in words; and the host that answered at last."""

    status: int
    said: str
    host: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: seconds for one address, seconds between two of one host, seconds for all of them.

    `loopback` allows this machine itself, and nothing else that is closed; for tests.
    """

    patience: float = 20.0
    pause: float = 2.0
    limit: float = 1200.0
    loopback: bool = False


class Refused(Exception):
    """An address that is not to be asked; the message says why."""


def visit_all(addresses: Iterable[str], manners: Manners, heard: Callable[[str, Answer], None]) -> None:
    """Ask each address, few hosts at a time and one address of a host at a time. `heard` is told each answer, one at a
    time; what there was no time for is not told."""
    hosts: dict[str, deque[str]] = defaultdict(deque)
    for address in addresses:
        hosts[_host(address)].append(address)
    waiting, lock, over = deque(hosts.values()), threading.Lock(), monotonic() + manners.limit

    def work() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                queue = waiting.popleft()
            for number, address in enumerate(queue):
                if number:
                    sleep(manners.pause)
                if monotonic() > over:
                    return
                answer = visit(address, manners)
                with lock:
                    if monotonic() <= over + manners.patience:
                        heard(address, answer)

    workers = [threading.Thread(target=work, daemon=True) for _ in range(min(WORKERS, len(waiting)))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(max(0.0, over + manners.patience - monotonic()))


def visit(address: str, manners: Manners) -> Answer:
    """Ask one address: for its head, and where that fails as if to read it. Raises nothing."""
    until = monotonic() + manners.patience
    try:
        answer = _follow("HEAD", address, manners, until)
        return answer if answer.status < 400 else _follow("GET", address, manners, until)
    except Refused as reason:
        return Answer(0, str(reason))
    except ssl.SSLError as fault:
        return Answer(0, f"no safe connection: {fault.reason or 'certificate'}")
    except TimeoutError:
        return Answer(0, "no answer in time")
    except socket.gaierror:
        return Answer(0, "no such host")
    except (OSError, HTTPException, ValueError) as fault:
        return Answer(0, f"no answer: {type(fault).__name__}")


def _follow(method: str, address: str, manners: Manners, until: float) -> Answer:
    for _ in range(MOST_REDIRECTS + 1):
        parts = urlsplit(address)
        with _asked(method, parts, manners, until) as response:
            to = response.headers.get("Location", "")
            if response.status not in {301, 302, 303, 307, 308} or not to:
                return Answer(response.status, f"{response.status} {_reason(response)}".strip(), parts.hostname or "")
        address = urljoin(address, to)
    return Answer(0, "leads from one address to the next without an end")


def _reason(response: HTTPResponse) -> str:
    return "".join(c for c in (response.reason or "") if c.isprintable())[:60]


@contextmanager
def _asked(method: str, parts: SplitResult, manners: Manners, until: float) -> Iterator[HTTPResponse]:
    """The response to one request, of which only the head is read."""
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("no address on the web")
    port = parts.port or PORTS[parts.scheme]
    at = _looked_up(parts.hostname, port, loopback=manners.loopback)
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    plain = socket.create_connection((str(at), port), timeout=left)
    bell = threading.Timer(left, _hang_up, [plain])
    bell.daemon = True
    bell.start()
    try:
        line = ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname) if parts.scheme == "https" else plain  # fmt: skip
        connection = HTTPConnection(parts.hostname, port)
        connection.sock = line
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else "")  # fmt: skip
        connection.request(method, target, headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"})
        try:
            response = connection.getresponse()
            if monotonic() >= until:  # the bell has cut it short, and half a head looks like a whole one
                raise TimeoutError
            yield response
        finally:
            connection.close()
    finally:
        bell.cancel()
        plain.close()


def _hang_up(line: socket.socket) -> None:
    """End a connection that somebody else is reading from, however slowly it speaks."""
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        line.close()


def _looked_up(host: str, port: int, *, loopback: bool) -> IPv4Address | IPv6Address:
    """The first address of a host, when all of them are open."""
    found = [ip_address(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found:
        raise Refused("no such host")
    for at in found:
        if not (is_open(at) or (loopback and at.is_loopback)):
            raise Refused("not an address of the open internet; it is not asked")
    if not loopback and port not in PORTS.values() and port < 1024:
        raise Refused(f"port {port} is none of the web; it is not asked")
    return found[0]


def is_open(at: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the open internet, and stands for none that does not."""
    if isinstance(at, IPv6Address):
        inner = at.ipv4_mapped
        if inner is not None:
            return is_open(inner)
        if at.sixtofour is not None or at.teredo is not None or any(at in network for network in TRANSLATED):
            return False
    return at.is_global and not (at.is_multicast or at.is_reserved or at.is_unspecified)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
