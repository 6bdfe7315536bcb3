"""The parts that speak for the whole site: connect, elsewhere, and the call to give.

Each says what the page says; where the page says nothing, what the site says; and where the site says nothing either,
what `defaults` says. Each is one small function of those three.
"""
