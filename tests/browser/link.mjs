// A line to the server that can be cut and mended: a browser that goes through it loses everything at once, as with a pulled plug.
import { connect, createServer } from 'node:net'
import { address } from './desk.mjs'

/** `at` is the address to open instead of the server's own. */
export async function openLink() {
  const { hostname, port } = new URL(address)
  const alive = new Set()
  let whole = true
  const door = createServer((from) => {
    if (!whole) { from.destroy(); return }
    const to = connect(Number(port), hostname)
    for (const [one, other] of [[from, to], [to, from]]) {
      alive.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => { alive.delete(one); other.destroy() })
    }
  })
  await new Promise((resolve) => { door.listen(0, '127.0.0.1', resolve) })
  return {
    at: `http://127.0.0.1:${door.address().port}`,
    cut() { whole = false; for (const socket of alive) socket.destroy() },
    mend() { whole = true },
    close() { this.cut(); door.close() },
  }
}
