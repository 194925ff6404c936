let tied = false

/**
 * Ends this process when the one that started it dies, however it dies: the channel between them closes. It ends by its
 * own SIGTERM handler, or hard after 4 seconds. Does nothing for a process that was started without such a channel.
 */
export function diesWithParent(): void {
  if (tied || !process.connected) return
  tied = true

  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), 4_000).unref()
    process.kill(process.pid, "SIGTERM")
  })
  process.channel?.unref()
}
