"""The system's own keyring."""

from __future__ import annotations

from desktop_app.core.errors import OutsideError

_SERVICE = "gongkai-desk"


class KeyringRefuses(OutsideError):
    """The keyring is there and does not do what it should: locked by the person, or its service died."""

    code = "K201"
    hint = "请解锁系统的密码保管（钥匙串、gnome-keyring），再试一次。"


class SystemKeyring:
    """Secrets in Windows' credential store, the desktop's secret service, or whatever the system has."""

    @property
    def is_there(self) -> bool:
        """Say whether this machine has one."""
        import keyring
        from keyring.backends.fail import Keyring as Nowhere
        from keyring.backends.null import Keyring as Nothing

        return not isinstance(keyring.get_keyring(), Nowhere | Nothing)

    def get(self, name: str) -> str:
        """Return a secret; empty where there is none or the keyring does not answer."""
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(_SERVICE, name) or ""
        except KeyringError:
            return ""

    def put(self, name: str, secret: str) -> None:
        """Keep a secret; an empty one is forgotten.

        Raises:
            KeyringRefuses: it was not kept.
        """
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            if secret:
                keyring.set_password(_SERVICE, name, secret)
            else:
                keyring.delete_password(_SERVICE, name)
        except PasswordDeleteError:
            return
        except KeyringError as error:
            raise KeyringRefuses("系统的密码保管没有存下口令。") from error
