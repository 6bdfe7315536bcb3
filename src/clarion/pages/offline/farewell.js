"use strict";
// This site keeps no pages any more.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("clarion-")) await caches.delete(name);
      }
      await self.registration.unregister();
    })(),
  );
});
