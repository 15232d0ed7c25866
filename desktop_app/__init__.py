"""政务公开助手 (Gongkai Desk): guided forms, checks, documents and publishing for a county's disclosures."""

__version__ = "0.1.0"
