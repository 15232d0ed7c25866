"""The demonstration: the main job played in the real window, as a clerk and a reviewer would do it."""
