// What every browser script needs: the browser, a signed-in page, and the faults that a page reports.
import axe from 'axe-core'
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'

const kArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
export const address = process.env.APROAPE_URL ?? 'http://127.0.0.1:8080'
/** {"central":{"login","password"},"admin":{…}} */
export const accounts = JSON.parse(process.env.APROAPE_ACCOUNTS ?? '{}')

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: kArguments })
}
/** A page of the given width; `faults` collects what the console and the Content-Security-Policy complain about. */
export async function open(browser, { width = 1440, height = 900, theme = 'light', language = 'ro-RO', scripts = true } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: language, reducedMotion: 'reduce', javaScriptEnabled: scripts })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const faults = []
  page.on('console', (message) => { if (/Content.Security.Policy|Refused to/i.test(message.text())) faults.push(message.text()) })
  page.on('pageerror', (error) => faults.push(String(error)))
  return { page, faults }
}
export async function signIn(page, account, at = address) {
  await page.goto(`${at}/desk/`)
  await page.locator('input[autocomplete=username]').fill(account.login)
  await page.locator('input[autocomplete=current-password]').fill(account.password)
  await page.locator('button[type=submit]').click()
  await page.locator('.desk').waitFor()
}
/** Goes to a place by its address and waits until it has drawn what it loaded. */
export async function go(page, hash) {
  await page.evaluate((to) => { location.hash = to }, hash)
  await page.locator('.sk').first().waitFor({ state: 'hidden' })
  await page.waitForTimeout(400)
}
/** The case of that subject, once it can be found. */
export async function arrived(page, subject) {
  for (let tries = 0; tries < 100; tries++) {
    const { items } = await ask(page, 'GET', `/cases?limit=5&query=${encodeURIComponent(subject)}`)
    const found = items.find((item) => item.subject === subject)
    if (found) return found
    await page.waitForTimeout(100)
  }
  throw new Error(`no case "${subject}"`)
}
/** Opens the case of that subject from a search of the list. */
export async function openCase(page, subject) {
  await arrived(page, subject)
  await go(page, `#/v/all?q=${encodeURIComponent(subject)}`)
  await page.locator('a[data-case]', { hasText: subject }).first().click()
  await page.locator('.chead h1', { hasText: subject }).waitFor()
}
/** Asks the API as the page's own account does; a change carries its CSRF token. */
export function ask(page, method, path, body, version) {
  return page.evaluate(async ([method, path, body, version]) => {
    const session = await (await fetch('/api/v1/session')).json()
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf, ...(version ? { 'If-Match': `"${version}"` } : {}) }
    const answer = await fetch(`/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : null
  }, [method, path, body, version])
}
/** No rule of axe is broken on what the page shows. */
export async function accessible(page, where) {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`), [], where)
}
