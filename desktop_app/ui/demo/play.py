"""The main job from end to end, in the real window: find the matter, fill the form, check, review, publish, print."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import OutsideError
from desktop_app.ui.app import application
from desktop_app.ui.demo.fill import fill
from desktop_app.ui.demo.hand import Hand
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.form.release_fields import RELEASE_FIELDS
from desktop_app.ui.tasks import wait_for_all

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

FORM = "social-security.subsistence-allowance-publicity"
SEARCH = "dibao"
"""低保, in pinyin."""

_REVIEW = {
    "confidentiality.classified": False,
    "confidentiality.reviewed_by": "王审查",
    "confidentiality.reviewed_on": "2026-11-09",
    "confidentiality.conclusion": "可以公开",
}
_LAST_WORK_S = 20.0


class DemoUnwritable(OutsideError):
    """The folder for the results cannot be written."""

    code = "Y102"
    hint = "请用 --out 换一个文件夹。"


def play(desk: Desk, out: Path, fetch: Callable[[str], bytes]) -> list[Path]:
    """Play the main job and return what was left in the folder.

    Args:
        desk: over a fresh workspace whose portal is running.
        out: folder for documents, the published page, the poster and pictures of the window.
        fetch: reads a public page, as a citizen's browser does.

    Raises:
        DemoUnwritable: the folder cannot be made.
        FontsMissing: no Chinese font is there, so no document can be made.
        ToldOtherwise: the window told of an error instead of going on.
    """
    desk.documents.need_fonts()
    pictures = _emptied(out / "窗口")
    application()
    window = MainWindow(desk)
    hand = Hand(window, pictures)
    window.show()
    try:
        item_id = _Clerk(window, desk, hand).do_everything()
    finally:
        window.close()
        wait_for_all(_LAST_WORK_S)
    return [*_results(desk, item_id, out, fetch), *hand.pictures]


class _Clerk:
    """The people of the story: a clerk, then the reviewer, then the clerk again."""

    def __init__(self, window: MainWindow, desk: Desk, hand: Hand) -> None:
        self._window = window
        self._desk = desk
        self._hand = hand

    def do_everything(self) -> str:
        """Go the whole way and return the disclosure's id."""
        self._introduce_the_office()
        self._find_the_matter()
        self._fill_the_form()
        self._hand_in()
        item_id = str(self._form.session.item.id)
        self._review(item_id)
        self._publish()
        self._look_around()
        return item_id

    @property
    def _form(self) -> Any:
        return self._window.page("form")

    def _introduce_the_office(self) -> None:
        page = self._window.page("welcome")
        self._hand.picture("第一次打开")
        answers = {
            "office_name": "龙江县丰泽镇人民政府",
            "office_phone": "0452-5820100",
            "person": "张经办",
        }
        for fields in page.asked:
            for key in fields.frames.keys() & answers.keys():
                fill(self._hand, fields.frames[key], answers[key])
            self._hand.click(page.next)
        self._hand.click(page.next)  # the portal stays the one beside it
        self._hand.click(page.begin)
        self._hand.until(lambda: bool(self._desk.settings.office_name), "单位信息存好")

    def _find_the_matter(self) -> None:
        self._window.show_place("catalogue")
        page = self._window.page("catalogue")
        self._hand.write(page.search, SEARCH)
        self._hand.until(
            lambda: page.list.current is not None and page.list.current.id == FORM, "找到低保对象公示"
        )
        self._hand.picture("找事项")
        self._hand.click(page.begin)
        self._hand.until(lambda: self._stands(RELEASE_FIELDS), "表单打开")

    def _fill_the_form(self) -> None:
        sample = self._desk.catalogue.form(FORM).spec.sample
        steps = self._desk.catalogue.form(FORM).spec.steps
        for number, step in enumerate(steps):
            for key in step.fields:
                frame = self._form.sheet.frames[key]
                if key in sample and self._form.session.answers.is_visible(key):
                    fill(self._hand, frame, sample[key])
            if number == 0:
                self._check("填了一步")
        self._check("填好了")

    def _check(self, name: str) -> None:
        self._form.check()
        self._hand.pause(1200)
        self._hand.picture(name)

    def _hand_in(self) -> None:
        self._form.side.show_tab(self._form.side.preview)
        self._hand.pause(1500)
        self._hand.picture("预览")
        self._hand.click(self._form.header.button("submit"))
        self._wait_for(State.IN_REVIEW, "送审")

    def _review(self, item_id: str) -> None:
        self._window.show_place("review")
        self._hand.pause(500)
        self._hand.picture("待审")
        self._window.open_item(item_id, review=True)
        self._hand.until(lambda: self._form.is_reviewing and self._stands(_REVIEW), "审查人打开")
        self._hand.pause(500)
        for key, answer in _REVIEW.items():
            fill(self._hand, self._form.sheet.frames[key], answer)
        self._form.sheet.go_to("confidentiality.conclusion", None, "")
        self._hand.pause(300)
        self._hand.picture("保密审查")
        self._hand.click(self._form.header.button("approve"))
        self._wait_for(State.APPROVED, "审查通过")

    def _publish(self) -> None:
        self._hand.click(self._form.header.button("publish"))
        self._wait_for(State.PUBLISHED, "发布并核对")
        self._hand.pause(500)
        self._hand.picture("已发布")

    def _look_around(self) -> None:
        for key, name in (
            ("outbox", "发件箱"),
            ("board", "公示栏"),
            ("ledger", "台账"),
            ("workbench", "工作台"),
        ):
            self._window.show_place(key)
            self._hand.pause(700)
            self._hand.picture(name)

    def _stands(self, keys: Iterable[str]) -> bool:
        """Say whether these fields are there; a form is built card by card, the review's card last."""
        return self._form.session is not None and self._form.sheet.frames.keys() >= set(keys)

    def _wait_for(self, state: State, what: str) -> None:
        self._hand.until(
            lambda: self._form.session is not None and self._form.session.item.state is state, what
        )


def _emptied(folder: Path) -> Path:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    except OSError as error:
        raise DemoUnwritable(f"文件夹“{folder}”不能写入（{error.strerror}）。") from error
    return folder


def _results(desk: Desk, item_id: str, out: Path, fetch: Callable[[str], bytes]) -> list[Path]:
    opened = desk.drafts.open(item_id)
    written = [desk.documents.write(opened, out, kind) for kind in ("docx", "pdf", "html")]
    poster = desk.releases.poster(opened, out, "A3")
    page = out / "门户上的网页.html"
    page.write_bytes(fetch(opened.item.url))
    return [*written, poster, page]
