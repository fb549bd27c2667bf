// An authenticator as on a telephone (RFC 6238): SHA-1, 30 seconds, six digits.
import { createHmac } from 'node:crypto'

function bytes(base32) {
  const bits = [...base32.replace(/[\s=]/g, '').toUpperCase()].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
}
/** The code of now, or of so many periods later: the server takes a neighbour, and each only once. */
export function code(secret, later = 0) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later))
  const digest = createHmac('sha1', bytes(secret)).update(counter).digest()
  const at = digest[19] & 15
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
