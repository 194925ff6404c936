import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb"
import { answered, type Day, type DeedRefusal, type Sending, type Unsent } from "./day.ts"

interface Schema extends DBSchema {
  days: { key: string; value: Day }
  sendings: { key: number; value: Sending }
}

export type Store = {
  /** By account, so that nobody sees or sends what another did on the same phone. */
  readonly shown: (date: string) => Promise<readonly [readonly Sending[], Day | undefined]>
  readonly keepDay: (day: Day) => Promise<void>
  readonly sendings: () => Promise<readonly Sending[]>
  readonly add: (unsent: Unsent) => Promise<void>
  /** In one transaction: it is sent, and this is what came of it. */
  readonly settle: (sending: Sending, outcome: { readonly date: string; readonly answer: unknown }) => Promise<void>
  readonly refuse: (sending: Sending, refusal: DeedRefusal) => Promise<void>
  /** Sent again as it is, or changed, in its old place. */
  readonly retry: (sending: Sending) => Promise<void>
  readonly drop: (id: number) => Promise<void>
}

const nameOf = (slug: string) => `guichet-day-${slug}`

async function opened(slug: string, lost: () => void = () => undefined): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(nameOf(slug), 1, {
    terminated: lost,
    upgrade(database) {
      database.createObjectStore("days")
      database.createObjectStore("sendings", { keyPath: "id", autoIncrement: true })
    },
    // Another page wipes it at sign-out: it must not wait for us.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })
}

/** The day and what is still to be sent, on this phone. */
export async function openStore(slug: string, accountId: string): Promise<Store> {
  let opening: Promise<IDBPDatabase<Schema>> | null = null
  /** Phones close it behind our back while the page sleeps; one that was wiped at sign-out stays closed. */
  const open = () => {
    opening ??= opened(slug, () => {
      opening = null
    })
    return opening
  }
  await open()
  const dayKey = (date: string) => `${accountId}/${date}`
  const put = async (sending: Sending) => {
    await (await open()).put("sendings", sending)
  }
  return {
    shown: async (date) => {
      const look = (await open()).transaction(["days", "sendings"])
      const [sendings, day] = await Promise.all([
        look.objectStore("sendings").getAll(),
        look.objectStore("days").get(dayKey(date)),
      ])
      return [sendings.filter((sending) => sending.accountId === accountId), day]
    },
    keepDay: async (day) => {
      await (await open()).put("days", day, dayKey(day.date))
    },
    sendings: async () =>
      (await (await open()).getAll("sendings")).filter((sending) => sending.accountId === accountId),
    // The store gives the number.
    add: async (unsent) => {
      await (await open()).add("sendings", unsent as Sending)
    },
    settle: async (sending, { date, answer }) => {
      const work = (await open()).transaction(["days", "sendings"], "readwrite")
      const day = await work.objectStore("days").get(dayKey(date))
      if (day !== undefined) await work.objectStore("days").put(answered(day, { sending, answer }), dayKey(date))
      await work.objectStore("sendings").delete(sending.id)
      await work.done
    },
    refuse: (sending, refusal) => put({ ...sending, refusal }),
    retry: (sending) => put({ ...sending, refusal: null }),
    drop: async (id) => (await open()).delete("sendings", id),
  }
}

/** How much on this phone is not sent yet, whoever did it. */
export async function unsentOn(slug: string): Promise<number> {
  const database = await opened(slug)
  const unsent = await database.count("sendings")
  database.close()
  return unsent
}

/** Nothing of the day stays on this phone. */
export async function forgetDay(slug: string): Promise<void> {
  await deleteDB(nameOf(slug))
  await forgetPages()
}

/** Nothing but what is not sent yet, which nobody else is shown. */
export async function forgetAllButUnsent(slug: string): Promise<void> {
  const database = await opened(slug)
  await database.clear("days")
  database.close()
  await forgetPages()
}

async function forgetPages(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("guichet-day")) await caches.delete(name)
}
