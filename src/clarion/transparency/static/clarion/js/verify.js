// Proves a published edition in the reader's browser: its signature, files, tables and rows, and the log they stand in.
// It finds what `clarion report verify` finds, under the same names. Nothing of the reader's is ever sent anywhere.
const form = document.getElementById("verify");
const list = document.getElementById("verify-checks");
const progress = document.getElementById("verify-progress");
const status = document.getElementById("verify-status");
const words = JSON.parse(document.getElementById("verify-words").textContent);

const FORMAT = "clarion edition 1";
const WIDTH = 256;
const SALT = 16;
const DIGEST = 32;
const MOST_NAMED = 5;
const LARGEST_FILE = 256 * 2 ** 20;
const MOST_ENTRIES = 2_000_000;
const AT_ONCE = 8;
const FIELDS = {
  received: ["reference"],
  state: ["first", "counted", "half", "kind", "process", "requester", "country", "project", "outcome", "items",
    "accounts_potential", "accounts_actual"],
  edition: ["series", "period", "number", "manifest"],
};
const TABLES = {
  "total": [], "country": ["country"], "project": ["project"], "requester": ["requester"], "process": ["process"],
  "country+requester": ["country", "requester"], "country+process": ["country", "process"],
  "project+process": ["project", "process"],
};
const WITHHELD = "withheld";
const MAY_BE_WITHHELD = ["process", "requester", "country", "project"];
const UNRECORDED = { country: "ZZ", project: "unknown", requester: "unknown", process: "unknown" };
const OUTCOMES = ["pending", "refused", "partial", "full", "withdrawn", "not_ours"];
const ACCOUNT_KINDS = ["user_data", "preservation", "emergency", "voluntary"];

/** A sentence for the reader: the file cannot be used, or is not there. */
class Said extends Error {}
/** A file cannot be had: nothing is proved or disproved by that. */
class Absent extends Said {}

const number = (value) => value.toLocaleString(words.locale);
/** Names and fingerprints keep their own direction (Unicode's isolates) in a sentence that runs the other way. */
const spelled = (value) => (typeof value === "number" ? number(value) : `\u2068${value}\u2069`);
const say = (key, facts = {}) => words.said[key].replace(/\{(\w+)\}/g, (_, name) => spelled(facts[name]));

// Bytes

const utf8 = new TextEncoder();
const bytesOf = (text) => utf8.encode(text);
const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const hexOf = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of parts) { whole.set(one, at); at += one.length; }
  return whole;
}

function unhex(text) {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new Said(say("hex"));
  return Uint8Array.from(text.match(/../g) ?? [], (one) => parseInt(one, 16));
}

function base64(text, what) {
  try {
    return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  } catch {
    throw new Said(say("base64", { what }));
  }
}

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));

async function hmac(key, text) {
  const kept = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", kept, bytesOf(text))).slice(0, SALT);
}

// Signed notes (C2SP signed-note) and the tree (RFC 6962)

function readNote(content) {
  const at = content.lastIndexOf("\n\n");
  if (at < 0 || !content.endsWith("\n")) throw new Said(say("no_note"));
  const signatures = content.slice(at + 2, -1).split("\n").map((line) => {
    const found = /^\u2014 (\S+) (\S+)$/.exec(line);
    if (!found) throw new Said(say("no_note"));
    const value = base64(found[2], "signature");
    return { name: found[1], id: hexOf(value.slice(0, 4)), value: value.slice(4) };
  });
  return { text: content.slice(0, at + 1), lines: content.slice(0, at).split("\n"), signatures };
}

async function readKeys(text) {
  const keys = [];
  for (const line of text.split("\n").map((one) => one.trim()).filter(Boolean)) {
    const [name, id, ...rest] = line.split("+");
    const key = rest.length ? base64(rest.join("+"), "key") : [];
    if (!name || key.length !== 33 || key[0] !== 1) throw new Said(say("no_key"));
    const own = hexOf((await sha256(bytesOf(`${name}\n`), key)).slice(0, 4));
    if (own !== id.toLowerCase()) throw new Said(say("other_key", { name }));
    keys.push({ name, id, raw: key.slice(1) });
  }
  if (!keys.length) throw new Said(say("no_key"));
  return keys;
}

/** The key that signed a note; null where this browser cannot tell, since it has no Ed25519. */
async function signedBy(note, keys) {
  const key = keys.find((one) => note.signatures.some((sig) => sig.name === one.name && sig.id === one.id));
  if (!key) throw new Said(say("not_signed", { name: keys[0].name, id: keys[0].id }));
  let kept;
  try {
    kept = await crypto.subtle.importKey("raw", key.raw, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  for (const sig of note.signatures.filter((one) => one.name === key.name && one.id === key.id)) {
    if (!(await crypto.subtle.verify("Ed25519", kept, sig.value, bytesOf(note.text)))) {
      throw new Said(say("false_signature", { name: key.name }));
    }
  }
  return key;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

async function rootOf(hashes) {
  let row = hashes;
  while (row.length > 1) {
    const next = [];
    for (let at = 0; at + 1 < row.length; at += 2) next.push(sha256(NODE, row[at], row[at + 1]));
    row = [...(await Promise.all(next)), ...(row.length % 2 ? row.slice(-1) : [])];
  }
  return row[0] ?? sha256();
}

function tilePath(place, width) {
  const digits = String(place).padStart(Math.ceil(String(place).length / 3) * 3, "0").match(/.{3}/g);
  const whole = [...digits.slice(0, -1).map((one) => `x${one}`), digits.at(-1)].join("/");
  return width === WIDTH ? whole : `${whole}.p/${width}`;
}

function unbundle(content, path) {
  const entries = [];
  let at = 0;
  while (at < content.length) {
    const end = at + 2 + content[at] * 256 + content[at + 1];
    if (!(end <= content.length)) throw new Said(say("cut", { path }));
    entries.push(content.slice(at + 2, end));
    at = end;
  }
  return entries;
}

// Commitments

function canonical(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${JSON.stringify(value[key])}`);
  return `{${pairs.join(",")}}`;
}

const digestOf = (salt, name, value) => sha256(salt, bytesOf(name), LEAF, bytesOf(canonical(value)));
const together = (sort, digests) => sha256(bytesOf(`clarion/${sort}/v1\n`), ...digests);

/** The commitment that an opening gives with a record. What it leaves shut must be withheld, and nothing else. */
async function committed(sort, record, opening) {
  const given = base64(opening.replace(/-/g, "+").replace(/_/g, "/"), "opening");
  const isShut = (name) => MAY_BE_WITHHELD.includes(name) && record[name] === WITHHELD;
  if (given[0] === 65 && given.length === 1 + SALT) {
    if (FIELDS[sort].some(isShut)) throw new Said(say("all_shown"));
    return together(sort, await Promise.all(FIELDS[sort].map(async (name) =>
      digestOf(await hmac(given.slice(1), name), name, record[name]))));
  }
  if (given[0] !== 83) throw new Said(say("no_opening"));
  const digests = [];
  let at = 1;
  for (const name of FIELDS[sort]) {
    const isOpen = given[at] === 1;
    const end = at + 1 + (isOpen ? SALT : DIGEST);
    if (end > given.length || given[at] > 1) throw new Said(say("no_opening"));
    if (isOpen === isShut(name)) throw new Said(say(isOpen ? "shown" : "hidden", { name }));
    const piece = given.slice(at + 1, end);
    digests.push(isOpen ? digestOf(piece, name, record[name]) : piece);
    at = end;
  }
  if (at !== given.length) throw new Said(say("no_opening"));
  return together(sort, await Promise.all(digests));
}

async function ofReceipt({ reference, secret }) {
  const salt = await hmac(await sha256(bytesOf(secret)), "clarion/received");
  return hexOf(await together("received", [await digestOf(await hmac(salt, "reference"), "reference", reference)]));
}

function readReceipt(text) {
  let told = {};
  try {
    told = JSON.parse(text);
  } catch {
    const lines = text.matchAll(/^\W*(reference|secret)\W*[:=]\W*([\w-]+)\W*$/gim);
    told = Object.fromEntries(Array.from(lines, ([, name, value]) => [name.toLowerCase(), value]));
  }
  if (!told?.reference || !told.secret) throw new Said(say("no_receipt"));
  return { reference: String(told.reference).trim(), secret: String(told.secret).trim() };
}

// Files

/** CSV by RFC 4180 as objects; an empty field without quotation marks is null. */
function readCsv(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === "" && quoted === undefined && plain === "" && !row.length) break;
    row.push(quoted === undefined ? plain || null : quoted.replaceAll('""', '"'));
    if (end !== ",") { rows.push(row); row = []; }
    if (end === "") break;
  }
  const [names = [], ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? null])));
}

const whole = (text) => (text === null || text === "" ? null : Number(text));
/** Text as it was before CSV put an apostrophe before what a spreadsheet would run. */
const plain = (text) => (text ?? "").replace(/^'(?=[=+\-@\t\r])/, "");

function caseOf(row) {
  const found = { ...row };
  for (const name of [...MAY_BE_WITHHELD, "kind", "outcome", "half_year", "opening"]) found[name] = plain(row[name]);
  for (const name of Object.keys(row)) if (/^(items|accounts)_/.test(name)) found[name] = whole(row[name]);
  return found;
}

function recordOf(one) {
  const bounds = (what) => {
    const [low, high] = [one[`accounts_${what}_low`], one[`accounts_${what}_high`]];
    return low === null || high === null ? null : [low, high];
  };
  return {
    first: one.first ?? "", counted: true, half: one.half_year.replace("-h", "-H"), kind: one.kind,
    process: one.process, requester: one.requester, country: one.country, project: one.project, outcome: one.outcome,
    items: Object.fromEntries(OUTCOMES.map((name) => [name, one[`items_${name}`]]).filter(([, count]) => count)),
    accounts_potential: bounds("potential"), accounts_actual: bounds("actual"),
  };
}

const cellOf = (...parts) => JSON.stringify(parts);

/** Every cell of every table that groups case rows, and what grouping them gives. */
function tablesOf(cases) {
  const found = new Map();
  for (const [table, dimensions] of Object.entries(TABLES)) {
    const groups = new Map();
    for (const one of cases) {
      if (dimensions.includes("process") && one.kind !== "user_data") continue;
      const values = dimensions.map((name) => one[name] || UNRECORDED[name]);
      const key = cellOf(one.kind, values);
      if (!groups.has(key)) groups.set(key, { kind: one.kind, values, rows: [] });
      groups.get(key).rows.push(one);
    }
    for (const { kind, values, rows } of groups.values()) {
      const mark = values.includes(WITHHELD) ? WITHHELD : "";
      const put = (unit, outcome, low, high, marked = mark) =>
        found.set(cellOf(table, kind, unit, values, outcome), [low, high, marked]);
      const counts = {};
      for (const one of rows) counts[one.outcome] = (counts[one.outcome] ?? 0) + 1;
      for (const [outcome, count] of Object.entries(counts)) put("request", outcome, count, count);
      for (const outcome of OUTCOMES) {
        const sum = rows.reduce((sum, one) => sum + one[`items_${outcome}`], 0);
        if (sum) put("item", outcome, sum, sum);
      }
      if (!ACCOUNT_KINDS.includes(kind)) continue;
      for (const what of ["potential", "actual"]) {
        const known = rows.filter((one) => one[`accounts_${what}_low`] !== null);
        const sum = (bound) => known.reduce((sum, one) => sum + one[`accounts_${what}_${bound}`], 0);
        const low = known.length ? sum("low") : null;
        if (known.length === rows.length) put(`account_${what}`, "", low, sum("high"));
        else put(`account_${what}`, "", low, null, "unknown");
      }
    }
  }
  return found;
}

const bound = (count) => (count === null ? say("unknown") : number(count));

function told(cell) {
  if (!cell) return say("nothing");
  return cell[0] === cell[1] ? bound(cell[0]) : `${bound(cell[0])}–${bound(cell[1])}`;
}

function named(cell) {
  const [table, ...rest] = JSON.parse(cell);
  return { table, cell: rest.flat().filter(Boolean).join(" ") };
}

/** The cells that two maps do not say the same of. */
function differing(given, follow) {
  const all = [...new Set([...given.keys(), ...follow.keys()])].sort();
  return all.filter((cell) => JSON.stringify(given.get(cell)) !== JSON.stringify(follow.get(cell)));
}

// What the page shows

const failed = [];
let open = 0;

/** Shows one finding. `holds` is null where it could not be looked at; `wrong` names what does not hold. */
function show(check, holds, said, wrong = []) {
  const verdict = holds === null ? "unknown" : holds ? "holds" : "bad";
  const line = document.createElement("li");
  line.className = `check check-${verdict}`;
  line.dataset.check = check;
  line.dataset.verdict = verdict;
  const head = document.createElement("p");
  const name = document.createElement("b");
  name.textContent = words.check[check];
  const sign = document.createElement("span");
  sign.className = "verdict";
  sign.textContent = words.verdict[verdict];
  head.append(name, " ", sign);
  const text = document.createElement("p");
  text.textContent = said;
  line.append(head, text);
  if (wrong.length) {
    const details = document.createElement("ul");
    const shown = wrong.slice(0, MOST_NAMED);
    if (wrong.length > MOST_NAMED) shown.push(say("more", { count: wrong.length - MOST_NAMED }));
    for (const one of shown) {
      const item = document.createElement("li");
      item.textContent = one;
      details.append(item);
    }
    line.append(details);
  }
  list.append(line);
  if (holds === false) failed.push(check);
  if (holds === null) open += 1;
  return holds;
}

const step = (key, facts) => { progress.textContent = say(key, facts); };

async function fetched(address) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "omit" });
  } catch {
    throw new Absent(say("no_answer", { address }));
  }
  if (!answer.ok) throw new Absent(say("answers", { address, status: String(answer.status) }));
  return new Uint8Array(await answer.arrayBuffer());
}

// The proof, in the order of the command

/** Whether a file has this name, or the one under which this site gives it to keep. */
const isNamed = ({ name: own }, name) => own === name || (own.startsWith("transparency-") && own.endsWith(`-${name}`));

class Edition {
  constructor(base, dropped) {
    this.base = base;
    this.dropped = dropped;
  }

  /** The dropped file of this name; else the published one. */
  async read(name) {
    const own = this.dropped.find((file) => isNamed(file, name));
    return own ? new Uint8Array(await own.arrayBuffer()) : fetched(this.base + name);
  }

  async open() {
    this.bytes = await this.read("manifest.json");
    this.sha256 = hexOf(await sha256(this.bytes));
    try {
      this.manifest = JSON.parse(textOf(this.bytes));
    } catch {
      throw new Said(say("no_manifest"));
    }
    const { format, series, period, edition, files } = this.manifest ?? {};
    const isOne = format === FORMAT && series && period && edition && Array.isArray(files);
    if (!isOne || files.some((one) => !/^[^/\\]+$/.test(one.name) || !one.sha256)) throw new Said(say("no_manifest"));
    this.name = `${series} ${period} ${edition}`;
    this.base = this.base || `/api/v1/editions/${period}/${edition}/`;
  }

  has(name) {
    return this.manifest.files.some((one) => one.name === name);
  }

  get hasCases() {
    return this.has("cases.csv") || this.has("cases.parquet");
  }
}

async function checkSignature(edition, keys) {
  try {
    edition.note = readNote(textOf(await edition.read("manifest.note")));
    const signer = await signedBy(edition.note, keys);
    const [head, name, digest] = edition.note.lines;
    if (head !== "clarion edition" || name !== edition.name) {
      return show("Signature", false, say("other_edition", { found: name ?? "", name: edition.name }));
    }
    if (digest !== `sha256 ${edition.sha256}`) {
      return show("Signature", false, say("other_manifest", { sha256: edition.sha256 }));
    }
    if (!signer) return show("Signature", null, say("no_ed25519"));
    return show("Signature", true, say("signed", { who: signer.name, name: edition.name, id: signer.id }));
  } catch (error) {
    if (error instanceof Absent) return show("Signature", false, say("no_signature"));
    return show("Signature", false, `manifest.note: ${error.message}`);
  }
}

async function checkFiles(edition) {
  const wrong = [];
  let large = 0;
  for (const { name, size, sha256: digest } of edition.manifest.files) {
    step("hashing", { name });
    if (size > LARGEST_FILE) { large += 1; continue; }
    try {
      const content = await edition.read(name);
      const found = hexOf(await sha256(content));
      if (content.length !== size) wrong.push(say("size", { name, found: content.length, signed: size }));
      else if (found !== digest) wrong.push(say("digest", { name, found, signed: digest }));
    } catch {
      wrong.push(say("missing", { name }));
    }
  }
  const known = [...edition.manifest.files.map((one) => one.name), "manifest.json", "manifest.note"];
  for (const file of edition.dropped) {
    if (!known.some((one) => isNamed(file, one))) wrong.push(say("not_named", { name: file.name }));
  }
  if (wrong.length) return show("Files", false, say("other_files"), wrong);
  if (large) return show("Files", null, say("large", { count: large }));
  return show("Files", true, say("all_files", { count: edition.manifest.files.length }));
}

async function checkTables(edition) {
  const unreadable = (check, name) => show(check, false, say("unreadable", { name }));
  let tables;
  try {
    tables = JSON.parse(textOf(await edition.read("tables.json"))).tables;
    tables.forEach((one) => one.rows.forEach(([, , values]) => one.dimensions.map((_, at) => values[at])));
  } catch {
    unreadable("Tables", "tables.json");
    return unreadable("Data files", "tables.json");
  }
  await readCases(edition);
  const grouped = tables.filter((one) => one.basis === "cases");
  const rest = tables.filter((one) => one.basis !== "cases").map((one) => one.key).join(", ");
  if (!edition.hasCases && grouped.length) show("Tables", false, say("no_rows"));
  else if (!edition.hasCases) show("Tables", true, say("no_grouping", { rest }));
  else if (!edition.has("cases.csv")) show("Tables", null, say("only_parquet"));
  else if (!edition.cases) unreadable("Tables", "cases.csv");
  else {
    const given = new Map();
    for (const { key, rows } of grouped) {
      for (const [kind, unit, values, outcome, ...count] of rows) {
        given.set(cellOf(key, kind, unit, values, outcome), count);
      }
    }
    const follow = tablesOf(edition.cases);
    const wrong = differing(given, follow).map((cell) =>
      say("cell", { ...named(cell), said: told(given.get(cell)), rows: told(follow.get(cell)) }));
    const also = rest ? ` ${say("not_recomputed", { rest })}` : "";
    if (wrong.length) show("Tables", false, say("no_follow", { count: wrong.length }), wrong);
    else show("Tables", true, say("follow", { count: grouped.length }) + also);
  }
  return checkFormats(edition, tables);
}

async function readCases(edition) {
  edition.cases = null;
  try {
    if (edition.has("cases.csv")) edition.cases = readCsv(textOf(await edition.read("cases.csv"))).map(caseOf);
  } catch {
    // Whoever needs the rows says that they cannot be read.
  }
}

async function checkFormats(edition, tables) {
  const dimensions = ["country", "project", "requester", "process", "days"];
  const put = (found, table, kind, unit, values, outcome, ...count) =>
    found.set(cellOf(table, kind, unit, dimensions.map((name) => plain(values[name])), outcome ?? ""), count);
  try {
    const written = new Map();
    for (const row of readCsv(textOf(await edition.read("dataset.csv")))) {
      put(written, row.table, row.kind, row.unit, row, row.outcome, whole(row.low), whole(row.high), row.mark ?? "");
    }
    const given = new Map();
    for (const { key, dimensions: names, rows } of tables) {
      for (const [kind, unit, values, ...rest] of rows) {
        put(given, key, kind, unit, Object.fromEntries(names.map((name, at) => [name, values[at]])), ...rest);
      }
    }
    const wrong = differing(given, written).map((cell) => say("differs", named(cell)));
    if (wrong.length) return show("Data files", false, say("not_same"), wrong);
    return show("Data files", true, say("same"));
  } catch {
    return show("Data files", false, say("unreadable", { name: "dataset.csv" }));
  }
}

async function checkRows(edition) {
  const opened = { commitments: [], firsts: [] };
  if (!edition.hasCases) show("Rows", true, say("no_case_rows"));
  else if (!edition.has("cases.csv")) show("Rows", null, say("only_parquet"));
  else if (!edition.cases) show("Rows", false, say("unreadable", { name: "cases.csv" }));
  if (!edition.cases) return opened;
  const wrong = [];
  const total = edition.cases.length;
  for (let at = 0; at < total; at += WIDTH) {
    step("opening", { done: at, total });
    await Promise.all(edition.cases.slice(at, at + WIDTH).map(async (one, place) => {
      try {
        const found = await committed("state", recordOf(one), one.opening);
        unhex(one.first ?? "");
        if (hexOf(found) !== one.commitment) throw new Said(say("not_opened"));
        opened.commitments[at + place] = one.commitment;
        opened.firsts[at + place] = one.first;
      } catch (error) {
        const start = String(one.commitment).slice(0, 16);
        wrong.push(say("row", { number: at + place + 1, start, why: error.message }));
      }
    }));
  }
  for (const [kept, key] of [["commitments", "twice"], ["firsts", "counted_twice"]]) {
    opened[kept] = opened[kept].filter(Boolean);
    const seen = new Set();
    for (const one of opened[kept]) {
      if (seen.has(one)) wrong.push(say(key, { one }));
      seen.add(one);
    }
  }
  if (total !== edition.manifest.cases) wrong.push(say("row_count", { found: total, signed: edition.manifest.cases }));
  if (wrong.length) show("Rows", false, say("wrong_rows", { count: wrong.length, total }), wrong);
  else show("Rows", true, say("rows", { total }));
  return opened;
}

/** The head of the log, signed or (in a browser without Ed25519) unproved; null where there is none to go on with. */
async function checkCheckpoint(keys) {
  try {
    const note = readNote(textOf(await fetched("/log/checkpoint")));
    const [origin, size, root] = note.lines;
    const isHead = /^(0|[1-9]\d*)$/.test(size) && base64(root ?? "", "root").length === DIGEST;
    if (!isHead) throw new Said(say("no_checkpoint"));
    const signer = await signedBy(note, keys);
    if (!keys.some((one) => one.name === origin)) throw new Said(say("other_log", { origin, name: keys[0].name }));
    const head = { size: Number(size), root: hexOf(base64(root, "root")) };
    if (signer) show("Checkpoint", true, say("log_signed", { who: signer.name, size: head.size }));
    else show("Checkpoint", null, say("no_ed25519"));
    return head;
  } catch (error) {
    show("Checkpoint", error instanceof Absent ? null : false, error.message);
    return null;
  }
}

/** Hashes the whole log. What is met of `wanted` is taken out of it. */
async function checkLog(head, wanted) {
  if (head.size > MOST_ENTRIES) return show("Log", null, say("large_log", { size: head.size }));
  const tiles = Math.ceil(head.size / WIDTH);
  const roots = [];
  let count = 0;
  try {
    for (let at = 0; at < tiles; at += AT_ONCE) {
      step("log", { done: count, total: head.size });
      const places = Array.from({ length: Math.min(AT_ONCE, tiles - at) }, (_, place) => at + place);
      roots.push(...(await Promise.all(places.map(async (place) => {
        const path = `tile/entries/${tilePath(place, Math.min(WIDTH, head.size - place * WIDTH))}`;
        const entries = unbundle(await fetched(`/log/${path}`), path);
        const isShort = place < tiles - 1 && entries.length !== WIDTH;
        if (isShort) throw new Said(say("tile_size", { path, count: entries.length }));
        count += entries.length;
        for (const one of entries) wanted.delete(hexOf(one));
        return rootOf(await Promise.all(entries.map((one) => sha256(LEAF, one))));
      }))));
    }
  } catch (error) {
    if (error instanceof Absent) return show("Log", null, say("no_entries", { why: error.message }));
    return show("Log", false, say("wrong_entries", { why: error.message }));
  }
  if (count !== head.size) return show("Log", false, say("log_count", { found: count, size: head.size }));
  if (hexOf(await rootOf(roots)) !== head.root) return show("Log", false, say("other_root"));
  return show("Log", true, say("log_holds", { size: head.size }));
}

async function checkInLog(edition, rows, receipt, keys) {
  const head = await checkCheckpoint(keys);
  if (!head) return;
  const line = edition.note?.lines[3] ?? "";
  let own = null;
  if (line.startsWith("opening ")) {
    const { series, period, edition: count } = edition.manifest;
    const record = { series, period, number: count, manifest: edition.sha256 };
    own = await committed("edition", record, line.slice(8)).then(hexOf, () => null);
  }
  const mine = receipt && (await ofReceipt(receipt));
  const missing = new Set([...rows.commitments, ...rows.firsts, own, mine].filter(Boolean));
  if (!(await checkLog(head, missing))) return;
  if (!edition.hasCases) show("Rows in the log", true, say("no_rows_to_find"));
  else {
    const wrong = [["row_missing", rows.commitments], ["first_missing", rows.firsts]].flatMap(([key, listed]) =>
      listed.filter((one) => missing.has(one)).map((one) => say(key, { one })));
    if (wrong.length) show("Rows in the log", false, say("rows_missing", { count: wrong.length }), wrong);
    else show("Rows in the log", true, say("rows_in_log", { count: rows.commitments.length }));
  }
  if (!own) show("Edition in the log", false, say("no_own_opening"));
  else if (missing.has(own)) show("Edition in the log", false, say("not_in_log", { own, name: edition.name }));
  else show("Edition in the log", true, say("in_log", { own: own.slice(0, 16), name: edition.name }));
  if (!receipt) return;
  const { reference } = receipt;
  const times = rows.firsts.filter((one) => one === mine).length;
  if (missing.has(mine)) show("Receipt", false, say("receipt_missing", { reference }));
  else if (times === 1) show("Receipt", true, say("counted", { reference }));
  else show("Receipt", false, times ? say("counted_times", { reference, times }) : say("not_counted", { reference }));
}

// The form

/** Where the files of an edition lie, from its address; only on this site, since no other may be asked from here. */
function baseOf(text) {
  const { origin, pathname } = new URL(text, location.href);
  if (origin !== location.origin) throw new Said(say("elsewhere", { origin: location.origin }));
  const page = /\/transparency\/([^/]+)\/(?:edition-(\d+)\/)?/.exec(pathname);
  if (page) return `/api/v1/editions/${page[1]}/${page[2] ? `${page[2]}/` : ""}`;
  return `${pathname.replace(/manifest\.json$/, "").replace(/\/+$/, "")}/`;
}

async function verify() {
  list.replaceChildren();
  failed.length = 0;
  open = 0;
  const fields = form.elements;
  const dropped = [...fields.files.files].filter((one) => one.size);
  const hasManifest = dropped.some((one) => /(^|-)manifest\.json$/.test(one.name));
  const receipt = fields.receipt.files.length ? readReceipt(await fields.receipt.files[0].text()) : null;
  const address = fields.address.value.trim();
  const edition = new Edition(hasManifest && !address ? "" : baseOf(address || fields.edition.value), dropped);
  await edition.open();
  const given = fields.key.value.trim();
  const keys = await readKeys(given || textOf(await fetched("/log/key")));
  await checkSignature(edition, keys);
  await checkFiles(edition);
  await checkTables(edition);
  const rows = await checkRows(edition);
  await checkInLog(edition, rows, receipt, keys);
  const end = failed.length ? "bad" : open ? "open" : "holds";
  status.textContent = `${words.end[end]} (${spelled(edition.name)})`;
  progress.textContent = given ? "" : say("own_key", { key: `${keys[0].name}+${keys[0].id}` });
  status.dataset.end = end;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  delete status.dataset.end;
  status.textContent = say("reading");
  try {
    await verify();
  } catch (error) {
    status.textContent = error instanceof Said ? error.message : say("trouble", { why: error.message });
    status.dataset.end = "unusable";
    progress.textContent = "";
  }
  button.disabled = false;
});

// A page that is kept as a file cannot know which edition its address asks for.
const wanted = new URLSearchParams(location.search).get("edition");
for (const one of form.elements.edition.options) if (one.dataset.page === wanted) one.selected = true;

if (globalThis.crypto?.subtle) form.hidden = false;
else document.getElementById("verify-unable").hidden = false;
