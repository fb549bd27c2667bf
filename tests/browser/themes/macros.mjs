// Macros and work on many cases: written on screen, tried, run by key and by the command bar, taken back.
import assert from 'node:assert/strict'
import { accessible, accounts, arrived, ask, go, openCase, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task, check }) {
  const page = await open()
  const mark = Date.now()
  const name = `Spațiu aerian ${mark}`, subject = `Zbor anulat ${mark}`
  await signIn(page, accounts.central)
  for (const who of ['Ana', 'Mihai', 'Ioana']) await sendMail({ subject: `${subject} ${who}`, name: `${who} Fictivă`, from: `${who.toLowerCase()}${mark}@example.org`, text: 'Zborul meu a fost anulat, ce trebuie să fac acum?\n' })
  await arrived(page, `${subject} Ioana`)

  await task('writes a macro on screen', async () => {
    await go(page, '#/admin/macros')
    await page.locator('.pbody .btn.pri').click()
    await page.locator('.dlg .in').first().fill(name)
    for (const action of ['Stabilește urgența', 'Pune eticheta', 'Adaugă notă']) {
      await page.locator('.dlg button', { hasText: 'Adaugă o acțiune' }).click()
      await page.locator('.menu .mi', { hasText: action }).click()
    }
    await page.locator('.dlg input[aria-label="Pune eticheta"]').fill('criza')
    await page.locator('.dlg textarea').fill('Cazul {{case.number}} ține de închiderea spațiului aerian.')
    await accessible(page, 'the editor of a macro')
    await page.locator('.dlg button[type=submit]').click()
    await page.locator('.tbl tr', { hasText: name }).waitFor()
  })
  await task('shows before and after, runs it by key, and takes all back in one step', async () => {
    await openCase(page, `${subject} Ana`)
    const before = await arrived(page, `${subject} Ana`)
    await page.locator('main.case').focus()
    await page.keyboard.press('m')
    await page.locator('.dlg .pickrow', { hasText: name }).click()
    await page.locator('.effects tr', { hasText: 'criza' }).waitFor()
    await accessible(page, 'the preview of a macro')
    await page.locator('.dlg .btn.pri').click()
    await page.locator('.ev.sys', { hasText: name }).waitFor()
    await page.locator('.ev.note', { hasText: before.number }).waitFor()
    await page.locator('.toast button').click()
    await page.locator('.ev.note').waitFor({ state: 'detached' })
    assert.equal((await ask(page, 'GET', `/cases/${before.id}`)).urgency, before.urgency)
  })
  await task('is found in the command bar', async () => {
    await page.keyboard.press('Control+k')
    await page.locator('.palette input').fill(name)
    await page.locator('.palette [role=option]', { hasText: name }).click()
    await page.locator('.dlg .effects').waitFor()
    await page.keyboard.press('Escape')
  })
  await task('answers many at once: previewed, done, taken back', async () => {
    const code = `zbor-${mark}`
    await ask(page, 'POST', '/templates', { code, language: 'ro', name: `Răspuns ${mark}`, subject: '', text: 'Spațiul aerian este închis. Cazul {{case.number}}.' })
    await go(page, `#/v/all?q=${encodeURIComponent(subject)}`)
    await page.locator('.rowbox').first().hover()
    for (const box of await page.locator('.rowbox .pick input').all()) await box.check({ force: true })
    await page.locator('.bulk button', { hasText: 'Macro, răspuns' }).click()
    await page.locator('.dlg select').first().selectOption(`answer:${code}`)
    await page.locator('.dlg button[type=submit]').click()
    await page.locator('.plans tr', { hasText: `mihai${mark}@example.org` }).waitFor()
    await accessible(page, 'the preview of a bulk answer')
    await page.locator('.dlg .btn.pri', { hasText: '3 cazuri' }).click()
    await page.locator('.dlg', { hasText: 'Făcute 3' }).waitFor()
    await accessible(page, 'the progress of a bulk answer')
    await page.locator('.dlg button', { hasText: 'Anulează tot' }).click()
    await page.locator('.dlg', { hasText: 'anulate 3' }).waitFor()
    await page.locator('.dlg .btn.pri').last().click()
  })
  await check('the preview fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await openCase(page, `${subject} Ana`)
    await page.locator('.tools button[aria-label="Alte acțiuni"]').click()
    await page.locator('.menu .mi', { hasText: 'Macrocomenzi' }).click()
    await page.locator('.dlg .pickrow', { hasText: name }).click()
    await page.locator('.effects').waitFor()
    await accessible(page, 'the preview of a macro on a phone')
  })
  await page.context().close()
}
