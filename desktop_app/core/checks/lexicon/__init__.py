"""The words by which rules recognise people, offices and illness; literals, since the core reads no disk."""
