"""What is wrong with an installation: every part examined by itself, also where the workspace does not open."""
