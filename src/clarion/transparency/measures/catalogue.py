"""The measures of the house. A new one is an entry here and its words in each file of `texts/`."""

from __future__ import annotations

from clarion.register.vocabulary import Kind, Unit
from clarion.transparency.breakdowns import GOVERNMENT
from clarion.transparency.measures.definition import Aggregation, Counted, Measure

MEASURES = (
    Measure("takedown-requests-received", (Kind.CONTENT,)),
    Measure("takedown-requests-granted", (Kind.CONTENT,), Counted.GRANTED),
    Measure("government-takedown-requests", (Kind.CONTENT,), filters={"requester": GOVERNMENT}),
    Measure("countries-of-takedown-requests", (Kind.CONTENT,), aggregation=Aggregation.DISTINCT_COUNTRIES),
    Measure("copyright-notices-received", (Kind.COPYRIGHT,)),
    Measure("copyright-notices-granted", (Kind.COPYRIGHT,), Counted.GRANTED),
    Measure("counter-notices-received", (Kind.COUNTER_NOTICE,)),
    Measure("erasure-requests-received", (Kind.ERASURE,)),
    Measure("erasure-requests-granted", (Kind.ERASURE,), Counted.GRANTED),
    Measure("user-data-requests-received", (Kind.USER_DATA,)),
    Measure("user-data-requests-granted", (Kind.USER_DATA,), Counted.GRANTED),
    Measure("accounts-potentially-affected", (Kind.USER_DATA,), unit=Unit.ACCOUNT_POTENTIAL),
    Measure("accounts-actually-affected", (Kind.USER_DATA,), unit=Unit.ACCOUNT_ACTUAL),
    Measure("emergency-disclosures", (Kind.EMERGENCY,), Counted.GRANTED),
    Measure("voluntary-disclosures", (Kind.VOLUNTARY,)),
)
