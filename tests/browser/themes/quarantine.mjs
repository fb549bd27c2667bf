// What is held back: shown as text, released as a case, thrown away with a reason.
import assert from 'node:assert/strict'
import { accounts, arrived, go, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const stamp = Date.now()
  const bulk = (subject) => sendMail({ subject, name: 'Oferte Fictive', from: 'oferte@example.net', text: 'Bilete ieftine.\n', headers: ['List-Id: <oferte.example.net>', 'Precedence: bulk'] })
  await signIn(page, accounts.central)
  await bulk(`Oferta bună ${stamp}`)
  await bulk(`Oferta rea ${stamp}`)

  await task('holds what is no letter to us, with the reason', async () => {
    await go(page, '#/quarantine')
    await page.locator('.tbl tr', { hasText: `Oferta bună ${stamp}` }).locator('.chip.warn').waitFor()
  })
  await task('shows it as text and releases it as a case', async () => {
    await page.locator('.tbl a', { hasText: `Oferta bună ${stamp}` }).click()
    await page.locator('.dlg .raw', { hasText: 'List-Id' }).waitFor()
    await page.locator('.dlg .btn.pri').click()
    await page.locator('.toast').waitFor()
    await page.locator('.tbl tr', { hasText: `Oferta bună ${stamp}` }).waitFor({ state: 'detached' })
    await arrived(page, `Oferta bună ${stamp}`)
  })
  await task('throws away only with a reason, and keeps it readable', async () => {
    await go(page, '#/quarantine')
    await page.locator('.tbl a', { hasText: `Oferta rea ${stamp}` }).click()
    assert.ok(await page.locator('.dlg .btn.bad').isDisabled())
    await page.locator('.dlg input').fill('reclamă')
    await page.locator('.dlg .btn.bad').click()
    await page.locator('.tbl tr', { hasText: `Oferta rea ${stamp}` }).waitFor({ state: 'detached' })
    await page.locator('.phead select').selectOption('discarded')
    await page.locator('.tbl tr', { hasText: `Oferta rea ${stamp}` }).waitFor()
  })
  await page.context().close()
}
