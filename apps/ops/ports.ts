import { createServer } from "node:net"

/** A port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      )
    })
  })
}

/** Whether something listens on the port already, on any address of this machine. */
export async function isTaken(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::", "0.0.0.0"]) {
    if (await refusesToListen(port, host)) return true
  }
  return false
}

function refusesToListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(false)))
  })
}
