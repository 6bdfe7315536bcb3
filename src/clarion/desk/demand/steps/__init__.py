"""The steps that can be taken with a demand at the desk: a step is one entry of the registry.

Each module holds the steps of one part of the way. A new step is a class with `@step`, in the module it belongs to.
"""

from clarion.desk.demand.steps import clocks, deciding, facts, people, settling, triage
from clarion.desk.demand.steps.base import STEPS, Step, offered

__all__ = ["STEPS", "Step", "clocks", "deciding", "facts", "offered", "people", "settling", "triage"]
