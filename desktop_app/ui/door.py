"""One window a workspace: who starts the program again is led to the window that is there."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import cast

from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_S = 10.0
"""A window that is only being built opens its door within this time."""
_AGAIN_MS = 100


class Door(QObject):
    """The door of a workspace's window, open from before the workspace is read.

    Signals:
        knocked: the program was started again with the same workspace, by opening this file or with "" by itself; what
            waited while the window was built is told as soon as it can listen.
    """

    knocked = Signal(str)

    def __init__(self, lock: QLockFile, name: str) -> None:
        super().__init__()
        self._lock = lock
        QLocalServer.removeServer(name)  # the lock is ours: what is there was left by a process that died
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(name)

    def close(self) -> None:
        """Let another process have the workspace's window."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(self._on_said)
            if caller.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                self._hear(caller)

    def _on_said(self) -> None:
        self._hear(cast(QLocalSocket, self.sender()))

    def _hear(self, caller: QLocalSocket) -> None:
        """Take what a caller that hung up has said."""
        said = bytes(caller.readAll().data()).decode("utf-8", "replace")
        caller.deleteLater()
        self.knocked.emit(said.removesuffix("\n"))


def open_door(workspace: str, file: str = "") -> Door | None:
    """Return the door of a workspace's only window, or None after knocking at the one that is open.

    Args:
        workspace: what tells one workspace from another: a file's absolute path or a database's address.
        file: what the open window shall open; "" where it only comes forward.
    """
    name = f"gongkai-{hashlib.sha256(workspace.encode()).hexdigest()[:24]}"
    lock = QLockFile(str(Path(QDir.tempPath()) / f"{name}.lock"))
    lock.setStaleLockTime(0)  # stale when its process is gone, however long ago it was made
    if lock.tryLock(0):
        return Door(lock, name)
    until = time.monotonic() + _PATIENCE_S
    while not _knock(name, file):
        if lock.tryLock(_AGAIN_MS):  # the other one ended meanwhile
            return Door(lock, name)
        if time.monotonic() > until:
            break
    return None


def _knock(name: str, file: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_AGAIN_MS):
        return False
    socket.write(f"{file}\n".encode())
    socket.waitForBytesWritten(_AGAIN_MS)
    socket.disconnectFromServer()
    return True
