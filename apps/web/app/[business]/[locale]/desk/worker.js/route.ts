import source from "../../../../../day/day.worker.js"

/** Served where it may look after the desk's pages of one business and language, and nothing else. */
export function GET(): Response {
  return new Response(source, {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
  })
}
