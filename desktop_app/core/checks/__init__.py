"""Checks: text units in, findings out.

A reader of files (`adapters/readers`) turns bytes into units: text, place, `hidden`, and, where the format
hides it or the file cannot be read, a `concealment` (see `concealment.py`). The engine runs `rules/` over them
and makes one finding of each concealment and place. After a state-secret marking it reads no further.

- text that is hidden: `Unit(text, place, concealment=concealment.REVISION)`;
- a whole that is hidden: one unit with its name and the concealment, then its content with `hidden=True`;
- a part that cannot be read: `Unit(name, place, label=reason, concealment=concealment.ENCRYPTED)`; a whole file:
  `raise Unreadable(concealment.DAMAGED, reason)` (`adapters/readers/unreadable.py`); what was read before counts;
- a file within a file: `yield from nested(its_name, its_content, progress)` (`adapters/readers/nesting.py`).
"""
