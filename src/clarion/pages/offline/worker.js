"use strict";
// Keeps the pages that were read, and shows them where there is no network. TOLD is what the site says of itself.

const PAGES = `clarion-pages-${TOLD.release}`;
const PARTS = `clarion-parts-${TOLD.release}`;
const HOUSE = `clarion-house-${TOLD.release}`; // The pages that say that there is no network.
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.[^./]+$|^\/theme\//;
const GONE = [401, 403, 404, 410];

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(begin()));

self.addEventListener("message", (event) => {
  if (event.data && Array.isArray(event.data.keep)) event.waitUntil(keepAll(event.data.keep));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (languageOf(url)) event.respondWith(page(event, url));
  } else if (isPart(url)) {
    event.respondWith(part(event, url));
  }
});

async function begin() {
  for (const name of await caches.keys()) {
    if (name.startsWith("clarion-") && ![PAGES, PARTS, HOUSE].includes(name)) await caches.delete(name);
  }
  await self.clients.claim();
}

function languageOf(url) {
  const code = url.pathname.split("/")[1];
  return TOLD.languages.includes(code) ? code : "";
}

function isPart(url) {
  return TOLD.parts.some((prefix) => url.pathname.startsWith(prefix));
}

/** Whether what is at an address may be kept: no form, no answer to a question. */
function isKept(url) {
  const [, code, first, second] = url.pathname.split("/");
  const room = first === "text" ? second : first;
  return TOLD.languages.includes(code) && room !== "offline" && !TOLD.never.includes(room) && !url.search;
}

/** Whether an answer is a public page, the same for everybody. */
function isPublic(answer, kind) {
  const control = answer.headers.get("Cache-Control") || "";
  return (
    answer.status === 200 &&
    answer.type === "basic" &&
    !answer.redirected &&
    !/private|no-store/i.test(control) &&
    !/cookie|\*/i.test(answer.headers.get("Vary") || "") &&
    (!kind || (answer.headers.get("Content-Type") || "").startsWith(kind))
  );
}

async function page(event, url) {
  const address = url.origin + url.pathname;
  try {
    const answer = await fetch(event.request);
    if (isKept(url)) {
      if (isPublic(answer, "text/html")) event.waitUntil(keep(PAGES, address, answer.clone(), TOLD.pages));
      else if (GONE.includes(answer.status)) event.waitUntil(forget(address));
    }
    event.waitUntil(keepHouse(languageOf(url)));
    return answer;
  } catch (error) {
    const kept = isKept(url) && (await (await caches.open(PAGES)).match(address));
    return kept || (await withoutNetwork(languageOf(url))) || Promise.reject(error);
  }
}

async function part(event, url) {
  const parts = await caches.open(PARTS);
  const kept = await parts.match(url.href);
  if (kept && NAMED_BY_CONTENT.test(url.pathname)) return kept;
  try {
    const answer = await fetch(event.request);
    if (isPublic(answer) && Number(answer.headers.get("Content-Length") || 0) <= TOLD.largest) {
      event.waitUntil(keep(PARTS, url.href, answer.clone(), TOLD.files));
    }
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function keep(name, address, answer, most) {
  const cache = await caches.open(name);
  await cache.delete(address); // So that it stands at the end, as the newest.
  await cache.put(address, answer);
  const kept = await cache.keys();
  for (const one of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(one);
}

async function forget(address) {
  await (await caches.open(PAGES)).delete(address);
}

/** What the first page of a visit has loaded before this program was there. */
async function keepAll(addresses) {
  for (const address of addresses.slice(0, 60)) {
    const url = new URL(address, self.location.origin);
    if (url.origin !== self.location.origin) continue;
    try {
      if (isPart(url)) {
        const answer = await fetch(url.href);
        if (isPublic(answer)) await keep(PARTS, url.href, answer, TOLD.files);
      } else if (isKept(url)) {
        const answer = await fetch(url.origin + url.pathname);
        if (isPublic(answer, "text/html")) await keep(PAGES, url.origin + url.pathname, answer, TOLD.pages);
        await keepHouse(languageOf(url));
      }
    } catch {
      return; // No network: the next visit keeps it.
    }
  }
}

/** Keeps the page that says that there is no network, once, in a language that is read. */
async function keepHouse(code) {
  const house = await caches.open(HOUSE);
  const address = `/${code}/offline/`;
  if (!code || (await house.match(address))) return;
  const answer = await fetch(address);
  if (!isPublic(answer, "text/html")) return;
  const text = await answer.clone().text();
  for (const [, file] of text.matchAll(/<(?:link|script)\b[^>]*?\b(?:href|src)="(\/[^"]+\.(?:css|js))"/g)) {
    const loaded = await fetch(file);
    if (isPublic(loaded)) await keep(PARTS, new URL(file, self.location.origin).href, loaded, TOLD.files);
  }
  await house.put(address, answer);
}

async function withoutNetwork(code) {
  return (await caches.open(HOUSE)).match(`/${code}/offline/`);
}
