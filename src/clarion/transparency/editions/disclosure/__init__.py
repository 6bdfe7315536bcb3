"""What is told of few: rules as data, and the recoding of case rows that follows from them."""

from clarion.transparency.editions.disclosure.recoding import Combination, Recoding, recode
from clarion.transparency.editions.disclosure.ruleset import Band, Duration, Rule, Rules, rules

__all__ = ["Band", "Combination", "Duration", "Recoding", "Rule", "Rules", "recode", "rules"]
