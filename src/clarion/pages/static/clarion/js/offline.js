"use strict";
// Asks the browser to keep the pages that are read, and lists those that were where there is no network.

if ("serviceWorker" in navigator && window.isSecureContext) {
  addEventListener("load", () => {
    navigator.serviceWorker.register("/service-worker.js", { scope: "/" }).catch(() => {});
  });
  if (!navigator.serviceWorker.controller) {
    navigator.serviceWorker.ready.then((registration) => {
      const loaded = performance.getEntriesByType("resource").map((one) => one.name);
      registration.active.postMessage({ keep: [location.href.split("#")[0], ...loaded] });
    });
  }
}

const list = document.querySelector("[data-kept-pages]");
if (list && "caches" in window) showKept(list);

async function showKept(list) {
  const own = `/${document.documentElement.dataset.code || list.dataset.code}/`;
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("clarion-pages-")) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!answer) continue;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const path = new URL(request.url).pathname;
      found.push({ path, title: page.title || path, root: page.documentElement });
    }
  }
  // The newest first, those in the reader's language before the others.
  found.reverse().sort((one, other) => other.path.startsWith(own) - one.path.startsWith(own));
  for (const one of found) {
    const link = document.createElement("a");
    link.href = one.path;
    link.textContent = one.title;
    link.lang = one.root.lang;
    link.dir = one.root.dir || "auto";
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  document.querySelector("[data-kept-some]").hidden = !found.length;
  document.querySelector("[data-kept-none]").hidden = found.length > 0;
}
