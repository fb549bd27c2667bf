// One matter or two: a suggested duplicate is merged and taken out again, a mail is split off, by mouse and by keyboard.
import assert from 'node:assert/strict'
import { accessible, accounts, arrived, ask, openCase, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task, check }) {
  const page = await open()
  const mark = Date.now()
  const first = `Geantă pierdută la Fiumicino ${mark}`, second = `Soția a pierdut geanta ${mark}`
  const text = `Am pierdut geanta cu ambele pașapoarte în aeroportul Fiumicino din Roma, lângă banda de bagaje numărul ${mark}. Avem zbor mâine.\n`
  await signIn(page, accounts.central)
  await sendMail({ subject: first, name: 'Ilie Fictiv', from: `ilie${mark}@example.org`, text })
  await sendMail({ subject: second, name: 'Oana Fictivă', from: `oana${mark}@example.org`, text })
  const other = await arrived(page, second)
  const panel = page.locator('.side .duplicates')

  await task('tells which case may be the same matter, and why', async () => {
    await openCase(page, first)
    await panel.locator('a', { hasText: second }).waitFor()
    assert.equal(await panel.locator('li').count(), 1, 'letters of others are not alike by what we answered to both')
    assert.match(await panel.textContent(), /% din cuvinte sunt aceleași/)
    await accessible(page, 'a suggested duplicate')
  })
  await task('merges it by keyboard; both mails stand in one case', async () => {
    await panel.locator(`button[aria-label="Unește ${other.number} în acest caz"]`).focus()
    await page.keyboard.press('Enter')
    await page.locator('.side .merged', { hasText: other.number }).waitFor()
    await page.locator('.tl .ev', { hasText: 'Oana Fictivă' }).first().waitFor()
    await accessible(page, 'a merged case')
  })
  await task('the merged number leads to the case that stays', async () => {
    await page.evaluate((number) => { location.hash = `#/c/${number}` }, other.number)
    await page.locator('.chead h1', { hasText: first }).waitFor()
  })
  await task('undoes the merge', async () => {
    await page.locator('.side .merged button').click()
    await page.locator('.side .merged').waitFor({ state: 'detached' })
    assert.equal((await ask(page, 'GET', `/cases/${other.number}`)).id, other.id)
  })
  await task('splits a mail off and merges it back', async () => {
    const number = (await arrived(page, first)).number
    await sendMail({ subject: `Re: ${first} [${number}]`, name: 'Ilie Fictiv', from: `ilie${mark}@example.org`, text: 'Și separat: am nevoie de un cazier pentru angajator.\n' })
    await openCase(page, first)
    await page.locator('.tl .ev', { hasText: 'cazier' }).first().waitFor()
    await page.locator('.tools button[aria-label="Alte acțiuni"]').click()
    await page.locator('.menu .mi', { hasText: 'Desparte' }).click()
    await page.locator('.dlg .ck').last().check()
    await page.locator('.dlg .in').fill(`Cazier ${mark}`)
    await accessible(page, 'the split dialog')
    await page.locator('.dlg button[type=submit]').click()
    await page.locator('.chead h1', { hasText: `Cazier ${mark}` }).waitFor()
    await page.locator('.toast button').click()
    await page.locator('.chead h1', { hasText: first }).waitFor()
    await page.locator('.side .merged').waitFor()
  })
  await check('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.locator('.chead .about').click()
    await page.locator('.side .merged').scrollIntoViewIfNeeded()
    await accessible(page, 'a merged case on a phone')
  })
  await page.context().close()
}
