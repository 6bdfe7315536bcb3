"""What the house itself remembers: staff, what the clock ran, who was seen alive, and how often a door was used."""

from clarion.core.models.rates import DailySalt, RateRecord
from clarion.core.models.running import Heartbeat, PeriodicRun
from clarion.core.models.users import User, UserManager

__all__ = ["DailySalt", "Heartbeat", "PeriodicRun", "RateRecord", "User", "UserManager"]
