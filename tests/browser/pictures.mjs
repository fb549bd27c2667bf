// Makes the pictures of docs/pictures from a running server: node pictures.mjs, with APROAPE_URL and APROAPE_ACCOUNTS.
import { mkdir } from 'node:fs/promises'
import { accounts, address, go, launch, open, signIn } from './desk.mjs'

const folder = process.env.APROAPE_PICTURES ?? new URL('../../docs/pictures/', import.meta.url).pathname
await mkdir(folder, { recursive: true })
const browser = await launch()
for (const [name, width, height] of [['wide', 1440, 900], ['phone', 390, 844]]) {
  const { page } = await open(browser, { width, height })
  const picture = (what) => page.screenshot({ path: `${folder}/${what}-${name}.png` })
  await page.goto(`${address}/desk/`)
  await page.locator('.lg-f').waitFor()
  await picture('sign-in')
  await signIn(page, accounts.central)
  await go(page, '#/v/all')
  await picture('list')
  const first = await page.locator('a[data-case]', { hasText: 'Pașaport furat, zbor' }).or(page.locator('a[data-case]')).first().getAttribute('data-case')
  if (first) {
    await go(page, `#/v/all/c/${first}`)
    await picture('case')
    if (name === 'wide') await page.screenshot({ path: `${folder}/case.png` })
    await page.locator('.ed textarea').fill('Bună ziua,\n\nTitlul de călătorie va fi gata astăzi.')
    await picture('reply')
    await page.locator('.ed textarea').fill('')
  }
  const fitting = page.locator('.fitting .arts button').first()
  await fitting.waitFor({ timeout: 3000 }).catch(() => {})
  if (name === 'wide' && (await fitting.count())) {
    await fitting.click()
    await page.locator('.dlg .art').waitFor()
    await picture('article-in-case')
    await page.keyboard.press('Escape')
  }
  await go(page, '#/knowledge/script-death')
  await page.locator('.art').waitFor()
  await picture('knowledge')
  await page.keyboard.press('Control+k')
  await page.locator('.palette input').fill('pasaport')
  await page.waitForTimeout(700)
  await picture('search')
  await page.keyboard.press('Escape')
  await go(page, '#/quarantine')
  await picture('quarantine')
  await go(page, '#/outbox')
  await picture('outbox')
  await page.context().clearCookies()
  await page.reload()
  await signIn(page, accounts.admin)
  await go(page, '#/admin/accounts')
  await picture('administration')
  await page.context().close()
}
await browser.close()
