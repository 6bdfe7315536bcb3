"""What the page that proves an edition says of each finding. The script fills in what stands in braces.

Names and meanings are those of `clarion.transparency.verifying`, which finds the same.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CHECKS = {
    "Signature": _("Signature"),
    "Files": _("Files"),
    "Tables": _("Tables"),
    "Data files": _("Data files"),
    "Rows": _("Rows"),
    "Checkpoint": _("Checkpoint"),
    "Log": _("Log"),
    "Rows in the log": _("Rows in the log"),
    "Edition in the log": _("Edition in the log"),
    "Receipt": _("Receipt"),
}
MEANINGS = {
    "Signature": _("The key of our log signed the list of files of this edition, and no other list."),
    "Files": _("Every file is, byte for byte, the one on that list."),
    "Tables": _("Each table is computed again from the rows of the single requests, and must say the same."),
    "Data files": _("The file of all counts must say what the tables say."),
    "Rows": _(
        "Each row opens a seal in the log that was set when the request came in or changed. What is kept back stays "
        "shut, and no request is there twice."
    ),
    "Checkpoint": _("The key signed the head of the log: its size, and one fingerprint over all of it."),
    "Log": _(
        "All entries of the log are hashed again and must give that fingerprint: none was changed, none is missing."
    ),
    "Rows in the log": _("Every row, and the receipt that belongs to it, is an entry of that log."),
    "Edition in the log": _("So is the edition: it cannot be replaced in silence."),
    "Receipt": _("With your receipt: your request is in the log, and is counted once."),
}
VERDICTS = {"holds": _("holds"), "bad": _("does not hold"), "unknown": _("not checked")}
ENDS = {
    "holds": _("All of it holds."),
    "bad": _("Not all of it holds."),
    "open": _("Nothing is wrong, but not all of it could be checked here."),
}
SAID = {
    # On the way.
    "reading": _("Reading the edition …"),
    "hashing": _("Hashing {name} …"),
    "opening": _("Opening the rows: {done} of {total} …"),
    "log": _("Hashing the log: {done} of {total} …"),
    "more": _("and {count} more"),
    "unknown": _("unknown"),
    "nothing": _("nothing"),
    "trouble": _("This could not be finished: {why}"),
    "elsewhere": _(
        "This page can only look at {origin}. For another site, use the command below, or the page of that site."
    ),
    "no_answer": _("{address} does not answer"),
    "answers": _("{address} answers {status}"),
    "no_manifest": _("There is no manifest of an edition there."),
    "own_key": _(
        "The key comes from this site itself: {key}. Compare it with one that you have from elsewhere."
    ),
    # What is signed.
    "signed": _("{who} signed manifest.json of {name} with the key {id}."),
    "no_signature": _(
        "There is no manifest.note: this edition is not published, or its signature was taken away."
    ),
    "other_edition": _("What was signed is another edition: {found}, not {name}."),
    "other_manifest": _("manifest.json is not the one that was signed: its SHA-256 is {sha256}."),
    "no_ed25519": _(
        "This browser cannot check signatures with Ed25519. A newer one can, and so can the command below; all else is "
        "checked."
    ),
    "no_note": _("this is no signed note"),
    "no_key": _("This is no verifier key with Ed25519. It has three parts: name+id+key."),
    "other_key": _("The verifier key of {name} does not fit its id."),
    "not_signed": _("{name} did not sign it with the key {id}"),
    "false_signature": _("the signature of {name} does not hold"),
    "base64": _("{what}: this is not in base64"),
    "hex": _("this is not in hexadecimal"),
    # Files, tables and rows.
    "all_files": _("All {count} are those that manifest.json names."),
    "other_files": _("They are not those that manifest.json names."),
    "large": _(
        "All are as they should be but {count}, which a browser cannot hold. The command below hashes them too."
    ),
    "size": _("{name} has {found} bytes, and {signed} were signed"),
    "digest": _("{name} has the SHA-256 {found}, and {signed} was signed"),
    "missing": _("{name} is missing"),
    "not_named": _("{name} is not named by the manifest"),
    "unreadable": _("{name} cannot be read."),
    "no_rows": _("There are no case rows to compute them from."),
    "no_grouping": _("None of them is computed from case rows: {rest}."),
    "only_parquet": _(
        "This page reads case rows from cases.csv, and this edition has none. Use the command below."
    ),
    "follow": _("All {count} follow from the case rows."),
    "no_follow": _("{count} counts do not follow from the case rows."),
    "not_recomputed": _("Not recomputable, since the rows do not say it: {rest}."),
    "cell": _("table {table}, {cell}: it says {said}, and the rows give {rows}"),
    "same": _(
        "dataset.csv says what the tables say. What the other formats say, the command below compares."
    ),
    "not_same": _("dataset.csv and the tables do not say the same."),
    "differs": _("table {table}: {cell}"),
    "no_case_rows": _("This edition has no case rows: it tells published history."),
    "rows": _("Each of {total} opens its own commitment to what it says."),
    "wrong_rows": _("{count} of {total} are not as they were committed to."),
    "row": _("row {number} ({start}…): {why}"),
    "not_opened": _("its commitment does not open to what it says"),
    "no_opening": _("its opening cannot be read"),
    "all_shown": _("a value is withheld, and its opening shows all of them"),
    "shown": _("its {name} is withheld, and its opening shows it"),
    "hidden": _("its {name} is told, and its opening does not show it"),
    "twice": _("the commitment {one} is there twice"),
    "counted_twice": _("the request {one} is counted twice"),
    "row_count": _("there are {found} rows, and {signed} were signed"),
    # The log.
    "log_signed": _("{who} signed the log of {size} leaves."),
    "no_checkpoint": _("this is no checkpoint: its lines are the log, the size and the root"),
    "other_log": _("it is of the log {origin}, and the key is of {name}"),
    "log_holds": _("Its {size} entries give the root that is signed."),
    "large_log": _("It has {size} entries, more than a browser should hash. Use the command below."),
    "no_entries": _("Its entries cannot be read: {why}."),
    "wrong_entries": _("Its entries are not as they should be: {why}."),
    "cut": _("{path} is cut off"),
    "tile_size": _("{path} has {count} entries"),
    "log_count": _("It has {found} entries, and its checkpoint says {size}."),
    "other_root": _("Its entries do not give the root that its checkpoint signs: an entry was changed."),
    "no_rows_to_find": _("There are none to look for."),
    "rows_in_log": _("All {count} are in the log, each with its receipt."),
    "rows_missing": _("{count} of them are not."),
    "row_missing": _("the row {one} is not"),
    "first_missing": _("the receipt {one} is not"),
    "in_log": _("{name} is the entry {own}… of the log."),
    "not_in_log": _("The log has no entry {own} for {name}."),
    "no_own_opening": _("manifest.note does not say what opens its entry."),
    # The reader's own.
    "no_receipt": _(
        "This is no receipt: it needs two lines, “reference: …” and “secret: …”, or both as JSON."
    ),
    "counted": _("{reference} is in the log, and counted once."),
    "counted_times": _("{reference} is in the log, and counted {times} times."),
    "not_counted": _(
        "{reference} is in the log, and not in the rows of this edition: it was received in another period, is of a "
        "kind that is only told in bands, or was not counted."
    ),
    "receipt_missing": _(
        "The log has no entry for {reference} with this secret: one of the two is mistyped, or it never was entered. A "
        "new request gets its place in the log within a day."
    ),
}
"""By the name that the script has for it."""
