// A citizen's mail program: hands one mail to the centre's door.
import { connect } from 'node:net'

const kCentre = 'contact@informatiiconsulare.ro'
let count = 0

const word = (text) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

/** Sends a mail and gives back when the server has taken it. `html` makes it multipart/alternative. */
export async function sendMail({ subject, name = 'Probă Fictivă', from = 'proba@example.org', text = 'Bună ziua.\n', html = '', headers = [] }) {
  const base64 = (part) => Buffer.from(part).toString('base64').replace(/.{76}/g, '$&\r\n')
  const part = (kind, body) => `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(body)}\r\n`
  const body = html ? `Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n${part('plain', text)}--b\r\n${part('html', html)}--b--\r\n` : part('plain', text)
  const head = [`From: ${word(name)} <${from}>`, `To: ${kCentre}`, `Subject: ${word(subject)}`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <browser.${process.pid}.${++count}@example.org>`, 'MIME-Version: 1.0', ...headers]
  const [host, port] = process.env.APROAPE_SMTP.split(':')
  await talk(host, Number(port), [null, 'EHLO browser.example.org', `MAIL FROM:<${from}>`, `RCPT TO:<${kCentre}>`, 'DATA', `${head.join('\r\n')}\r\n${body}.`, 'QUIT'])
}

/** Says each line when the server has answered the one before; null says nothing. An answer of 4xx or 5xx is an error. */
function talk(host, port, lines) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host)
    let heard = '', next = 1
    socket.setTimeout(20_000, () => socket.destroy(new Error('SMTP: no answer')))
    socket.on('error', reject)
    socket.on('close', () => { if (next <= lines.length) reject(new Error('SMTP: closed')); else resolve() })
    socket.on('data', (data) => {
      heard += data
      const whole = /^(\d)\d\d .*\r\n$/m.exec(heard)
      if (!whole || !heard.endsWith('\r\n')) return
      if (whole[1] > '3') { socket.destroy(new Error(`SMTP: ${heard}`)); return }
      heard = ''
      if (next < lines.length) socket.write(`${lines[next]}\r\n`)
      next++
    })
  })
}
