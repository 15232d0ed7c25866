"""A bag on the other side: unpacked into a folder of its own and verified before anything of it is used."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

import bagit
import msgspec

from desktop_app.adapters.bags.description import fault_of
from desktop_app.adapters.bags.digests import teach_sm3
from desktop_app.adapters.bags.errors import BagDamaged
from desktop_app.adapters.bags.writing import META, RECORD
from desktop_app.core.outbox.job import JobKind
from desktop_app.core.outbox.let_out import LetOut
from desktop_app.core.shapes import read_json

_MOST_FILES = 2_000
_MOST_BYTES = 2 << 30


class FileRecord(msgspec.Struct, frozen=True):
    """A file of the package."""

    name: str
    title: str
    media_type: str
    sha256: str


class BagRecord(msgspec.Struct, frozen=True):
    """What a package says of itself, verified.

    Args:
        kind: what is to be done with it at the portal.
        replaces: key of the item that it corrects, or None.
        reason: why it corrects, replaces or withdraws; readers see it.
        exchange: name of the description in the portal's exchange form; empty where there is none.
        let_out: what is in it although checks hold it back.
    """

    key: str
    title: str
    column: str
    form: str
    issuer: str
    issued_on: str | None
    doc_no: str
    metadata: dict[str, str]
    digest: str
    files: list[FileRecord]
    exchange: str = ""
    kind: JobKind = JobKind.PUBLISH
    replaces: str | None = None
    reason: str = ""
    let_out: list[LetOut] = []


def unpack_bag(content: bytes, folder: Path) -> BagRecord:
    """Unpack a package into an empty folder and verify every digest.

    Raises:
        BagDamaged: it is no package of ours, or a file is missing, added or changed.
    """
    teach_sm3()
    top = _unzip(content, folder)
    try:
        bagit.Bag(str(top)).validate()
        record = read_json((top / "data" / RECORD).read_bytes(), BagRecord)
        _verify_description(record, top / "data" / META)
        return record
    except bagit.BagError as error:
        raise BagDamaged("移交包里的文件与校验值不符，可能在搬运中损坏或被改动。") from error
    except (OSError, msgspec.DecodeError) as error:
        raise BagDamaged("移交包里缺少登记信息，不是本程序制作的移交包。") from error


def _verify_description(record: BagRecord, folder: Path) -> None:
    if not record.exchange:
        return
    content = (folder / PurePosixPath(record.exchange).name).read_bytes()
    fault = fault_of(record.exchange, content, record.key, record.title)
    if fault:
        raise BagDamaged(f"移交包的著录信息不对：{fault}。")


def _unzip(content: bytes, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _refuse_hostile(members)
            archive.extractall(folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise BagDamaged("移交包打不开，文件可能不完整。") from error
    return folder / PurePosixPath(members[0].filename).parts[0]


def _refuse_hostile(members: list[zipfile.ZipInfo]) -> None:
    paths = [PurePosixPath(member.filename) for member in members]
    outside = any(path.is_absolute() or ".." in path.parts or "\\" in str(path) for path in paths)
    tops = {path.parts[0] for path in paths if path.parts}
    if not members or outside or len(tops) != 1:
        raise BagDamaged("这不是移交包：里面的路径不合规定。")
    if len(members) > _MOST_FILES or sum(member.file_size for member in members) > _MOST_BYTES:
        raise BagDamaged("移交包过大，没有打开。")
