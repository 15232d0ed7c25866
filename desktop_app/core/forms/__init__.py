"""Form definitions: what a disclosure type asks for, its rules, its screen and its document."""
