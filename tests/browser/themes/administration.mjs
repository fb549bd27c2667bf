// What an administrator does: accounts, units, the audit.
import assert from 'node:assert/strict'
import { accounts, go, signIn } from '../desk.mjs'

export default async function ({ open, task }) {
  const page = await open()
  await signIn(page, accounts.admin)
  await task('creates an account', async () => {
    await go(page, '#/admin/accounts')
    await page.locator('.pbody .btn.pri').click()
    const login = `proba.${Date.now()}`
    const fields = page.locator('.dlg input')
    await fields.nth(0).fill(login)
    await fields.nth(1).fill('Probă Fictivă')
    await fields.nth(2).fill('o-parola-lunga-de-proba-42')
    await page.locator('.dlg button[type=submit]').click()
    await page.locator('.tbl', { hasText: login }).waitFor()
  })
  await task('proves that the audit is whole', async () => {
    const auditor = await open()
    await signIn(auditor, accounts.auditor)
    await go(auditor, '#/admin/audit')
    await auditor.locator('.form-inline .btn.pri').click()
    assert.match(await auditor.locator('p.good').textContent(), /întreg/)
    await auditor.context().close()
  })
  await page.context().close()
}
