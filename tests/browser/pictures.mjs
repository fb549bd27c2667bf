// Makes the pictures of docs/pictures from a running server: node pictures.mjs, with APROAPE_URL and APROAPE_ACCOUNTS.
import { mkdir } from 'node:fs/promises'
import { accounts, address, ask, go, launch, open, signIn } from './desk.mjs'

const folder = process.env.APROAPE_PICTURES ?? new URL('../../docs/pictures/', import.meta.url).pathname
await mkdir(folder, { recursive: true })
const browser = await launch()

/** Opens the story of the stolen passport in the list of all cases. */
async function story(page) {
  await go(page, '#/v/all')
  await page.locator('a[data-case]', { hasText: 'Pașaport furat, zbor' }).first().click()
  await page.locator('.side .clock').first().waitFor({ state: 'attached' })
  await page.mouse.move(700, 450)
  await page.waitForTimeout(400)
}
async function change(page, who) {
  await page.context().clearCookies()
  await page.goto('about:blank')
  await signIn(page, accounts[who])
}

for (const [name, width, height] of [['wide', 1440, 900], ['phone', 390, 844]]) {
  const { page } = await open(browser, { width, height })
  const picture = (what) => page.screenshot({ path: `${folder}/${what}-${name}.png` })
  await page.goto(`${address}/desk/`)
  await page.locator('.lg-f').waitFor()
  await picture('sign-in')
  await signIn(page, accounts.central)
  await go(page, '#/v/all')
  await picture('list')
  await story(page)
  await picture('case')
  await page.locator('.ed textarea').fill('Bună ziua,\n\nTitlul de călătorie va fi gata astăzi.')
  await page.waitForTimeout(1200)
  await picture('reply')
  await page.locator('.ed textarea').fill('')
  if (name === 'wide') {
    await page.locator('.ed textarea').blur()
    await page.screenshot({ path: `${folder}/case.png` })
    await page.locator('.side').screenshot({ path: `${folder}/deadlines.png` })
    await ask(page, 'PATCH', '/session/account', { density: 'dense' })
    await page.reload()
    await go(page, '#/v/all')
    await picture('table')
    await ask(page, 'PATCH', '/session/account', { density: 'comfortable' })
    await page.reload()
    await go(page, '#/v/all')
    await page.keyboard.press('?')
    await page.locator('.keymap').waitFor()
    await picture('keys')
    await page.keyboard.press('Escape')
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
  await change(page, 'operator')
  await page.locator('.avail.there').click()
  await page.locator('.menu .mi', { hasText: 'Disponibil' }).click()
  await page.locator('.offer').waitFor()
  await page.waitForTimeout(400)
  await picture('offer')
  await page.locator('.avail.there').click()
  await page.waitForTimeout(300)
  await picture('availability')
  await page.locator('.menu .mi', { hasText: 'Nu preiau' }).click()
  await page.locator('.offer').waitFor({ state: 'hidden' })
  await change(page, 'admin')
  await go(page, '#/admin/accounts')
  await picture('administration')
  if (name === 'wide') {
    await go(page, '#/admin/missions')
    await page.locator('.pbody .btn.pri').first().click()
    await page.locator('.dlg').waitFor()
    await picture('unit')
    await page.keyboard.press('Escape')
    await go(page, '#/admin/jobs')
    await picture('jobs')
  }
  await page.context().close()
}
await browser.close()
