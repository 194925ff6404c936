import { beforeEach, describe, expect, it, vi } from "vitest"
import * as z from "zod"
import { maison, openHouse } from "../checks/testing/house.ts"
import { command } from "./command.ts"
import { errand, longestCallMs, runNow } from "./errand.ts"
import type { Http } from "./http.ts"
import { newId } from "./ids.ts"

const house = await openHouse()
const { kernel } = house

/** What the outside world does, for the test to decide. */
type World = (subjectId: string) => Promise<string>
let world: World
let asked: World
let again: number | null
const said: string[] = []

const note = command({
  name: "test.note",
  needs: "system.follow",
  input: z.strictObject({ what: z.string() }),
  run: async ({ tell }, { what }) => tell("test.noted", { facts: { what } }),
})

const ring = errand<{ subjectId: string }, string>({
  name: "test.ring",
  leaseMs: 30_000,
  claim: async ({ subjectId, now }) => {
    said.push(`claimed at ${now.toString()}`)
    return subjectId.startsWith("0") ? { subjectId } : null
  },
  call: ({ subjectId }) => {
    said.push("called")
    return world(subjectId)
  },
  record: async (acting, { answer }) => {
    await note.within(acting, { what: answer })
    return again === null ? undefined : { againInSeconds: again }
  },
  onUnknown: ({ subjectId }) => {
    said.push("asked what became of it")
    return asked(subjectId)
  },
})

const run = (subjectId: string) => ring.run({ kernel, business: maison, subjectId, deadlineMs: 5_000 })
const noted = async () => {
  const { rows } = await house.owner.query("select facts->>'what' as what from guichet.events order by id")
  return rows.map(({ what }) => what)
}
const told = async () =>
  (await house.owner.query("select dossier_id, facts from guichet.events where name = 'errand.failed'")).rows
const calls = () => said.filter((line) => !line.startsWith("claimed"))

beforeEach(async () => {
  await house.owner.query("truncate guichet.events, guichet.errands")
  house.clock.now = Temporal.Instant.from("2026-11-20T10:00:00Z")
  said.length = 0
  again = null
  world = async () => "answered"
  asked = async () => "found out"
})

describe("running an errand", () => {
  it("claims, calls and records", async () => {
    expect(await run(newId())).toBe("done")
    expect(said).toEqual(["claimed at 2026-11-20T10:00:00Z", "called"])
    expect(await noted()).toEqual(["answered"])
  })

  it("calls nobody when there is nothing left to do", async () => {
    expect(await run("ffffffff-ffff-7fff-8fff-ffffffffffff")).toBe("nothing")
    expect(calls()).toEqual([])
  })

  it("calls while no transaction is open", async () => {
    let open = -1
    world = async () => {
      const { rows } = await kernel.pool.query(
        "select count(*) as n from pg_stat_activity where datname = current_database() and usename = 'guichet_app' and state like 'idle in transaction%'",
      )
      open = Number(rows[0].n)
      return "answered"
    }
    await run(newId())

    expect(open).toBe(0)
  })

  it("asks to be run again, when its answer says so", async () => {
    again = 60

    expect(await run(newId())).toEqual({ againInSeconds: 60 })
  })

  it("runs again after it is done: whether anything is left is its claim's to say", async () => {
    const id = newId()
    await run(id)

    expect(await run(id)).toBe("done")
    expect(calls()).toEqual(["called", "called"])
  })
})

describe("an errand that two run at once", () => {
  it("is called by one of them", async () => {
    const id = newId()
    const { promise: answered, resolve: answer } = Promise.withResolvers<string>()
    world = () => answered
    const runs = Array.from({ length: 6 }, () => run(id))
    const busy = Promise.all(runs.map((each) => each.then((ran) => ran === "busy")))
    while (!calls().includes("called")) await new Promise((done) => setTimeout(done, 5))
    setTimeout(answer, 200, "answered")

    expect((await busy).filter(Boolean)).toHaveLength(5)
    expect(calls()).toEqual(["called"])
  })
})

describe("an errand whose run died while it called", () => {
  const die = async (id: string) => {
    world = async () => {
      throw new Error("the process is gone")
    }
    await expect(run(id)).rejects.toThrow("the process is gone")
    world = async () => "called again"
  }

  it("is left alone until its lease ends", async () => {
    const id = newId()
    await die(id)
    house.clock.now = house.clock.now.add({ seconds: 30 })

    expect(await run(id)).toBe("busy")
    expect(calls()).toEqual(["called"])
  })

  it("is never called again: what became of it is found out", async () => {
    const id = newId()
    await die(id)
    house.clock.now = house.clock.now.add({ seconds: 31 })

    expect(await run(id)).toBe("done")
    expect(calls()).toEqual(["called", "asked what became of it"])
    expect(await noted()).toEqual(["found out"])
  })

  it("stays unknown while nobody can say, however often it is run", async () => {
    const id = newId()
    await die(id)
    asked = async () => {
      throw new Error("still no answer")
    }
    for (let tries = 0; tries < 3; tries++) {
      house.clock.now = house.clock.now.add({ minutes: 11 })
      await expect(run(id)).rejects.toThrow("still no answer")
    }

    expect(calls().filter((line) => line === "called")).toHaveLength(1)
  })

  it("is called anew once it is known what became of the run before", async () => {
    const id = newId()
    await die(id)
    house.clock.now = house.clock.now.add({ seconds: 31 })
    await run(id)
    await run(id)

    expect(calls()).toEqual(["called", "asked what became of it", "called"])
  })
})

describe("an errand that keeps failing", () => {
  const failsFor = async (id: string, seconds: number) => {
    house.clock.now = house.clock.now.add({ seconds })
    return run(id).catch((error: Error) => error.name)
  }
  const failures = async () => (await house.owner.query("select failures from guichet.errands")).rows

  it("is left alone for twice as long after each failure, ten minutes at most", async () => {
    const id = newId()
    asked = world = async () => {
      throw new Error("no")
    }
    expect(await failsFor(id, 0)).toBe("Error")
    for (const seconds of [30, 60, 120, 240, 480, 600, 600]) {
      expect(await failsFor(id, seconds)).toBe("busy")
      expect(await failsFor(id, 1)).toBe("Error")
    }
  })

  it("is given up at the tenth failure in a row, which is told once", async () => {
    const id = newId()
    asked = world = async () => {
      throw new Error("no")
    }
    for (let tries = 1; tries < 10; tries++) expect(await failsFor(id, 601)).toBe("Error")
    expect(await told()).toEqual([])

    expect(await failsFor(id, 601)).toBe("GivenUp")
    expect(await failsFor(id, 601)).toBe("GivenUp")
    expect(await told()).toEqual([{ dossier_id: null, facts: { errand: "test.ring", subjectId: id } }])
  })

  it("begins to count anew once it was done", async () => {
    const id = newId()
    world = async () => {
      throw new Error("no")
    }
    await failsFor(id, 0)
    expect(await failures()).toEqual([{ failures: 1 }])
    expect(await failsFor(id, 601)).toBe("done")
    expect(await failures()).toEqual([{ failures: 0 }])
  })
})

describe("an errand that comes back after its lease", () => {
  it("records nothing: who took over has", async () => {
    const id = newId()
    const { promise: answered, resolve: answer } = Promise.withResolvers<string>()
    world = () => answered
    const slow = run(id)
    while (!calls().includes("called")) await new Promise((done) => setTimeout(done, 5))
    house.clock.now = house.clock.now.add({ seconds: 31 })
    expect(await run(id)).toBe("done")
    answer("too late")

    expect(await slow).toBe("busy")
    expect(await noted()).toEqual(["found out"])
  })
})

describe("an errand without an answer at its deadline", () => {
  const runShort = (subjectId: string) => ring.run({ kernel, business: maison, subjectId, deadlineMs: 100 })

  it("is over, and records nothing of what comes later", async () => {
    const id = newId()
    const { promise: answered, resolve: answer } = Promise.withResolvers<string>()
    world = () => answered
    await expect(runShort(id)).rejects.toThrow("no answer within 100 ms")
    answer("too late")
    await new Promise((done) => setTimeout(done, 50))

    expect(await noted()).toEqual([])
  })

  it("is asked about once its lease has ended", async () => {
    const id = newId()
    world = () => new Promise<string>(() => undefined)
    await expect(runShort(id)).rejects.toThrow("no answer within 100 ms")
    expect(await run(id)).toBe("busy")
    house.clock.now = house.clock.now.add({ seconds: 31 })

    expect(await run(id)).toBe("done")
    expect(calls()).toEqual(["called", "asked what became of it"])
  })

  it("ends what it still has open over HTTP", async () => {
    const { promise: ended, resolve: end } = Promise.withResolvers<string>()
    const http: Http = ({ signal }) =>
      new Promise((_, fail) => {
        signal?.addEventListener("abort", () => {
          end("ended")
          fail(new Error("ended"))
        })
      })
    const fetching = errand<string, string>({
      name: "test.fetch",
      leaseMs: 30_000,
      claim: async ({ subjectId }) => subjectId,
      call: async (_, reach) => (await reach.http({ method: "GET", url: "https://x.example", timeoutMs: 60_000 })).text,
      record: async () => undefined,
      onUnknown: async () => "",
    })
    const reaching = { ...kernel, outside: { ...kernel.outside, http } }

    await expect(
      fetching.run({ kernel: reaching, business: maison, subjectId: newId(), deadlineMs: 100 }),
    ).rejects.toThrow("no answer within 100 ms")
    expect(await ended).toBe("ended")
  })

  it("has a lease that is still its own: a shorter one is refused where it is defined", () => {
    const short = {
      name: "test.short-lease",
      leaseMs: longestCallMs,
      claim: async () => null,
      call: async () => "",
      record: async () => undefined,
      onUnknown: async () => "",
    }

    expect(() => errand(short)).toThrow("the lease of test.short-lease ends before its call may")
  })
})

describe("an errand that a visitor waits for", () => {
  it("is answered when the outside world is quick", async () => {
    expect(await runNow(ring, { kernel, business: maison, subjectId: newId() })).toBe("done")
  })

  it("is late when the outside world fails: the log says why, and nothing is thrown at the visitor", async () => {
    const refused = new Error("connection refused")
    world = async () => {
      throw refused
    }
    const subject = newId()
    const logged = vi.spyOn(kernel.log, "error")

    expect(await runNow(ring, { kernel, business: maison, subjectId: subject })).toBe("late")
    expect(logged).toHaveBeenCalledExactlyOnceWith(
      { err: refused, errand: "test.ring", business: maison.id, subject },
      expect.any(String),
    )
    logged.mockRestore()
  })

  it("is late after four seconds, and goes on by itself", async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<string>()
    world = () => answered

    expect(await runNow(ring, { kernel, business: maison, subjectId: newId() })).toBe("late")
    answer("at last")
    while ((await noted()).length === 0) await new Promise((done) => setTimeout(done, 10))
    expect(await noted()).toEqual(["at last"])
  })
})
