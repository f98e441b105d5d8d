"""Explaining: the request, the session it is asked in, and the answer."""
