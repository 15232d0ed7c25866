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


class WorkspaceUnreachable(OutsideError):
    """The server of a shared workspace does not answer, or the line to it broke."""

    code = "W312"
    hint = "窗口里写的内容还在；网络或服务器恢复后会自动重新连接并保存。一直连不上的，请联系信息人员。"


class WorkspaceLoginRefused(OutsideError):
    """The server of a shared workspace does not let this user in."""

    code = "W313"
    hint = "请在“设置—共享工作区”里核对用户名，重新输入数据库密码。"


class DriverMissing(OutsideError):
    """This installation cannot speak with PostgreSQL."""

    code = "W314"
    hint = "请信息人员安装 requirements-shared.txt 里的组件，或改用本机的工作区。"


class ServerUnfit(OutsideError):
    """The server's database cannot hold a workspace."""

    code = "W315"
    hint = "请信息人员按 docs/shared-office.md 建好数据库。"


class CopyDiffers(OutsideError):
    """A copied workspace is not what it was copied from."""

    code = "W316"
    hint = "原来的工作区没有改动；请再试一次，还不行的请联系技术人员。"


class TargetNotEmpty(UserError):
    """A workspace is moved into an empty one only."""

    code = "W317"
    hint = "请换一个空的数据库或新的文件名；要用备份替换它，请用 gongkai restore。"


class SharedIsNotLocked(UserError):
    """A passphrase of this machine locks a file, not a server's database."""

    code = "W319"
    hint = "服务器磁盘的加密由信息人员在服务器上做，见 docs/shared-office.md。"
