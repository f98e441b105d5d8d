"""The journal of a run: an SQLite file to which every finished image is added and flushed to the disk.

In WAL mode with full synchronisation a transaction that has returned survives whatever happens next; one that has not
is as if it had never begun. Readers see the last whole transaction and hold up nobody. Where no memory can be
shared, as on some network disks, SQLite has a rollback journal instead: then whoever writes waits for readers. In that
mode a journal is also left, for it can be read from a disk that cannot be written to.

The file may be a stranger's: its tables must be ours, sizes are bounded, and nothing stored in it is run.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.export.plain_values import Unfit

NAME = "run.sqlite"
APPLICATION, VERSION = 0x53616C69, 1  # "Sali"
MOST_IMAGES = 1_000_000
_LONGEST = 64 * 2**20  # bytes of one value: a mask
_PATIENCE = 30.0  # seconds that a reader or writer waits for another connection
_FULL = (sqlite3.SQLITE_FULL,)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)

# Names are bytes: a file's name need not be text. computed: how many times the row was worked out; stale: it answers
# another question than the run's now, and stays until it is replaced. files: each belongs to every image that names it,
# for copies of one image may share what is written about it. abandoned: files that belonged to rows and are still to be
# removed.
_TABLES = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE images (position INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE) STRICT",
    "CREATE TABLE rows (name BLOB PRIMARY KEY, state TEXT NOT NULL, bytes INTEGER NOT NULL, changed INTEGER NOT NULL, "
    "entry INTEGER NOT NULL, row TEXT NOT NULL, computed INTEGER NOT NULL DEFAULT 1, "
    "stale INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID",
    "CREATE TABLE files (path TEXT NOT NULL, name BLOB NOT NULL, PRIMARY KEY (path, name)) STRICT",
    "CREATE INDEX files_of ON files (name)",
    "CREATE TABLE abandoned (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "CREATE TABLE thumbnails (name BLOB PRIMARY KEY, jpeg BLOB NOT NULL) STRICT",
    "CREATE TABLE summaries (name BLOB PRIMARY KEY, cells BLOB NOT NULL) STRICT",
    "CREATE TABLE truths (name BLOB PRIMARY KEY, class INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE truth_names (name BLOB PRIMARY KEY, said TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE regions (name BLOB NOT NULL, number INTEGER NOT NULL, region TEXT NOT NULL, mask BLOB NOT NULL, "
    "PRIMARY KEY (name, number)) STRICT",
)


class Journal:
    """The SQLite file of a run folder. Any thread may read and write; every reader has a connection of its own.

    read_only: whoever writes here is refused. Errors of all methods are SaliscopeErrors: RUN_DAMAGED, RUN_FULL,
    RUN_UNWRITABLE.
    """

    def __init__(self, folder: Path, read_only: bool = False) -> None:
        self._folder = folder
        self._read_only = read_only
        self._writing = threading.RLock()
        self._writer: sqlite3.Connection | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a file. One that was begun and never finished holds nothing and does not count."""
        try:
            facts = (self._folder / NAME).stat()
        except (OSError, ValueError):
            return False
        return stat.S_ISREG(facts.st_mode) and facts.st_size > 0

    def create(self) -> None:
        """Make the tables, all of them or none."""
        with self.writing() as connection:
            for table in _TABLES:
                connection.execute(table)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def check(self) -> None:
        """Check that the file is a run's and has the tables of this version, before anything else is read from it.

        Raises SaliscopeError: RUN_DAMAGED, RUN_NEWER.
        """
        with self.reading() as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION:
                raise Unfit("SQLite")
            if version > VERSION:
                raise SaliscopeError(Code.RUN_NEWER, name=str(self._folder), found=version, known=VERSION)
            found = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
            if version != VERSION or found != set(_TABLES):
                raise Unfit("tables")
            for table in ("images", "rows"):
                if connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > MOST_IMAGES:
                    raise Unfit(table)

    def check_writable(self) -> None:
        """Raise SaliscopeError(RUN_UNWRITABLE) where this is only to be read."""
        if self._read_only:
            raise SaliscopeError(Code.RUN_UNWRITABLE, name=str(self._folder), reason=os.strerror(errno.EROFS))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that reads the last whole transaction."""
        with self._named_errors(), closing(self._connected()) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection inside a transaction, which is on the disk when this returns, or undone where it fails."""
        self.check_writable()
        with self._writing, self._named_errors():
            if self._writer is None:
                self._writer = self._connected()
                self._writer.execute("PRAGMA journal_mode = WAL")
                self._writer.execute("PRAGMA synchronous = FULL")
                self._writer.execute("PRAGMA fullfsync = ON")  # macOS: the disk's own memory, with the files before
            connection = self._writer
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk has undone it already
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the writer's connection, which folds what was written into the one file."""
        with self._writing:
            if self._writer is not None:
                with suppress(sqlite3.Error):  # somebody reads, or the disk is gone: the next writer does it
                    self._writer.execute("PRAGMA busy_timeout = 0")
                    self._writer.execute("PRAGMA journal_mode = DELETE")
                self._writer.close()
            self._writer = None

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._folder / NAME, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA mmap_size = 0")
        return connection

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        name = str(self._folder)
        try:
            yield
        except Unfit as fault:
            raise SaliscopeError(Code.RUN_DAMAGED, name=name, found=str(fault)[:80]) from fault
        except UnicodeError as fault:
            raise SaliscopeError(Code.RUN_DAMAGED, name=name, found=NAME) from fault
        except sqlite3.Error as fault:
            kind = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # the lowest byte: the others say more exactly
            if kind in _FULL:
                raise SaliscopeError(Code.RUN_FULL, name=name) from fault
            if kind in _UNWRITABLE:
                raise SaliscopeError(Code.RUN_UNWRITABLE, name=name, reason=str(fault)) from fault
            if kind in _BUSY:
                raise SaliscopeError(Code.RUN_IN_USE, name=name) from fault
            raise SaliscopeError(Code.RUN_DAMAGED, name=name, found=NAME) from fault
