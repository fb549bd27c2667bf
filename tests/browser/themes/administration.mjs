// What an administrator does: accounts, units, jobs, the audit.
import assert from 'node:assert/strict'
import { accessible, accounts, go, signIn } from '../desk.mjs'

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
  const code = `it-proba-${Date.now()}`
  await task('is told what is wrong with a new unit, field by field', async () => {
    await go(page, '#/admin/missions')
    await page.locator('.pbody .btn.pri').first().click()
    const form = page.locator('.dlg form')
    for (const [name, text] of [['name_ro', 'Consulatul de probă'], ['name_en', 'Test Consulate'], ['code', code], ['country', 'it'], ['city', 'Bari'], ['time_zone', 'Europe/Nowhere']]) await form.locator(`[name=${name}]`).fill(text)
    await form.locator('[name=post]').selectOption('consulate')
    await form.locator('button[type=submit]').click()
    await page.locator('.toast', { hasText: 'Fus orar' }).waitFor()
  })
  await task('adds the unit, which then has its hours like every mission', async () => {
    await page.locator('.dlg [name=time_zone]').fill('Europe/Rome')
    await page.locator('.dlg button[type=submit]').click()
    await page.locator('.dlg h2', { hasText: 'Consulatul de probă' }).waitFor()
    await page.locator('.dlg form', { hasText: 'Program' }).locator('.btn', { hasText: 'Adaugă' }).click()
    await page.locator('.dlg form', { hasText: 'Program' }).locator('button[type=submit]').click()
    await page.locator('.toast', { hasText: 'Salvat' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.tbl tr', { hasText: code }).waitFor()
  })
  await task('changes a unit that is no mission', async () => {
    await page.locator('.tbl .linkish', { hasText: 'Registratura' }).click()
    await page.locator('.dlg [name=phone]').fill('+40 21 555 0100')
    await page.locator('.dlg button[type=submit]').click()
    await page.locator('.toast', { hasText: 'Salvat' }).waitFor()
    await page.keyboard.press('Escape')
  })
  await task('reads and writes the templates of answers', async () => {
    await go(page, '#/admin/templates')
    const name = `Șablon de probă ${Date.now()}`
    await page.locator('.pbody .btn.pri').click()
    for (const [label, text] of [['Nume', name], ['Cod', `proba-${Date.now()}`], ['Subiect', 'Probă'], ['Text', 'Bună ziua, aceasta este o probă.']]) await page.locator('.dlg .field', { hasText: label }).first().locator('input, textarea').fill(text)
    const preview = page.locator('.dlg button', { hasText: 'Previzualizează' })
    await page.locator('.dlg button', { hasText: 'Câmp' }).click()
    await page.locator('.menu .mi', { hasText: 'numărul cazului' }).click()
    await preview.click()
    await page.locator('.dlg .preview', { hasText: 'o probă.AP-2026-000123' }).waitFor()
    await page.locator('.dlg textarea').fill('Bună ziua, {{persoana.nume}}')
    await preview.click()
    await page.locator('.dlg .errsum', { hasText: 'persoana.nume' }).waitFor()
    await page.locator('.dlg textarea').fill('Bună ziua, {{person.name}}.')
    await page.locator('.dlg button', { hasText: 'Altă limbă' }).click()
    await page.locator('.menu .mi', { hasText: 'spaniolă' }).click()
    await page.locator('.dlg textarea').fill('Hola, {{person.name}}.')
    await accessible(page, 'the editor of a template')
    await page.locator('.dlg button[type=submit]').click()
    await page.locator('.tbl tr', { hasText: name }).locator('.chip', { hasText: 'es' }).waitFor()
  })
  await task('tries a failed job again', async () => {
    await go(page, '#/admin/jobs')
    await page.locator('.tbl tr', { hasText: 'demo.letter' }).locator('.btn').click()
    await page.locator('.tbl tr', { hasText: 'demo.letter' }).waitFor({ state: 'detached' })
    await page.locator('.pbody select').selectOption('waiting')
    await page.locator('.tbl tr', { hasText: 'demo.letter' }).waitFor()
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
