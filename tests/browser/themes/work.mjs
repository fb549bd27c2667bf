// What is done to one case: take, assign, snooze, wait, close, reopen; and its deadlines.
import assert from 'node:assert/strict'
import { accounts, go, openCase, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const subject = `Procură pentru un apartament ${Date.now()}`
  const menu = (text) => page.locator('.menu .mi', { hasText: text }).click()
  await signIn(page, accounts.central)
  await sendMail({ subject, name: 'Ilinca Fictivă', from: 'ilinca@example.org', text: 'Vreau o procură, locuiesc la Madrid.\n' })

  await task('takes a case', async () => {
    await openCase(page, subject)
    await page.locator('.holder').click()
    await menu('Preiau eu')
    await page.locator('.holder', { hasText: 'Adela Munteanu' }).waitFor()
  })
  await task('gives it to a colleague, found by a part of the name', async () => {
    await page.locator('.holder').click()
    await menu('Atribuie')
    await page.locator('.dlg input').fill('a')
    const name = await page.locator('.dlg .pickrow b').first().textContent()
    await page.locator('.dlg .pickrow').first().click()
    await page.locator('.holder', { hasText: name }).waitFor()
  })
  await task('explains a deadline by what it counted', async () => {
    const clock = page.locator('.side .clock').first()
    await clock.locator('.why table tr').first().waitFor()
    assert.ok((await clock.locator('.why').textContent()).includes('Numărat din'))
    await clock.locator('button.plain').click()
    await clock.locator('.why').waitFor({ state: 'detached' })
  })
  await task('puts it aside for three hours, finds it among the snoozed, and takes that back', async () => {
    await page.locator('.tools button[aria-label="Amână"]').click()
    await page.locator('.dlg .pickrow').first().click()
    await page.locator('.chead .chip', { hasText: 'Amânat' }).waitFor()
    await go(page, '#/v/snoozed')
    await page.locator('a[data-case]', { hasText: subject }).click()
    await page.locator('.toast button').click()
    await page.locator('.chead .chip', { hasText: 'Amânat' }).waitFor({ state: 'detached' })
  })
  await task('waits for an authority, with its clock, and stops waiting', async () => {
    await page.locator('.tools button[aria-label="Alte acțiuni"]').click()
    await menu('Așteaptă pe cineva')
    await page.locator('.dlg select').selectOption('authority')
    await page.locator('.dlg input').first().fill('IGPR')
    await page.locator('.dlg button[type=submit]').click()
    await page.locator('.chead .chip.warn', { hasText: 'IGPR' }).waitFor()
    await page.locator('.side .clock', { hasText: 'IGPR' }).locator('.btn').click()
    await page.locator('.chead .chip.warn', { hasText: 'IGPR' }).waitFor({ state: 'detached' })
  })
  await task('closes it in one click, undoes that, closes and reopens', async () => {
    await page.locator('.split.out .btn').first().click()
    await page.locator('.chead .chip.good').waitFor()
    await page.locator('.toast button').click()
    await page.locator('.chead .chip.good').waitFor({ state: 'detached' })
    await page.locator('.split.out .btn').first().click()
    await page.locator('.chead .chip.good').waitFor()
    await page.locator('.tools .btn', { hasText: 'Redeschide' }).click()
    await page.locator('.chead .chip.good').waitFor({ state: 'detached' })
    await page.locator('.ev.sys', { hasText: 'Redeschis' }).first().waitFor()
  })
  await page.context().close()
}
