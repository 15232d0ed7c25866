"""Portals described by data: requests with templates, answers read with JMESPath, one engine for all of them."""
