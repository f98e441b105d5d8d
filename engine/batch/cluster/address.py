"""Where a Dask scheduler is and how to speak with it: with TLS on both sides, unless it is on this very computer."""

from __future__ import annotations

import ipaddress
import ssl
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Tls:
    """Files in PEM format. authority: certificates that sign all others; certificate, key: of this computer."""

    authority: Path
    certificate: Path
    key: Path


def checked_address(address: str, tls: Tls | None, insecure: bool = False) -> str:
    """Return a scheduler's address with its scheme: "tls://host:port", or "tcp://host:port" without TLS.

    Dask's messages are Python's pickles: whoever can send one to a scheduler or a worker, or change one on its way, can
    run programs there. So one beyond this computer is spoken to with TLS, but where `insecure` says otherwise.

    Raises SaliscopeError: CLUSTER_ADDRESS, CLUSTER_TLS, CLUSTER_INSECURE.
    """
    scheme, _, rest = address.rpartition("://")
    scheme = scheme or ("tcp" if tls is None else "tls")
    host, _, port = rest.rpartition(":")
    if scheme not in ("tcp", "tls") or not host or not port.isdecimal():
        raise SaliscopeError(Code.CLUSTER_ADDRESS, address=address)
    if (scheme == "tls") != (tls is not None):
        raise SaliscopeError(Code.CLUSTER_TLS, address=address)
    if scheme == "tcp" and not insecure and not _is_here(host):
        raise SaliscopeError(Code.CLUSTER_INSECURE, address=address)
    return f"{scheme}://{rest}"


def security(tls: Tls | None) -> Any:
    """Return what Dask's client is to use: certificates of both sides, and nothing without them; None without TLS.

    Raises SaliscopeError(CLUSTER_CERTIFICATE) where the files are not there or do not belong together.
    """
    if tls is None:
        return None
    from distributed import Security

    try:
        context = ssl.create_default_context(cafile=str(tls.authority))
        context.load_cert_chain(tls.certificate, tls.key, password=_no_password)
    except (OSError, ValueError) as fault:  # ssl.SSLError is an OSError
        names = ", ".join(path.name for path in (tls.authority, tls.certificate, tls.key))
        reason = getattr(fault, "strerror", None) or str(fault)
        raise SaliscopeError(Code.CLUSTER_CERTIFICATE, names=names, reason=reason) from fault
    return Security(
        require_encryption=True,
        tls_ca_file=str(tls.authority),
        tls_client_cert=str(tls.certificate),
        tls_client_key=str(tls.key),
    )


def _no_password() -> str:
    raise ValueError("the key has a password, which nobody can type here")


def _is_here(host: str) -> bool:
    """Return whether a host is this computer. Names other than "localhost" may lead anywhere."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
