"""The engine's HTTP server: a thread for each connection. See docs/decisions/0019-a-thread-for-each-connection.md."""
