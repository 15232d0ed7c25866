"""Requests on application (依申请公开): when they count as received, and by when they must be answered."""
