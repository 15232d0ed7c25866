"""Run all measurements and print one table."""

from __future__ import annotations

from tests.bench import (
    documents,
    drain,
    imports,
    leak_check,
    ledger,
    locked,
    long_list,
    long_table,
    packed,
    preview,
    shared,
    start,
    upload,
)
from tests.bench.table import show

if __name__ == "__main__":
    show(
        [
            *start.measure(),
            *packed.measure(),
            *preview.measure(),
            *long_list.measure(),
            *long_table.measure(),
            *documents.measure(),
            *ledger.measure(),
            *locked.measure(),
            *shared.measure(),
            *imports.measure(),
            *leak_check.measure(),
            *upload.measure(),
            *drain.measure(),
        ]
    )
