"""The site where there is no network: a small program in the reader's browser keeps the pages that were read.

It is there by setting (`CLARION_OFFLINE`), sends nothing, and keeps nothing but public pages, on the reader's device.
"""
