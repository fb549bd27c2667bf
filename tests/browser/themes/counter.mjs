// The counter: a letter entered by keyboard for a new person, its receipt, and a visit that joins the open case.
import assert from 'node:assert/strict'
import { accessible, accounts, ask, go, signIn } from '../desk.mjs'

export default async function ({ open, task, check }) {
  const page = await open()
  await signIn(page, accounts.central)
  const name = `Zamfira Probă ${Date.now()}`
  let number = ''
  await task('enters a letter, with its dates and a scan, and keys alone', async () => {
    await page.locator('main').focus()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.locator('form.counter').waitFor()
    await page.locator('.kind button', { hasText: 'Scrisoare' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('[name=find]').focus()
    await page.keyboard.type(name.slice(0, 13))
    await page.locator('[name=name]').fill(name)
    await page.locator('[name=phone]').fill('+40 21 555 0177')
    await page.locator('[name=written_on]').fill('2026-01-05')
    await page.locator('[name=unit]').selectOption('it-rome-amb')
    await page.locator('[name=subject]').fill('Cerere de transcriere a certificatului de naștere')
    await page.locator('[name=text]').fill('Solicit transcrierea certificatului de naștere al copilului meu, născut la Torino.')
    await page.locator('.counter input[type=file]').setInputFiles({ name: 'scrisoare.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\n') })
    await page.waitForFunction(() => document.querySelector('[name=subcategory]').value !== '')
    await accessible(page, 'the counter')
    await page.locator('[name=text]').focus()
    await page.keyboard.press('Control+Enter')
    await page.locator('.receipt').waitFor()
    number = await page.locator('.receipt-number b').textContent()
    assert.match(number, /^AP-\d{4}-\d{6}$/)
    assert.match(await page.locator('.receipt').textContent(), /5 ianuarie 2026/)
    await accessible(page, 'the receipt')
  })
  await check('prints the receipt alone', async () => {
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('.rail').isVisible(), false)
    assert.equal(await page.locator('.receipt-number').isVisible(), true)
    await page.emulateMedia({ media: 'screen' })
  })
  await task('offers the open case to the visit that follows', async () => {
    await page.locator('main').focus()
    await page.keyboard.press('n')
    await page.locator('[name=find]').fill(name)
    await page.locator('.counter .picks button', { hasText: name }).click()
    await page.locator('.counter .pickrow', { hasText: number }).locator('input').check()
    await page.locator('[name=subject]').fill('A adus originalul')
    await page.locator('[name=text]').fill('A prezentat originalul certificatului.')
    await page.locator('form.counter button[type=submit]').click()
    await page.locator('.receipt').waitFor()
    assert.equal(await page.locator('.receipt-number b').textContent(), number)
    const { items } = await ask(page, 'GET', `/cases?query=${encodeURIComponent(number)}`)
    assert.equal(items.length, 1)
  })
  await check('says what is missing', async () => {
    await go(page, '#/counter')
    await page.locator('[name=unit]').selectOption('it-rome-amb')
    await page.locator('[name=subject]').fill('x')
    await page.locator('[name=text]').fill('y')
    await page.locator('form.counter button[type=submit]').click()
    await page.locator('.toast', { hasText: 'Alegeți persoana' }).waitFor()
  })
}
