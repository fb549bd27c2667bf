// Does the main tasks of the desk through a real server: node run.mjs, with APROAPE_URL and APROAPE_ACCOUNTS. The
// server must hold at least one case that came by mail. Exit 0 where all passed.
import axe from 'axe-core'
import assert from 'node:assert/strict'
import { accounts, address, go, launch, open, signIn } from './desk.mjs'

const browser = await launch()
let failed = 0
async function task(name, work) {
  try { await work(); console.log(`ok   ${name}`) } catch (error) { failed++; console.error(`FAIL ${name}\n${error.message ?? error}`) }
}
async function accessible(page, where) {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`), [], where)
}
const { page, faults } = await open(browser)
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
await task('shows the reply in the outbox', async () => { await go(page, '#/outbox'); await page.locator('.tbl tbody tr').first().waitFor() })
await task('finds a case by the command bar', async () => {
  await page.keyboard.press('Control+k')
  await page.locator('.palette input').fill('AP-2026')
  await page.locator('.palette [role=option]').first().waitFor()
  await page.keyboard.press('Escape')
})
await task('closes a case', async () => {
  await go(page, '#/v/all')
  await page.locator('a[data-case]').first().click()
  await page.locator('.split.out .btn').first().click()
  await page.locator('.chead .chip.good').waitFor()
})
await task('shows the quarantine', async () => { await go(page, '#/quarantine'); await page.locator('.phead h1').waitFor(); await page.locator('.tbl, .st').first().waitFor() })
await task('creates an account', async () => {
  const admin = await open(browser)
  await signIn(admin.page, accounts.admin)
  await go(admin.page, '#/admin/accounts')
  await admin.page.locator('.pbody .btn.pri').click()
  const login = `proba.${Date.now()}`
  const fields = admin.page.locator('.dlg input')
  await fields.nth(0).fill(login)
  await fields.nth(1).fill('Probă Fictivă')
  await fields.nth(2).fill('o-parola-lunga-de-proba-42')
  await admin.page.locator('.dlg button[type=submit]').click()
  await admin.page.locator('.tbl', { hasText: login }).waitFor()
  await admin.page.context().close()
})
for (const theme of ['light', 'dark']) {
  for (const width of [1440, 390]) {
    const look = await open(browser, { width, theme })
    await look.page.goto(`${address}/desk/`)
    await look.page.locator('.lg-f').waitFor()
    await task(`axe sign-in ${theme} ${width}`, () => accessible(look.page, 'sign-in'))
    await signIn(look.page, accounts.admin)
    for (const section of ['accounts', 'missions', 'competences', 'taxonomy', 'import', 'mailboxes', 'audit', 'settings']) await task(`axe admin ${section} ${theme} ${width}`, async () => { await go(look.page, `#/admin/${section}`); await accessible(look.page, section) })
    await look.page.context().clearCookies()
    await look.page.reload()
    await signIn(look.page, accounts.central)
    for (const hash of ['#/v/all', '#/quarantine', '#/outbox', '#/settings']) await task(`axe ${hash} ${theme} ${width}`, async () => { await go(look.page, hash); await accessible(look.page, hash) })
    await go(look.page, '#/v/all')
    const first = await look.page.locator('a[data-case]').first().getAttribute('data-case')
    await task(`axe case ${theme} ${width}`, async () => { await go(look.page, `#/v/all/c/${first}`); await accessible(look.page, 'case') })
    faults.push(...look.faults)
    await look.page.context().close()
  }
}
await task('no page broke a rule of the Content-Security-Policy', async () => assert.deepEqual(faults, []))
await browser.close()
process.exit(failed ? 1 : 0)
