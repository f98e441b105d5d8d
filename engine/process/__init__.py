"""The engine process and its other end: messages, server, client and supervisor."""
