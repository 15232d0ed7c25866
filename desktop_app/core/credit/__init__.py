"""双公示: permits and penalties as the national credit platforms take them, and what they refuse."""
