"""Statements of reasons for the DSA Transparency Database (Regulation (EU) 2022/2065, Articles 17 and 24(5))."""
