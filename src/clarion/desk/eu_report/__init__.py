"""What the EU's forms ask of a demand, and what the provider declares."""
