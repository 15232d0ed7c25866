"""Where secrets are kept: the system's keyring, or a sealed file where there is none. Never in the workspace."""
