"""The EU's harmonised transparency report (Implementing Regulation (EU) 2024/2835), and statements of reasons."""
