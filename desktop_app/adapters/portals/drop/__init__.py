"""Portals that are a place for files: a folder, WebDAV, SFTP. One layout, one way of laying down, three stores."""
