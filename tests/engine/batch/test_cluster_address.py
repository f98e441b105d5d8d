"""A scheduler beyond this computer is spoken to with certificates, or not at all unless that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.batch.cluster.address import Tls, checked_address, security
from engine.errors import Code, SaliscopeError

TLS = Tls(Path("ca.pem"), Path("own.pem"), Path("own.key"))


@pytest.mark.parametrize(
    ("address", "tls", "insecure", "expected"),
    [
        ("127.0.0.1:8786", None, False, "tcp://127.0.0.1:8786"),
        ("tcp://localhost:8786", None, False, "tcp://localhost:8786"),
        ("tcp://[::1]:8786", None, False, "tcp://[::1]:8786"),
        ("server.example:8786", TLS, False, "tls://server.example:8786"),
        ("tls://10.0.0.7:8786", TLS, False, "tls://10.0.0.7:8786"),
        ("tcp://10.0.0.7:8786", None, True, "tcp://10.0.0.7:8786"),
    ],
)
def test_an_address_has_its_scheme(address, tls, insecure, expected):
    assert checked_address(address, tls, insecure) == expected


@pytest.mark.parametrize(
    ("address", "tls", "insecure", "code"),
    [
        ("tcp://10.0.0.7:8786", None, False, Code.CLUSTER_INSECURE),
        ("server.example:8786", None, False, Code.CLUSTER_INSECURE),
        ("tcp://localhost.example:8786", None, False, Code.CLUSTER_INSECURE),
        ("tls://10.0.0.7:8786", None, False, Code.CLUSTER_TLS),
        ("tls://10.0.0.7:8786", None, True, Code.CLUSTER_TLS),
        ("tcp://127.0.0.1:8786", TLS, False, Code.CLUSTER_TLS),
        ("server.example", None, False, Code.CLUSTER_ADDRESS),
        ("inproc://127.0.0.1:1", None, False, Code.CLUSTER_ADDRESS),
        ("tcp://:8786", None, False, Code.CLUSTER_ADDRESS),
        ("", None, False, Code.CLUSTER_ADDRESS),
    ],
)
def test_what_is_no_safe_address_is_refused(address, tls, insecure, code):
    with pytest.raises(SaliscopeError) as caught:
        checked_address(address, tls, insecure)
    assert caught.value.code is code


def test_certificates_that_are_not_there_are_named(tmp_path):
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(SaliscopeError) as caught:
        security(Tls(tmp_path / "ca.pem", tmp_path / "own.pem", tmp_path / "own.key"))
    assert caught.value.code is Code.CLUSTER_CERTIFICATE
    assert caught.value.params["names"] == "ca.pem, own.pem, own.key"


def test_without_tls_nothing_is_asked_of_dask():
    assert security(None) is None
