// Keeps the page of the day and what it is made of, so that it opens without a network. Data and deeds are the page's own.
const cacheName = "guichet-day-1"
const scope = new URL(self.registration.scope)
const dayPath = `${scope.pathname}day`
const patienceMs = 4000

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("message", (event) => {
  if (event.data?.kind === "keep")
    event.waitUntil(keep([dayPath, ...event.data.assets]).then(() => event.ports[0]?.postMessage("kept")))
})

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== scope.origin) return
  if (request.mode === "navigate" && url.pathname === dayPath) event.respondWith(pageOf(request))
  else if (url.pathname.startsWith("/_next/static/")) event.respondWith(keptFirst(request, request.url))
  else if (/\/desk\/appointments\/[^/]+\/photos\/[^/]+$/.test(url.pathname))
    event.respondWith(keptFirst(request, request.url))
})

async function keep(addresses) {
  const cache = await caches.open(cacheName)
  for (const address of addresses) {
    const isAsset = address !== dayPath
    if (isAsset && (await cache.match(address)) !== undefined) continue
    const response = await fetch(address, { redirect: "manual" }).catch(() => null)
    if (response?.ok) await cache.put(address, response)
  }
}

// The newest page while there is a network; the one that is kept when there is none, or it takes too long.
async function pageOf(request) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(dayPath)
  const signal = kept === undefined ? undefined : AbortSignal.timeout(patienceMs)
  const fresh = await fetch(request, { signal }).catch(() => null)
  if (fresh === null || fresh.status >= 500) return kept ?? fresh ?? Response.error()
  if (fresh.ok) await cache.put(dayPath, fresh.clone())
  return fresh
}

async function keptFirst(request, address) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(address)
  if (kept !== undefined) return kept
  const fresh = await fetch(request)
  if (fresh.ok) await cache.put(address, fresh.clone())
  return fresh
}
