"""What can go wrong with the workspace's file, each with its own way out."""

from __future__ import annotations

from desktop_app.core.errors import OutsideError, UserError


class WorkspaceDamaged(OutsideError):
    """The database file is no database any more, or part of it is unreadable."""

    code = "W301"
    hint = "请不要删除这个文件；用“gongkai restore 备份文件”恢复最近的备份，或联系技术人员。"


class WorkspaceUnwritable(OutsideError):
    """The folder or the file cannot be written."""

    code = "W302"
    hint = "请检查文件夹的权限，或在设置里换一个位置。"


class DiskFull(OutsideError):
    """There is no room left; what was saved before is safe."""

    code = "W303"
    hint = "刚才的内容还在窗口里：请先清理磁盘，程序会再次保存。"


class WorkspaceBusy(OutsideError):
    """Another program holds the database for too long."""

    code = "W304"
    hint = "请关掉另一个正在使用它的程序，再试一次。"


class WorkspaceNewer(UserError):
    """The workspace was written by a newer version of the program."""

    code = "W305"
    hint = "请升级本机的程序；文件没有被改动。"


class Conflict(UserError):
    """Somebody else saved the same disclosure in the meantime."""

    code = "W306"
    hint = "可以重新载入对方的内容，或把自己的内容另存为一份。"


class NotFound(UserError):
    """There is no such disclosure, attachment or job."""

    code = "W307"


class WorkspaceLocked(UserError):
    """The workspace is locked and nobody gave its passphrase."""

    code = "W308"
    hint = "请打开窗口输入密码短语；用命令时写在环境变量 GONGKAI_WORKSPACE_PASSPHRASE 里。"


class WrongWorkspacePassphrase(UserError):
    """The passphrase does not open the workspace."""

    code = "W309"
    hint = "请看大小写和输入法，再试一次；忘了就用封存的密码单。"


class WeakWorkspacePassphrase(UserError):
    """Too short to protect anything."""

    code = "W311"
