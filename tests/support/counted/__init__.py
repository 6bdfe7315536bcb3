"""Work whose every beginning and end is written down, for processes that are killed: a room that only tests have."""
