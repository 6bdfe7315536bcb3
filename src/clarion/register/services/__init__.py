"""What can be done with the register. Every function is one transaction, takes an actor, and writes an event.

`demand` is the demand as the actor saw it: if somebody was faster, `StaleDemand` holds the difference and nothing is
overwritten.
"""

from clarion.register.services.confidential import (
    demand_of_message,
    file_papers,
    lift_wall,
    raise_wall,
    read_attachment,
    read_dossier,
)
from clarion.register.services.corresponding import (
    demand_of_mail,
    demand_of_thread,
    file_message,
    send_message,
)
from clarion.register.services.deciding import (
    act_at_once,
    approve,
    decide,
    propose,
    review_afterwards,
    send_back,
)
from clarion.register.services.publishing import (
    make_copy,
    open_material,
    publish_copy,
    review_copy,
    withdraw_copy,
)
from clarion.register.services.receiving import receive
from clarion.register.services.settling import (
    acknowledge,
    answer,
    appeal,
    carry_out,
    close,
    drop_deadline,
    extend_deadline,
    forbid_telling,
    reopen,
    start_clock,
    tell_affected,
    withdraw,
)
from clarion.register.services.triage import (
    add_items,
    assign,
    change_facts,
    relate,
    summarise,
    tag,
    triage,
)

__all__ = [
    "acknowledge",
    "act_at_once",
    "add_items",
    "answer",
    "appeal",
    "approve",
    "assign",
    "carry_out",
    "change_facts",
    "close",
    "decide",
    "demand_of_mail",
    "demand_of_message",
    "demand_of_thread",
    "drop_deadline",
    "extend_deadline",
    "file_message",
    "file_papers",
    "forbid_telling",
    "lift_wall",
    "make_copy",
    "open_material",
    "propose",
    "publish_copy",
    "raise_wall",
    "read_attachment",
    "read_dossier",
    "receive",
    "relate",
    "reopen",
    "review_afterwards",
    "review_copy",
    "send_back",
    "send_message",
    "start_clock",
    "summarise",
    "tag",
    "tell_affected",
    "triage",
    "withdraw",
    "withdraw_copy",
]
