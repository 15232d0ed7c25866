"""What every portal promises: each adapter's tests inherit this class and give a `portal` fixture."""

from __future__ import annotations

import pytest

from desktop_app.core.errors import Cancelled
from desktop_app.core.outbox.errors import Rejected
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import silent
from tests.adapters.portals.sample import file, submission


def words(text: str) -> str:
    return "".join(text.split())


class PortalConformance:
    def test_unknown_key_is_not_found(self, portal: Portal) -> None:
        assert portal.find("nobody-sent-this") is None

    def test_receipt_names_key_portal_address_and_digest(self, portal: Portal) -> None:
        sent = submission()

        receipt = portal.publish(sent, silent)

        assert (receipt.key, receipt.portal, receipt.digest) == (sent.key, portal.name, sent.digest)
        assert receipt.url
        assert receipt.remote_id
        assert receipt.received_at.tzinfo is not None
        assert not receipt.withdrawn

    def test_published_item_is_found_again(self, portal: Portal) -> None:
        receipt = portal.publish(submission(), silent)

        assert portal.find(receipt.key) == receipt

    def test_same_submission_again_gives_the_receipt_that_exists(self, portal: Portal) -> None:
        first = portal.publish(submission(), silent)

        assert portal.publish(submission(), silent) == first

    def test_other_content_under_a_used_key_is_rejected(self, portal: Portal) -> None:
        first = portal.publish(submission(), silent)

        with pytest.raises(Rejected):
            portal.publish(submission(text="别的内容", html="<p>别的内容</p>"), silent)

        assert portal.find(first.key) == first

    def test_page_says_what_was_sent(self, portal: Portal) -> None:
        sent = submission()

        page = portal.read_back(portal.publish(sent, silent))

        assert (page.key, page.title) == (sent.key, sent.title)
        assert words(page.text) == words(sent.text)
        assert page.files == {file.name: file.sha256 for file in sent.files}
        assert not page.withdrawn

    @pytest.mark.parametrize(
        "text",
        ["价格<100元&“特惠”", "〔2026〕9号　全角空格", "𠮷野家𬭊", "'; DROP TABLE item; --", "{{ 7 * 7 }}"],
    )
    def test_unusual_characters_come_back_unchanged(self, portal: Portal, text: str) -> None:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        sent = submission(title=text, text=text, html=f"<p>{escaped}</p>")

        page = portal.read_back(portal.publish(sent, silent))

        assert page.title == text
        assert words(page.text) == words(text)

    def test_names_of_files_with_unusual_characters_come_back(self, portal: Portal) -> None:
        sent = submission(files=(file("附件1 收支总表（修订）#2&3%25.xlsx"),))

        page = portal.read_back(portal.publish(sent, silent))

        assert page.files == {sent.files[0].name: sent.files[0].sha256}

    def test_two_files_of_one_name_are_rejected(self, portal: Portal) -> None:
        with pytest.raises(Rejected):
            portal.publish(submission(files=(file(content=b"1"), file(content=b"2"))), silent)

        assert portal.find("ljx-2026-0001") is None

    def test_item_without_files_is_published(self, portal: Portal) -> None:
        page = portal.read_back(portal.publish(submission(files=()), silent))

        assert page.files == {}

    def test_withdrawn_page_says_so_and_shows_nothing_more(self, portal: Portal) -> None:
        receipt = portal.publish(submission(), silent)

        withdrawn = portal.withdraw(receipt.key, "内容有误")

        page = portal.read_back(receipt)
        assert withdrawn.withdrawn
        assert withdrawn.url == receipt.url
        assert page.withdrawn
        assert (page.key, page.title, page.text, page.files) == (receipt.key, submission().title, "", {})

    def test_withdrawn_item_is_found_as_withdrawn(self, portal: Portal) -> None:
        portal.publish(submission(), silent)
        withdrawn = portal.withdraw("ljx-2026-0001", "内容有误")

        assert portal.find("ljx-2026-0001") == withdrawn
        assert portal.publish(submission(), silent) == withdrawn

    def test_withdrawing_twice_is_withdrawing_once(self, portal: Portal) -> None:
        portal.publish(submission(), silent)

        first = portal.withdraw("ljx-2026-0001", "内容有误")

        assert portal.withdraw("ljx-2026-0001", "另一理由") == first

    def test_withdrawing_what_is_not_there_is_rejected(self, portal: Portal) -> None:
        with pytest.raises(Rejected):
            portal.withdraw("nobody-sent-this", "内容有误")

    def test_correction_is_an_item_of_its_own(self, portal: Portal) -> None:
        original = portal.publish(submission(), silent)

        correction = portal.publish(submission("ljx-2026-0002", replaces=original.key), silent)

        assert correction.url != original.url
        assert not portal.read_back(original).withdrawn

    def test_correction_of_what_is_not_there_is_rejected(self, portal: Portal) -> None:
        with pytest.raises(Rejected):
            portal.publish(submission(replaces="nobody-sent-this"), silent)

        assert portal.find("ljx-2026-0001") is None

    def test_replaced_item_keeps_its_address_and_shows_the_new_content_alone(self, portal: Portal) -> None:
        first = portal.publish(submission(), silent)
        masked = submission(
            text="张*", html="<p>张*</p>", files=(file("名单.xlsx", b"masked"),), reason="公示期满"
        )

        replaced = portal.replace(masked, silent)

        page = portal.read_back(replaced)
        assert (replaced.url, replaced.digest, portal.find(first.key)) == (first.url, masked.digest, replaced)
        assert words(page.text) == "张*"
        assert page.files == {"名单.xlsx": masked.files[0].sha256}
        assert portal.replace(masked, silent) == replaced

    def test_replacing_what_is_not_there_is_rejected(self, portal: Portal) -> None:
        with pytest.raises(Rejected):
            portal.replace(submission(reason="公示期满"), silent)

    def test_every_file_reports_progress(self, portal: Portal) -> None:
        told: list[tuple[str, float]] = []

        portal.publish(submission(), lambda what, share: told.append((what, share)))

        shares = [share for _, share in told]
        assert "附件1" in told[0][0]
        assert "附件2" in told[1][0]
        assert shares == sorted(shares)
        assert all(0 <= share <= 1 for share in shares)

    @pytest.mark.parametrize(
        "step", [0, 1, 2], ids=["before the first file", "between files", "before the item"]
    )
    def test_stop_leaves_nothing_published(self, portal: Portal, step: int) -> None:
        steps = iter(range(3))

        def stop(what: str, share: float) -> None:
            if next(steps) == step:
                raise Cancelled

        with pytest.raises(Cancelled):
            portal.publish(submission(), stop)

        assert portal.find("ljx-2026-0001") is None
        assert portal.publish(submission(), silent).digest == submission().digest
