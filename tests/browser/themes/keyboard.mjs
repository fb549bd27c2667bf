// A whole case without a mouse: in, find, open, take, note, reply, assign, close, out.
import assert from 'node:assert/strict'
import { accounts, address } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const subject = `Numai cu tastele ${Date.now()}`
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key) }
  const focused = () => page.evaluate(() => document.activeElement?.tagName ?? '')
  /** Tab until the text of what has the focus fits. */
  async function tabTo(text) {
    for (let step = 0; step < 60; step++) {
      const now = await page.evaluate(() => `${document.activeElement?.textContent ?? ''} ${document.activeElement?.getAttribute('aria-label') ?? ''} ${document.activeElement?.title ?? ''}`)
      if (now.includes(text)) return
      await press('Tab')
    }
    throw new Error(`no way by Tab to "${text}"`)
  }
  await sendMail({ subject, name: 'Tudor Fictiv', from: 'tudor@example.org', text: 'Mi-a expirat buletinul, sunt la Paris.\n' })

  await task('signs in', async () => {
    await page.goto(`${address}/desk/`)
    await page.locator('.lg-f').waitFor()
    await page.keyboard.type(accounts.central.login)
    await press('Tab')
    await page.keyboard.type(accounts.central.password)
    await press('Enter')
    await page.locator('.desk').waitFor()
  })
  await task('jumps over the bar to the content', async () => {
    await page.locator('a.skip').waitFor({ state: 'attached' })
    await press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip')
    await press('Enter')
    assert.equal(await focused(), 'MAIN')
  })
  await task('shows the map of keys and gives the focus back', async () => {
    await press('?')
    await page.locator('.keymap').waitFor()
    await press('Escape')
    await page.locator('.keymap').waitFor({ state: 'detached' })
    assert.equal(await focused(), 'MAIN')
  })
  await task('goes to all cases and through the list', async () => {
    await press('g', 't')
    await page.locator('a[data-case]').first().waitFor()
    await press('j', 'j', 'k')
    await page.locator('.rowbox.cur').waitFor()
    await press('x')
    await page.locator('.bulk').waitFor()
    await press('Escape')
    await page.locator('.bulk').waitFor({ state: 'detached' })
  })
  await task('finds the case by Ctrl+K', async () => {
    await press('Control+k')
    await page.keyboard.type(subject)
    await page.locator('.palette [role=option]', { hasText: subject }).filter({ hasText: 'AP-' }).waitFor()
    await press('Enter')
    await page.locator('.chead h1', { hasText: subject }).waitFor()
  })
  await task('takes it', async () => {
    await press('t')
    await page.locator('.holder', { hasText: 'Adela Munteanu' }).waitFor()
  })
  await task('sets its category', async () => {
    await press('c')
    await page.locator('.dlg').waitFor()
    await tabTo('Salvează')
    await press('Enter')
    await page.locator('.dlg').waitFor({ state: 'detached' })
  })
  await task('writes a note', async () => {
    await press('n')
    await page.keyboard.type('Verificat la telefon.')
    await press('Control+Enter')
    await page.locator('.ev.note', { hasText: 'Verificat la telefon' }).waitFor()
    assert.equal(await focused(), 'TEXTAREA')
    await press('Escape')
  })
  await task('answers', async () => {
    await press('r')
    await page.keyboard.type('Bună ziua, vă așteptăm luni.')
    await press('Control+Enter')
    await page.locator('.ev.out', { hasText: 'vă așteptăm luni' }).waitFor()
    await press('Escape')
  })
  await task('gives it to a colleague', async () => {
    await press('a')
    await page.locator('.dlg .pickrow').first().waitFor()
    await page.keyboard.type('parvulescu')
    await page.waitForFunction(() => document.querySelectorAll('.dlg .pickrow').length === 1)
    await press('Tab', 'Enter')
    await page.locator('.dlg').waitFor({ state: 'detached' })
    await page.locator('.holder', { hasText: 'Ana Pârvulescu' }).waitFor()
  })
  await task('closes it', async () => {
    await press('e')
    await page.locator('.dlg .pickrow').first().waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'pickrow')
    await tabTo('Informație dată')
    await press('Enter')
    await page.locator('.chead .chip.good').waitFor()
  })
  await task('goes back to the list', async () => {
    await press('Escape')
    await page.locator('.chead').waitFor({ state: 'detached' })
  })
  await task('signs out by the menu', async () => {
    await tabTo('limbă, temă, cont')
    await press('Enter')
    await page.locator('.menu').waitFor()
    await press('End', 'Enter')
    await page.locator('.lg-f').waitFor()
  })
  await page.context().close()
}
