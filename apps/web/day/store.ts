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

async function opened(slug: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(nameOf(slug), 1, {
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
  const database = await opened(slug)
  const dayKey = (date: string) => `${accountId}/${date}`
  const put = async (sending: Sending) => {
    await database.put("sendings", sending)
  }
  return {
    shown: async (date) => {
      const look = database.transaction(["days", "sendings"])
      const [sendings, day] = await Promise.all([
        look.objectStore("sendings").getAll(),
        look.objectStore("days").get(dayKey(date)),
      ])
      return [sendings.filter((sending) => sending.accountId === accountId), day]
    },
    keepDay: async (day) => {
      await database.put("days", day, dayKey(day.date))
    },
    sendings: async () => (await database.getAll("sendings")).filter((sending) => sending.accountId === accountId),
    // The store gives the number.
    add: async (unsent) => {
      await database.add("sendings", unsent as Sending)
    },
    settle: async (sending, { date, answer }) => {
      const work = database.transaction(["days", "sendings"], "readwrite")
      const day = await work.objectStore("days").get(dayKey(date))
      if (day !== undefined) await work.objectStore("days").put(answered(day, { sending, answer }), dayKey(date))
      await work.objectStore("sendings").delete(sending.id)
      await work.done
    },
    refuse: (sending, refusal) => put({ ...sending, refusal }),
    retry: (sending) => put({ ...sending, refusal: null }),
    drop: (id) => database.delete("sendings", id),
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
  for (const name of await caches.keys()) if (name.startsWith("guichet-day")) await caches.delete(name)
}
