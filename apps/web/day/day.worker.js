// Keeps the page of the day and what it is made of, so that it opens without a network. Data and deeds are the page's own.
const cacheName = "guichet-day-1"
const scope = new URL(self.registration.scope)
const dayPath = `${scope.pathname}day`
const signInPath = `${scope.pathname}sign-in`
const assetPath = "/_next/static/"
const patienceMs = 4000

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("message", (event) => {
  if (event.data?.kind === "keep")
    event.waitUntil(keep(event.data.assets).then(() => event.ports[0]?.postMessage("kept")))
})

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== scope.origin) return
  if (request.mode === "navigate" && url.pathname === dayPath) event.respondWith(pageOf(request))
  else if (request.mode === "navigate" && url.pathname === signInPath) event.respondWith(signInOf(request))
  else if (url.pathname.startsWith(assetPath)) event.respondWith(keptFirst(request, request.url))
  else if (/\/desk\/appointments\/[^/]+\/photos\/[^/]+$/.test(url.pathname))
    event.respondWith(keptFirst(request, request.url))
})

// The page comes last, and only with all that it names: after an upgrade half of it would not open.
async function keep(assets) {
  const cache = await caches.open(cacheName)
  await Promise.all(assets.map((address) => keepAsset(cache, address)))
  const page = await fetch(dayPath, { redirect: "manual" }).catch(() => null)
  if (!page?.ok) return
  const named = (await page.clone().text()).match(/\/_next\/static\/[^"'\\\s<>)]+/g) ?? []
  const kept = await Promise.all([...new Set(named)].map((path) => keepAsset(cache, new URL(path, scope).href)))
  if (kept.every(Boolean)) await put(cache, dayPath, page)
}

async function keepAsset(cache, address) {
  if ((await cache.match(address)) !== undefined) return true
  const response = await fetch(address).catch(() => null)
  return response?.ok === true && (await put(cache, address, response))
}

// A phone that is full keeps nothing more, and goes on.
function put(cache, address, response) {
  return cache.put(address, response).then(
    () => true,
    () => false,
  )
}

// The newest page while there is a network; the one that is kept when there is none, or it takes too long.
async function pageOf(request) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(dayPath)
  const signal = kept === undefined ? undefined : AbortSignal.timeout(patienceMs)
  const fresh = await fetch(request, { signal }).catch(() => null)
  if (fresh === null || fresh.status >= 500) return kept ?? fresh ?? Response.error()
  return fresh
}

// Whoever signs in next may be somebody else: the page and the photos of who was there before are theirs no more.
async function signInOf(request) {
  const fresh = await fetch(request)
  const cache = await caches.open(cacheName)
  const isPrivate = ({ url }) => !new URL(url).pathname.startsWith(assetPath)
  await Promise.all((await cache.keys()).filter(isPrivate).map((kept) => cache.delete(kept)))
  return fresh
}

async function keptFirst(request, address) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(address)
  if (kept !== undefined) return kept
  const fresh = await fetch(request)
  if (fresh.ok) await put(cache, address, fresh.clone())
  return fresh
}
