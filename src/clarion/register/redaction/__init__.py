"""Public copies of what came with a demand: what is suggested to be hidden, and hiding it for good."""
