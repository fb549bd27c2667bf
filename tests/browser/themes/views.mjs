// Views: the counts beside them, a filter, a view of one's own, many cases at once.
import assert from 'node:assert/strict'
import { accessible, accounts, arrived, ask, go, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const name = `Numai P2 ${Date.now()}`
  const urgent = `De urgență P2 ${Date.now()}`
  await signIn(page, accounts.central)
  await ask(page, 'PATCH', '/session/account', { density: 'comfortable' })
  await page.reload()
  await sendMail({ subject: urgent, from: 'urgenta@example.org' })
  const { id, version } = await arrived(page, urgent)
  await ask(page, 'PATCH', `/cases/${id}`, { urgency: 'P2' }, version)
  await task('filters by urgency', async () => {
    await go(page, '#/v/all')
    await page.locator('a[data-case]').first().waitFor()
    await page.locator('.head button[aria-label="Filtrează"]').click()
    await page.locator('.dlg select').first().selectOption('P2')
    await page.locator('.dlg button[type=submit]').click()
    await page.waitForFunction(() => document.querySelectorAll('a[data-case]').length > 0 && [...document.querySelectorAll('a[data-case]')].every((row) => row.querySelector('.chip.p2')))
  })
  await task('saves the filter as a view of its own, with its count', async () => {
    await page.locator('.head button[aria-label="Filtrează"]').click()
    await page.locator('.dlg input').fill(name)
    await page.locator('.dlg .btn', { hasText: 'Salvează ca vedere' }).click()
    const view = page.locator('.saved a', { hasText: name })
    await view.waitFor()
    assert.equal(await view.getAttribute('aria-current'), 'page')
    assert.match(await view.locator('b').textContent(), /^[1-9]/)
  })
  await task('finds it again after a reload and removes it', async () => {
    await page.reload()
    const view = page.locator('.saved', { hasText: name })
    await view.locator('a').click()
    await page.locator('a[data-case]').first().waitFor()
    await view.hover()
    await view.locator('button').click()
    await view.waitFor({ state: 'detached' })
  })
  await task('changes several cases together', async () => {
    const mark = `Grup ${Date.now()}`
    for (const number of ['unu', 'doi']) await sendMail({ subject: `${mark} ${number}`, from: `${number}@example.org` })
    for (const number of ['unu', 'doi']) await arrived(page, `${mark} ${number}`)
    await go(page, `#/v/all?q=${encodeURIComponent(mark)}`)
    await page.locator('a[data-case]').nth(1).waitFor()
    for (const at of [0, 1]) await page.locator('.rowbox .ck').nth(at).check()
    await page.locator('.bulk b', { hasText: '2 alese' }).waitFor()
    await page.locator('.bulk button[aria-label="Închide"]').click()
    await page.locator('.menu .mi').first().click()
    await page.locator('.toast', { hasText: '2 cazuri schimbate' }).waitFor()
  })
  const columns = () => page.locator('.thead [data-column]').evaluateAll((heads) => heads.map((head) => head.dataset.column))
  await task('makes a table of the list, whose columns are dragged and keep their order', async () => {
    await go(page, '#/v/all')
    await page.locator('.head button[aria-label="Rânduri dese"]').click()
    await page.locator('[data-column=due]').dragTo(page.locator('[data-column=urgency]'))
    assert.deepEqual((await columns()).slice(0, 3), ['due', 'urgency', 'number'])
    await page.reload()
    await page.locator('.thead').waitFor()
    assert.deepEqual((await columns()).slice(0, 3), ['due', 'urgency', 'number'])
  })
  await task('moves a column by keys and by its menu too', async () => {
    await page.locator('[data-column=due] button').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    assert.deepEqual((await columns()).slice(0, 3), ['urgency', 'number', 'due'])
    assert.equal(await page.evaluate(() => document.activeElement?.closest('[data-column]')?.dataset.column), 'due')
    await page.locator('[data-column=due] button').click()
    await page.locator('.menu .mi', { hasText: 'Mută la dreapta' }).click()
    assert.deepEqual((await columns()).slice(0, 4), ['urgency', 'number', 'subject', 'due'])
  })
  await task('sorts by a column and opens a case from the table', async () => {
    await page.locator('[data-column=due] button').click()
    await page.locator('.menu .mi', { hasText: 'termenul cel mai apropiat' }).click()
    await page.locator('[data-column=due][aria-sort]').waitFor()
    await accessible(page, 'table')
    await page.locator('.trow').first().click({ position: { x: 600, y: 16 } })
    await page.locator('.chead').waitFor()
    await page.locator('.head button[aria-label="Rânduri dese"]').click()
  })
  await page.context().close()
}
