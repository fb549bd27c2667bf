// Every screen in both themes, both widths and both languages: axe, no text without its words, nothing wider than the screen.
import assert from 'node:assert/strict'
import { accessible, accounts, address, ask, go, signIn } from '../desk.mjs'

const kScreens = {
  admin: ['accounts', 'missions', 'competences', 'teams', 'taxonomy', 'templates', 'import', 'mailboxes', 'trunks', 'jobs', 'settings'].map((section) => `#/admin/${section}`),
  auditor: ['#/admin/audit'],
  central: ['#/admin/lines', '#/admin/menus', '#/admin/announcements', '#/admin/duty', '#/admin/macros', '#/admin/rules', '#/v/all', '#/v/mine', '#/quarantine', '#/outbox', '#/settings', '#/counter', '#/handovers/in', '#/handovers/out', '#/notices', '#/crisis', '#/crisis/new'],
}

/** Texts that look like the name of a text ("case.subject"): a word that is missing in this language. Codes that are data stand in table cells. */
function missingWords() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim()
    if (/^[a-z_]+(\.[a-z0-9_]+)+$/.test(text) && !node.parentElement.closest('td, pre, script, style')) found.push(text)
  }
  return found
}
async function whole(page, where) {
  assert.deepEqual(await page.evaluate(missingWords), [], `${where}: words`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${where}: ${over} px wider than the screen`)
  await accessible(page, where)
}

export default async function ({ open, check }) {
  for (const [theme, width, language] of [['light', 1440, 'ro'], ['dark', 1440, 'en'], ['light', 390, 'en'], ['dark', 390, 'ro']]) {
    const page = await open({ theme, width })
    const look = (name, work) => check(`${name} ${theme} ${width} ${language}`, work)
    await page.goto(`${address}/desk/`)
    await page.locator('.lg-f').waitFor()
    if (language === 'en') await page.locator('.lg-lang').click()
    await look('sign-in', () => whole(page, 'sign-in'))
    for (const [who, screens] of Object.entries(kScreens)) {
      await page.context().clearCookies()
      await page.goto('about:blank')
      await signIn(page, accounts[who])
      await ask(page, 'PATCH', '/session/account', { language })
      await page.reload()
      await page.locator('.desk').waitFor()
      for (const hash of screens) await look(hash, async () => { await go(page, hash); await whole(page, hash) })
    }
    await look('case', async () => {
      await go(page, '#/v/all')
      const first = await page.locator('a[data-case]').first().getAttribute('data-case')
      await go(page, `#/v/all/c/${first}`)
      await page.locator('.chead').waitFor()
      await whole(page, 'case')
    })
    await look('search', async () => {
      await page.keyboard.press('Control+k')
      await page.locator('.palette input').fill('pasaport')
      await page.locator('.palette [role=option]').first().waitFor()
      await whole(page, 'search')
      await page.keyboard.press('Escape')
    })
    await look('keys', async () => {
      await page.locator('main').first().focus()
      await page.keyboard.press('?')
      await page.locator('.keymap').waitFor()
      await whole(page, 'keys')
      await page.keyboard.press('Escape')
    })
    await ask(page, 'PATCH', '/session/account', { language: 'ro' })
    await page.context().close()
  }
}
