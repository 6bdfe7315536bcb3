"""The log: an append-only Merkle tree of commitments to demands, decisions and editions, that anybody can check."""
