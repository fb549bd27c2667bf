// The reply: drafts, undo of a sending, files, and what came in between.
import assert from 'node:assert/strict'
import { accounts, ask, openCase, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const subject = `Certificat de naștere ${Date.now()}`
  const from = `mircea.${Date.now()}@example.org`
  const text = page.locator('.ed textarea')
  const saved = () => page.locator('.draft', { hasText: 'Ciornă salvată' }).waitFor()
  await signIn(page, accounts.central)
  await sendMail({ subject, name: 'Mircea Fictiv', from, text: 'Cum transcriu certificatul? Locuiesc la Roma.\n' })

  await task('addresses the reply to whoever wrote', async () => {
    await openCase(page, subject)
    assert.equal(await page.locator('#ed-to').inputValue(), from)
  })
  await task('keeps a draft on the server, with its file, over a reload', async () => {
    await text.fill('Bună ziua, iată lista actelor.')
    await page.locator('.ed input[type=file]').setInputFiles({ name: 'acte.txt', mimeType: 'text/plain', buffer: Buffer.from('pașaport, certificat') })
    await page.locator('.ed .file', { hasText: /\d (B|kB|MB)/ }).waitFor()
    await page.waitForTimeout(1000)
    await saved()
    await page.evaluate(() => localStorage.clear())
    await page.reload()
    await page.locator('.ed .file', { hasText: 'acte.txt' }).waitFor()
    assert.equal(await text.inputValue(), 'Bună ziua, iată lista actelor.')
  })
  await task('undoes a sending by one click: the text and the file are back, nothing left', async () => {
    await page.locator('.ed .foot .btn.pri').first().click()
    await page.locator('.toast button').click()
    await page.locator('.ev.sys', { hasText: 'Trimitere oprită' }).waitFor()
    assert.equal(await page.locator('.ev.out', { hasText: 'iată lista actelor' }).count(), 0)
    assert.equal(await text.inputValue(), 'Bună ziua, iată lista actelor.')
    await page.locator('.ed .file', { hasText: 'acte.txt' }).waitFor()
    const { items } = await ask(page, 'GET', '/outbox?status=cancelled')
    assert.ok(items.some((item) => JSON.stringify(item.to).includes(from)), 'cancelled in the outbox')
  })
  await task('shows what came while one was writing before it sends', async () => {
    const seen = await page.locator('.chead .num').textContent()
    await sendMail({ subject: `Re: [${seen}] ${subject}`, name: 'Mircea Fictiv', from, text: 'Am uitat: copilul s-a născut la Napoli.\n' })
    await page.locator('.ev', { hasText: 'născut la Napoli' }).waitFor()
    await page.locator('.ed .foot .btn.pri').first().click()
    await page.locator('.stale button').click()
    await page.locator('.ed .foot .btn.pri').first().click()
    await page.locator('.ev.out', { hasText: 'iată lista actelor' }).waitFor()
    assert.equal(await text.inputValue(), '')
  })
  await task('fills a template for this case', async () => {
    await page.locator('.edtools button', { hasText: 'Șabloane' }).click()
    await page.locator('.menu .mi').first().click()
    await page.waitForFunction(() => document.querySelector('.ed textarea')?.value.length > 20)
    assert.doesNotMatch(await text.inputValue(), /\{\{/)
    await text.fill('')
  })
  await task('writes with format and sends it as such', async () => {
    await page.locator('.ed .foot button[aria-label="Text cu format"]').click()
    await page.locator('.ed .rich').click()
    await page.locator('.richbar .btn').first().click()
    await page.waitForFunction(() => document.activeElement?.classList.contains('rich'))
    await page.keyboard.type('Foarte important')
    await page.locator('.ed .foot .btn.pri').first().click()
    await page.locator('.ev.out', { hasText: 'Foarte important' }).locator('.linkish').first().click()
    await page.locator('iframe.mail').waitFor()
    await page.locator('.ed .foot button[aria-label="Text cu format"]').click()
  })
  await task('shows the HTML of a mail without what it wants from elsewhere', async () => {
    const wanted = []
    page.on('request', (request) => { if (request.url().includes('tracker.example')) wanted.push(request.url()) })
    const other = `Mesaj cu imagini ${Date.now()}`
    await sendMail({ subject: other, name: 'Mircea Fictiv', from, text: 'Text.\n', html: '<p>Text <b>gros</b> <img src="http://tracker.example/p.gif"></p>' })
    await openCase(page, other)
    await page.locator('.ev .linkish', { hasText: 'formatat' }).first().click()
    await page.frameLocator('iframe.mail').locator('b', { hasText: 'gros' }).waitFor()
    await page.locator('.remote').waitFor()
    assert.deepEqual(wanted, [])
  })
  await page.context().close()
}
