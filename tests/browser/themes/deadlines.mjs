// The deadlines of a case: what was counted, another one started, a legal term extended by the head, one that is done.
import assert from 'node:assert/strict'
import { accessible, accounts, openCase, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const subject = `Petiție către consulatul din Roma ${Date.now()}`
  const clock = (name) => page.locator('.side .clock', { hasText: name })
  await sendMail({ subject, name: 'Viorica Fictivă', from: 'viorica@example.org', text: 'Depun o petiție. Locuiesc la Roma.\n' })
  await signIn(page, accounts.head)

  await task('shows the terms that run, the nearest one explained', async () => {
    await openCase(page, subject)
    await clock('Răspuns către cetățean').locator('.why').waitFor()
    assert.match(await clock('Răspuns către cetățean').locator('.why').textContent(), /Numărat din .*Rămas până la .*Orarul din Roma/s)
    await accessible(page, 'deadlines')
  })
  await task('opens another one by keyboard', async () => {
    await clock('Răspuns la petiție').locator('button.plain').focus()
    await page.keyboard.press('Enter')
    assert.equal(await clock('Răspuns la petiție').locator('button.plain').getAttribute('aria-expanded'), 'true')
    assert.match(await clock('Răspuns la petiție').locator('.why').textContent(), /OG 27\/2002/)
  })
  await task('lets the head extend a legal term, with the reason, once', async () => {
    const before = await clock('Răspuns la petiție').locator('.why b').first().textContent()
    await clock('Răspuns la petiție').locator('.btn', { hasText: 'Prelungește' }).click()
    assert.ok(await page.locator('.dlg button[type=submit]').isDisabled(), 'no extension without a reason')
    await page.locator('.dlg textarea').fill('Așteptăm răspunsul autorității.')
    await page.locator('.dlg button[type=submit]').click()
    await clock('Răspuns la petiție').locator('.why', { hasText: 'Așteptăm răspunsul autorității.' }).waitFor()
    assert.notEqual(await clock('Răspuns la petiție').locator('.why b').first().textContent(), before)
    assert.equal(await clock('Răspuns la petiție').locator('.btn', { hasText: 'Prelungește' }).count(), 0)
  })
  await task('starts a term by hand and stops it when it is done', async () => {
    const section = page.locator('.side .sec', { has: page.locator('.clock') }).first()
    await section.locator('h2 .linkish').click()
    const name = await page.locator('.dlg .pickrow span').first().evaluate((row) => row.childNodes[0].textContent.trim())
    await page.locator('.dlg .pickrow').first().click()
    await clock(name).locator('button.plain').click()
    await clock(name).locator('.btn', { hasText: 'S-a făcut' }).click()
    await clock(name).locator('.good').waitFor()
  })
  await task('offers no extension to whoever may not decide it', async () => {
    const operator = await open()
    const other = `Altă petiție ${Date.now()}`
    await sendMail({ subject: other, name: 'Viorica Fictivă', from: 'viorica@example.org', text: 'Depun o petiție. Locuiesc la Roma.\n' })
    await signIn(operator, accounts.operator)
    await openCase(operator, other)
    const petition = operator.locator('.side .clock', { hasText: 'Răspuns la petiție' })
    await petition.locator('button.plain').click()
    await petition.locator('.why').waitFor()
    assert.equal(await petition.locator('.btn', { hasText: 'Prelungește' }).count(), 0)
    await operator.context().close()
  })
  await page.context().close()
}
