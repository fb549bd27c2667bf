// The main tasks of a day, one after the other on one page.
import { accounts, go, signIn } from '../desk.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const mark = `proba ${Date.now()}`
  await task('signs in', () => signIn(page, accounts.central))
  await task('opens a case by keyboard', async () => {
    await go(page, '#/v/all')
    await page.locator('a[data-case]').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('.chead h1').waitFor()
  })
  await task('adds a note that stands in the timeline', async () => {
    await page.locator('main').focus()
    await page.keyboard.press('n')
    await page.locator('.ed.is-note textarea').fill(`notă ${mark}`)
    await page.keyboard.press('Control+Enter')
    await page.locator('.ev.note', { hasText: mark }).waitFor()
  })
  await task('replies with an attachment and offers to undo', async () => {
    await page.locator('#tab-reply').click()
    await page.locator('.ed textarea').fill(`răspuns ${mark}`)
    await page.locator('#ed-to').fill('daniela@example.org')
    await page.locator('.ed input[type=file]').setInputFiles({ name: 'titlu.txt', mimeType: 'text/plain', buffer: Buffer.from('titlu de călătorie') })
    await page.locator('.ed .file', { hasText: /\d (B|kB|MB)/ }).waitFor()
    await page.locator('.ed .foot .btn.pri').first().click()
    await page.locator('.toast button').waitFor()
    await page.locator('.ev.out', { hasText: mark }).waitFor()
  })
  await task('shows the reply in the outbox', async () => {
    await go(page, '#/outbox')
    await page.locator('.tbl tbody tr').first().waitFor()
  })
  await task('finds a case by the command bar', async () => {
    await page.keyboard.press('Control+k')
    await page.locator('.palette input').fill('AP-2026')
    await page.locator('.palette [role=option]').first().waitFor()
    await page.keyboard.press('Escape')
  })
  await page.context().close()
}
