"""What was published, looked after: read again on demand, and kept as it was when it was verified."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.core.errors import AppError, UserError
from desktop_app.core.outbox.comparing import Difference, words_of
from desktop_app.core.outbox.job import Job, JobKind, JobState
from desktop_app.core.progress import Progress, silent
from desktop_app.services.delivery import Delivery
from desktop_app.services.ports import Clock, OpenPortal, Workspace

_EVERY_JOB = 1_000_000
_PUBLIC = (JobState.DELIVERED, JobState.DIFFERENT)


class NothingKept(UserError):
    """No page of this job was kept."""

    code = "X106"


class PublicPages:
    """Reads public pages and compares them with what was put there."""

    def __init__(self, workspace: Workspace, open_portal: OpenPortal, clock: Clock) -> None:
        self._workspace = workspace
        self._open_portal = open_portal
        self._clock = clock
        self._delivery = Delivery(workspace)

    def check(self, job_id: str) -> tuple[Job, list[Difference]]:
        """Read a published page again and say where it departs from what was put there.

        Raises:
            OutsideError: the portal cannot be asked.
        """
        job = self._workspace.job(job_id)
        found = self._delivery.standing(self._open_portal(job.portal), job)
        if job.state not in _PUBLIC or job.kind is JobKind.WITHDRAW:
            return job, found
        words = words_of(found) or f"{self._clock():%m-%d %H:%M} 核对过，网页与审定稿一致。"
        state = JobState.DIFFERENT if found else JobState.DELIVERED
        return self._workspace.settle(job, state, words), found

    def check_all(self, progress: Progress = silent) -> list[Job]:
        """Read every published page again; return the jobs whose page is gone, changed or cannot be opened."""
        published = [
            job
            for job in self._workspace.jobs(_EVERY_JOB)
            if job.kind is not JobKind.WITHDRAW and job.state in _PUBLIC
        ]
        wrong: list[Job] = []
        for number, job in enumerate(published):
            progress(f"核对“{job.title}”", number / len(published))
            try:
                checked, found = self.check(job.id)
            except AppError as error:
                wrong.append(replace(job, message=str(error)))
                continue
            if found:
                wrong.append(checked)
        return wrong

    def kept(self, job_id: str) -> bytes:
        """Return the public page that was kept as evidence when the job was done.

        Raises:
            NothingKept: the portal has no page, or the job is not done.
        """
        job = self._workspace.job(job_id)
        if not job.page:
            raise NothingKept(f"“{job.title}”没有留存网页。")
        return self._workspace.content(job.page)
