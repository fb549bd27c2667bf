// What every browser script needs: the browser, a signed-in page, and the faults that a page reports.
import { chromium } from 'playwright-core'

const kArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
export const address = process.env.APROAPE_URL ?? 'http://127.0.0.1:8080'
/** {"central":{"login","password"},"admin":{…}} */
export const accounts = JSON.parse(process.env.APROAPE_ACCOUNTS ?? '{}')

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: kArguments })
}
/** A page of the given width; `faults` collects what the console and the Content-Security-Policy complain about. */
export async function open(browser, { width = 1440, height = 900, theme = 'light' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: 'ro-RO', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const faults = []
  page.on('console', (message) => { if (/Content.Security.Policy|Refused to/i.test(message.text())) faults.push(message.text()) })
  page.on('pageerror', (error) => faults.push(String(error)))
  return { page, faults }
}
export async function signIn(page, account) {
  await page.goto(`${address}/desk/`)
  await page.locator('input[autocomplete=username]').fill(account.login)
  await page.locator('input[autocomplete=current-password]').fill(account.password)
  await page.locator('button[type=submit]').click()
  await page.locator('.desk').waitFor()
}
export async function go(page, hash) {
  await page.evaluate((to) => { location.hash = to }, hash)
  await page.waitForTimeout(700)
}
