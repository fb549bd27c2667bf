// The portal as a citizen meets it: without scripts, on a phone and on a wide screen, in Romanian and in English.
import assert from 'node:assert/strict'
import { accessible, address } from '../desk.mjs'

const kPages = ['/', '/danger', '/countries', '/countries/IT', '/countries/MV', '/missions/it-rome-cg', '/missions/it-rome-cg/sheet', '/services', '/services/passport-adult-ro?country=IT',
  '/services/lost-passport', '/search?q=pasaport', '/search?q=qzxwvk', '/contact/who', '/status', '/accessibility', '/privacy']

/** No page is wider than the screen. */
async function fits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(over <= 0, `${page.url()} is ${over} px wider than the screen`)
}

export default async function ({ open, check, task }) {
  for (const [width, height] of [[390, 844], [1280, 900]]) {
    for (const language of ['ro', 'en']) {
      await check(`every page is accessible at ${width} px in ${language}`, async () => {
        const page = await open({ width, height, language: language === 'ro' ? 'ro-RO' : 'en-GB', theme: width === 390 ? 'dark' : 'light' })
        for (const path of kPages) {
          await page.goto(address + path)
          assert.equal(await page.locator('html').getAttribute('lang'), language)
          await fits(page)
          await accessible(page)
        }
      })
    }
  }
  await task('a citizen asks for help on a phone without scripts, page by page', async () => {
    const page = await open({ width: 390, height: 844, scripts: false })
    await page.goto(address)
    await page.locator('a', { hasText: 'Scrieți-ne' }).click()
    await page.locator('button[type=submit]').click()
    await page.locator('.errsum').waitFor()
    await page.getByLabel('Pentru mine').check()
    await page.locator('button[type=submit]').click()
    await page.getByLabel('Țara').selectOption('IT')
    await page.getByLabel('Orașul sau regiunea').fill('Milano')
    await page.locator('button[type=submit]').click()
    await page.getByLabel('Documente de călătorie').check()
    await page.locator('button[type=submit]').click()
    await page.locator('#story').fill('Mi s-a furat geanta cu pașaportul la Milano și am zbor mâine dimineață.')
    await page.locator('button[type=submit]').click()
    await page.getByLabel('Numele dumneavoastră').fill('Daniela Crăciun')
    await page.getByLabel('Adresă de e-mail').fill(`daniela.${Date.now()}@example.org`)
    await page.locator('button[type=submit]').click()
    await page.locator('#file').setInputFiles({ name: 'plângere.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') })
    await page.locator('button[name=add]').click()
    await page.locator('.files', { hasText: 'plângere.pdf' }).waitFor()
    await page.locator('button[type=submit]').click()
    await page.locator('.sum', { hasText: 'Milano, Italia' }).waitFor()
    await fits(page)
    await page.locator('button[type=submit]').click()
    assert.match(await page.locator('.done .num').innerText(), /^AP-\d{4}-\d{6}$/)
    await fits(page)
    await page.locator('a', { hasText: 'Urmăriți cazul' }).click()
    assert.match(await page.locator('#number').inputValue(), /^AP-/)
  })
}
