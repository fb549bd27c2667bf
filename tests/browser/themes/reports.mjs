// Reports: figures with their definitions, days, splits, the network, and the cases behind a number.
import assert from 'node:assert/strict'
import { accessible, accounts, ask, go, signIn } from '../desk.mjs'

export default async function ({ open, task }) {
  const page = await open()
  await signIn(page, accounts.central)
  const total = (await ask(page, 'GET', '/cases?limit=200')).items.length
  await task('shows the figures with their definitions by keyboard', async () => {
    await page.locator('.rail a', { hasText: 'Rapoarte' }).click()
    await page.locator('.kpis .f').first().waitFor()
    await page.locator('.rhead .btn').last().focus()
    await page.keyboard.press('Tab')
    await page.locator('.kpi .tip').first().waitFor({ state: 'visible' })
    assert.match(await page.locator('.kpi .tip').first().textContent(), /Mesaje, apeluri și vizite/)
    await accessible(page, 'the reports')
  })
  await task('leads from a figure to the cases that it counts', async () => {
    await page.locator('.kpi .def', { hasText: 'Deschise acum' }).click()
    const rows = page.locator('.dlg tbody tr')
    await rows.first().waitFor()
    const shown = Number((await page.locator('.kpi', { hasText: 'Deschise acum' }).locator('.f').textContent()).replace(/\D/g, ''))
    while (await page.locator('.dlg .btn', { hasText: 'Mai multe' }).count()) { await page.locator('.dlg .btn', { hasText: 'Mai multe' }).click(); await page.waitForTimeout(300) }
    assert.equal(await rows.count(), shown)
    assert.ok(shown > 0 && shown <= total)
    await accessible(page, 'the cases of a figure')
    await page.keyboard.press('Escape')
  })
  await task('splits contacts and opens one part', async () => {
    await page.locator('.seg button', { hasText: 'Limbă' }).click()
    const part = page.locator('section[aria-labelledby=r-days]').locator('tbody button').first()
    await part.waitFor()
    const n = Number((await part.textContent()).replace(/\D/g, ''))
    await part.click()
    await page.locator('.dlg tbody tr').first().waitFor()
    assert.ok((await page.locator('.dlg tbody tr').count()) <= Math.min(n, 50))
    await page.keyboard.press('Escape')
    await page.locator('.seg button', { hasText: 'Canal' }).click()
  })
  await task('unfolds a country to its missions, and shows the map by country', async () => {
    await page.locator('button[aria-label^="Desfă"]').first().click()
    await page.locator('tr:has(button[aria-label^="Strânge"]) + tr .tg:not(button)').first().waitFor()
    await page.locator('.seg button', { hasText: 'Hartă' }).click()
    await page.locator('.grid .tile').first().waitFor()
    await accessible(page, 'the map of the network')
  })
  await task('shows one mission alone', async () => {
    await page.locator('.rhead select').first().selectOption('it-rome-amb')
    await page.waitForTimeout(500)
    const overview = await ask(page, 'GET', '/reports/overview?unit=it-rome-amb')
    const rome = overview.figures.find((one) => one.id === 'backlog').numerator
    assert.equal(Number((await page.locator('.kpi', { hasText: 'Deschise acum' }).locator('.f').textContent()).replace(/\D/g, '')), rome)
  })
  await task('schedules the morning page and takes it back', async () => {
    await page.locator('.rhead .btn', { hasText: 'Prin e-mail' }).click()
    await page.locator('.dlg input').first().fill('cabinet@example.org')
    await page.locator('.dlg .btn.pri').click()
    await page.locator('.dlg tbody tr', { hasText: 'cabinet@example.org' }).waitFor()
    await accessible(page, 'scheduled reports')
    await page.locator('.dlg tbody button', { hasText: 'Renunță' }).click()
    await page.locator('.dlg tbody tr').waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
  })
  for (const theme of ['light', 'dark']) {
    await task(`stands on a phone, ${theme}, in English`, async () => {
      const phone = await open({ width: 390, height: 844, theme, language: 'en-GB' })
      await signIn(phone, accounts.central)
      await go(phone, '#/reports')
      await phone.locator('.kpis .f').first().waitFor()
      await accessible(phone, `the reports on a phone, ${theme}`)
      assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
      await phone.context().close()
    })
  }
  await page.context().close()
}
