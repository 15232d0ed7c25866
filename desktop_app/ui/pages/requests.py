"""Requests on application (依申请): the register, how the time of each stands, and the letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from desktop_app.core.forms.spec import Field
from desktop_app.core.progress import Progress
from desktop_app.core.requests.record import ANSWER_WORDS, WAY_WORDS, Applicant
from desktop_app.services.requests import Running
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import day_words
from desktop_app.ui.pages.page import Page
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.ask_dialog import AskDialog
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_DAYS_HEIGHT = 150
_WAYS = {words: way for way, words in WAY_WORDS.items()}
_ANSWERS = {words: answer for answer, words in ANSWER_WORDS.items()}
_WHOM = {"第三方": "third_party", "其他机关": "organ"}
_NOTICES = (
    "补正告知书",
    "延期答复告知书",
    "征求第三方意见书",
    "征求共同制作机关意见书",
    "第三方公开决定告知书",
)

_REGISTER = {
    "kind": Field(
        kind="choice",
        label="申请人类型",
        required=True,
        choices=("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
    ),
    "name": Field(kind="text", label="申请人姓名或名称", required=True),
    "phone": Field(kind="text", label="联系电话"),
    "address": Field(kind="text", label="通信地址"),
    "content": Field(
        kind="long_text", label="所需信息的内容", required=True, help="照申请表原话写，末尾不加句号。"
    ),
    "way": Field(kind="choice", label="提交方式", required=True, choices=tuple(_WAYS)),
    "submitted_on": Field(kind="date", label="提交（寄出）日期", required=True),
    "confirmed_on": Field(
        kind="date",
        label="签收或双方确认日期",
        help="邮寄的填签收那天；平信、网上、传真的填双方确认那天；当面的不填。",
    ),
    "obtain_way": Field(
        kind="choice", label="获取方式", required=True, choices=("纸质", "电子文件", "查阅抄录", "其他")
    ),
    "obtain_path": Field(
        kind="choice", label="获取途径", required=True, choices=("当面领取", "邮寄", "电子邮件", "网上查询")
    ),
}
_DAY = {"on": Field(kind="date", label="日期", required=True)}
_CONSULT = {"whom": Field(kind="choice", label="征求谁的意见", required=True, choices=tuple(_WHOM)), **_DAY}
_EXTEND = {
    "days": Field(kind="number", label="延长几个工作日", required=True, help="最长 20 个。"),
    "approver": Field(kind="person", label="批准人", required=True, help="政府信息公开工作机构负责人。"),
    "reason": Field(
        kind="text", label="理由", required=True, wide=True, help="写具体原因，不能只写“工作需要”。"
    ),
}
_ANSWER = {"answer": Field(kind="choice", label="答复种类", required=True, choices=tuple(_ANSWERS))}
_NOTICE = {"kind": Field(kind="choice", label="哪一种", required=True, choices=_NOTICES)}

_COLUMNS = (
    Column[Running]("申请内容", lambda one: one.request.content),
    Column[Running]("编号", lambda one: one.request.number, width=92),
    Column[Running]("收到", lambda one: day_words(one.clock.received_on), width=106, is_quiet=True),
    Column[Running](
        "答复期限", lambda one: day_words(one.clock.due_on), order=lambda one: one.clock.due_on, width=106
    ),
    Column[Running]("进度", lambda one: one.state[0], lambda one: one.state[1], width=104),
    Column[Running](
        "答复",
        lambda one: ANSWER_WORDS[one.request.answer] if one.request.answer else "",
        width=170,
        is_quiet=True,
        is_spare=True,
    ),
)
"""The applicant stands in no list: whoever looks over a shoulder need not know who asks."""


class RequestsPage(Page):
    """Registers requests and leads them to their answer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "依申请公开", parent)
        self.new = self.bar.add_button("登记申请", primary=True)
        self.list = RowsView("依申请公开登记", _COLUMNS, lambda one: one.request.id)
        self.empty = EmptyState(
            "还没有依申请公开的申请",
            "收到申请后登记在这里，程序按条例算答复期限，并能生成补正、延期、征求意见的告知书和各种答复书。",
            "登记申请",
        )
        self.how, self.days = QLabel(), QPlainTextEdit()
        self.dialog: AskDialog | None = None
        self._take: Callable[[dict[str, Any]], None] | None = None
        self._stack = OrEmpty(self.list, self.empty)
        self.buttons = self._make_buttons()
        self._lay_out()
        self._connect()
        self.first = self.list
        self._on_current(None)

    def load(self, progress: Progress) -> list[Running]:
        """Return the register, the most urgent first."""
        return self.desk.requests.rows()

    def show_loaded(self, rows: Sequence[Running]) -> None:
        """Show it."""
        still_open = sum(one.is_open for one in rows)
        self.bar.say(f"{still_open} 件在办 · 共 {len(rows)} 件" if rows else "")
        self.list.show_rows(rows)
        self._stack.show_full(bool(rows))
        for widget in (self._below, self.how, self.days):
            widget.setVisible(bool(rows))
        self._on_current(self.list.current)

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_current(self, one: Running | None) -> None:
        is_open = one is not None and one.is_open
        asked = is_open and one is not None and one.request.correction_asked_on is not None
        allowed = {
            "correct": is_open and not asked,
            "corrected": is_open and one is not None and one.clock.waits,
            "consult": is_open,
            "consulted": is_open and one is not None and one.clock.paused,
            "extend": is_open and one is not None and not one.request.extended_by,
            "notice": is_open,
            "letter": is_open,
            "answered": is_open,
            "sheet": one is not None,
        }
        for key, button in self.buttons.items():
            button.setEnabled(allowed[key])
        self.how.setText(one.clock.explain() if one else "")
        self.how.setToolTip(self.desk.editions.request_words(one.clock) if one else "")
        self.days.setPlainText("\n".join(map(str, one.clock.days)) if one else "")

    def _on_opened(self, one: Running) -> None:
        if one.request.letter:
            self.item_wanted.emit(one.request.letter, False)

    def _on_new(self) -> None:
        known = {
            "submitted_on": self._today(),
            "obtain_way": "纸质",
            "obtain_path": "当面领取",
            "kind": "自然人",
        }
        note = "申请人的情况只用于办理和答复，不进台账、报表和办理经过。"
        self._ask("登记申请", _REGISTER, self._register, values=known, note=note)

    def _register(self, told: dict[str, Any]) -> None:
        applicant = Applicant(
            told["kind"], told["name"], told["name"], told["phone"] or "", told["address"] or ""
        )
        confirmed = told["confirmed_on"]

        def register(_progress: Progress) -> str:
            request = self.desk.requests.register(
                _WAYS[told["way"]],
                date.fromisoformat(told["submitted_on"]),
                told["content"],
                applicant,
                confirmed_on=date.fromisoformat(confirmed) if confirmed else None,
                obtain_way=told["obtain_way"],
                obtain_path=told["obtain_path"],
            )
            return f"已登记，编号 {request.number}，{self.desk.requests.get(request.id).clock.explain()}"

        self.work(register, self._on_told)

    def _on_correct(self) -> None:
        note = f"补正只能要求一次，最迟 {self.list.current.clock.correction_by} 告知。"
        self._ask_day("已发补正告知书", self.desk.requests.ask_correction, note)

    def _on_corrected(self) -> None:
        self._ask_day(
            "收到补正", self.desk.requests.take_correction, "从收到补正的次日起重新计算 20 个工作日。"
        )

    def _on_consulted(self) -> None:
        self._ask_day("收到意见", self.desk.requests.end_consultation, "从次日起继续计算期限。")

    def _ask_day(self, title: str, change: Callable[[str, date], Any], note: str) -> None:
        request_id = self.list.current.request.id

        def take(told: dict[str, Any]) -> None:
            day = date.fromisoformat(told["on"])
            self._change(request_id, lambda: change(request_id, day))

        self._ask(title, _DAY, take, values={"on": self._today()}, note=note)

    def _on_consult(self) -> None:
        note = "征求意见的时间不计入答复期限，最多 15 个工作日。"
        self._ask("征求意见", _CONSULT, self._consult, values={"on": self._today()}, note=note)

    def _consult(self, told: dict[str, Any]) -> None:
        request_id, day = self.list.current.request.id, date.fromisoformat(told["on"])
        self._change(request_id, lambda: self.desk.requests.consult(request_id, _WHOM[told["whom"]], day))

    def _on_extend(self) -> None:
        self._ask("延长答复期限", _EXTEND, self._extend, note="要在原期限届满以前批准并告知申请人。")

    def _extend(self, told: dict[str, Any]) -> None:
        request_id, days = self.list.current.request.id, int(float(told["days"]))
        self._change(
            request_id,
            lambda: self.desk.requests.extend(request_id, days, told["approver"], told["reason"]),
        )

    def _on_notice(self) -> None:
        self._ask("写告知书", _NOTICE, self._notice, yes="写告知书")

    def _notice(self, told: dict[str, Any]) -> None:
        request_id = self.list.current.request.id
        self.work(lambda _progress: self.desk.requests.notice(request_id, told["kind"]), self._on_drafted)

    def _on_letter(self) -> None:
        self._ask("写答复书", _ANSWER, self._letter, yes="写答复书", note="登记过的内容会自动填好。")

    def _letter(self, told: dict[str, Any]) -> None:
        request_id, answer = self.list.current.request.id, _ANSWERS[told["answer"]]
        self.work(lambda _progress: self.desk.requests.letter(request_id, answer), self._on_drafted)

    def _on_sheet(self) -> None:
        request_id = self.list.current.request.id
        self.work(lambda _progress: self.desk.requests.registration(request_id), self._on_drafted)

    def _on_drafted(self, item: Any) -> None:
        self.item_wanted.emit(item.id, False)

    def _on_answered(self) -> None:
        kept = self.list.current.request.answer
        known = {"on": self._today(), "answer": ANSWER_WORDS[kept] if kept else None}
        self._ask("登记答复送达", {**_ANSWER, **_DAY}, self._answered, values=known)

    def _answered(self, told: dict[str, Any]) -> None:
        request_id, day = self.list.current.request.id, date.fromisoformat(told["on"])
        answer = _ANSWERS[told["answer"]]
        self._change(request_id, lambda: self.desk.requests.answered(request_id, answer, day))

    def _change(self, request_id: str, change: Callable[[], Any]) -> None:
        def work(_progress: Progress) -> str:
            change()
            one = self.desk.requests.get(request_id)
            return f"已登记。{one.clock.explain() if one.is_open else '这件申请已经答复。'}"

        self.work(work, self._on_told)

    def _ask(
        self, title: str, fields: dict[str, Field], take: Callable[[dict[str, Any]], None], **options: Any
    ) -> None:
        tools = Tools(self.desk.deadlines.today(), self.desk.catalogue.matches)
        self._take = take
        self.dialog = AskDialog(title, fields, tools, self, **options)
        self.dialog.answered.connect(self._on_taken)
        self.dialog.open()

    def _on_taken(self, told: dict[str, Any]) -> None:
        if self._take is not None:
            self._take(told)

    def _on_told(self, words: str) -> None:
        self.banner.say(words, "green")

    def _today(self) -> str:
        return self.desk.deadlines.today().isoformat()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _make_buttons(self) -> dict[str, QPushButton]:
        words = {
            "correct": ("已发补正", self._on_correct),
            "corrected": ("收到补正", self._on_corrected),
            "consult": ("征求意见", self._on_consult),
            "consulted": ("收到意见", self._on_consulted),
            "extend": ("延期", self._on_extend),
            "notice": ("写告知书", self._on_notice),
            "letter": ("写答复书", self._on_letter),
            "answered": ("已答复", self._on_answered),
            "sheet": ("登记表", self._on_sheet),
        }
        made = {}
        for key, (text, slot) in words.items():
            made[key] = QPushButton(text)
            made[key].setAccessibleName(text)
            made[key].clicked.connect(slot)
        return made

    def _lay_out(self) -> None:
        self.how.setProperty("role", "hint")
        self.how.setWordWrap(True)
        self.how.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.days.setReadOnly(True)
        self.days.setTabChangesFocus(True)
        self.days.setAccessibleName("期限逐日计算")
        self.days.setFixedHeight(px(_DAYS_HEIGHT))
        self._below = QWidget()
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self._stack, 1)
        for widget in (self._below, self.how, self.days):
            self.body.addWidget(widget)

    def _connect(self) -> None:
        self.new.clicked.connect(self._on_new)
        self.empty.wanted.connect(self._on_new)
        self.list.row_wanted.connect(self._on_opened)
        self.list.current_changed.connect(self._on_current)
