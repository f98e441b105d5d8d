"""The words for errors of batches on several computers."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.CLUSTER_EXTRA: QT_TRANSLATE_NOOP(
        "words",
        "Computing on several computers needs the package {package}. Install Saliscope with the extra “{extra}”; the "
        "packaged program does not have it.",
    ),
    Code.CLUSTER_ADDRESS: QT_TRANSLATE_NOOP(
        "words",
        "“{address}” is not the address of a scheduler. Give the computer and the port, as in "
        "tls://server.example:8786.",
    ),
    Code.CLUSTER_TLS: QT_TRANSLATE_NOOP(
        "words",
        "The address {address} and the options for encryption do not fit together. An address with tls:// needs "
        "--tls-ca, --tls-cert and --tls-key; one with tcp:// takes none of them.",
    ),
    Code.CLUSTER_CERTIFICATE: QT_TRANSLATE_NOOP(
        "words",
        "The certificates cannot be used ({names}): {reason}. Files in PEM format are needed, a certificate with its "
        "own key, and a key without a password.",
    ),
    Code.CLUSTER_INSECURE: QT_TRANSLATE_NOOP(
        "words",
        "{address} is another computer, and the connection would not be encrypted: anybody on the network could read "
        "the images and run programs on the workers. Use tls:// with certificates, or --no-tls on a network that only"
        " people you trust can reach.",
    ),
    Code.CLUSTER_LOST: QT_TRANSLATE_NOOP(
        "words",
        "The scheduler {address} does not answer. Nothing that is done is lost. Check that it runs, that the address "
        "is right and that both sides use the same encryption, then continue.",
    ),
    Code.CLUSTER_NO_WORKERS: QT_TRANSLATE_NOOP(
        "words",
        "The scheduler {address} has had no worker for {seconds} s. Nothing that is done is lost. Start a worker, "
        "then continue.",
    ),
    Code.CLUSTER_VERSION: QT_TRANSLATE_NOOP(
        "words",
        "A worker has Saliscope {found}, this program is {expected}. Install the same version everywhere, so that all"
        " results are comparable.",
    ),
    Code.CLUSTER_DAEMON: QT_TRANSLATE_NOOP(
        "words",
        "A worker may not start the process in which models are inspected. Start it with --no-nanny, or with "
        "DASK_DISTRIBUTED__WORKER__DAEMON=False in its environment.",
    ),
    Code.CLUSTER_MODEL: QT_TRANSLATE_NOOP(
        "words",
        "The workers do not have the model “{name}”, and it cannot be sent to them: it consists of several files, is "
        "larger than {limit} MB, or was changed since the batch began. Put the same files at {path} on every worker.",
    ),
    Code.CLUSTER_KILLED: QT_TRANSLATE_NOOP(
        "words",
        "{times} workers ended while they computed “{name}”, so it was given up. The image may be damaged, or too "
        "large for the workers’ memory. Try it alone on this computer.",
    ),
    Code.CLUSTER_ANSWER: QT_TRANSLATE_NOOP(
        "words",
        "A worker’s answer for “{name}” is not what was asked ({found}), and was not kept. Check that every worker "
        "has the same version of Saliscope and can be trusted, then continue.",
    ),
    Code.CLUSTER_FAULT: QT_TRANSLATE_NOOP(
        "words",
        "A worker failed. Nothing that is done is lost. Check that the scheduler and all workers have the same "
        "version of Saliscope and of its packages, then continue.",
    ),
}
