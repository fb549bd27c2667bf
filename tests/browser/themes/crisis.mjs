// A crisis: declared on one screen, its banner on every other one within a minute, its cases, its end.
import assert from 'node:assert/strict'
import { accessible, accounts, ask, arrived, go, openCase, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open(), other = await open()
  await signIn(page, accounts.central)
  await signIn(other, accounts.operator)
  const name = `Spațiu aerian închis ${Date.now()}`, subject = `Zbor anulat, Dubai ${Date.now()}`
  await task('declares a crisis with its place and its words', async () => {
    await go(page, '#/crisis')
    await page.locator('.phead .btn.pri').click()
    await page.locator('[name=name]').fill(name)
    await page.locator('select[aria-label="Adaugă o țară"]').selectOption('AE')
    await page.locator('[name=text-ro]').fill('Spațiul aerian este închis. Rămâneți la hotel și anunțați-ne unde sunteți.')
    await page.locator('[name=text-en]').fill('The airspace is closed. Stay at your hotel and tell us where you are.')
    await accessible(page, 'declaring a crisis')
    await page.locator('.crisis-form button[type=submit]').click()
    await page.locator('.crisisbar', { hasText: name }).waitFor()
  })
  await task('shows the banner on a screen that somebody else has open', async () => {
    await other.locator('.crisisbar', { hasText: 'Rămâneți la hotel' }).waitFor({ timeout: 5_000 })
    await accessible(other, 'a screen with a banner')
  })
  await task('tags the case that comes, and says so in the acknowledgement', async () => {
    await sendMail({ subject, name: 'Sorin Fictiv', from: `sorin${Date.now()}@example.org`, text: 'Bună ziua, sunt blocat la Dubai, în Emiratele Arabe Unite, zborul meu a fost anulat și nu am unde să dorm. Ajutați-mă.\n' })
    const found = await arrived(page, subject)
    for (let tries = 0; tries < 50 && !(await ask(page, 'GET', `/cases/${found.id}/crises`)).items.length; tries++) await page.waitForTimeout(200)
    await openCase(page, subject)
    await page.locator('.sec .chip', { hasText: name }).waitFor()
    const { items } = await ask(page, 'GET', `/cases/${found.id}/timeline`)
    assert.ok(items.some((entry) => entry.kind === 'contact' && entry.direction === 'out' && entry.text.startsWith('Spațiul aerian este închis.')))
    await go(page, '#/crisis')
    await page.locator('.arts a', { hasText: name }).click()
    await page.locator('.arts a', { hasText: subject }).waitFor()
    await accessible(page, 'a crisis with its cases')
  })
  await task('ends it, and every banner goes', async () => {
    await page.locator('.crisis-form .btn.bad').click()
    await page.locator('.crisisbar', { hasText: name }).waitFor({ state: 'detached' })
    await other.locator('.crisisbar', { hasText: name }).waitFor({ state: 'detached', timeout: 5_000 })
  })
}
