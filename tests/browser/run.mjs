// Does the tasks of the desk through a real server: node run.mjs [THEME…], with APROAPE_URL, APROAPE_ACCOUNTS,
// APROAPE_SMTP; BROWSER_FAILURES names a folder for pictures of what failed. The server must hold cases that came by
// mail and one mail in quarantine. Exit 0 where all passed.
import assert from 'node:assert/strict'
import { launch, open as openPage } from './desk.mjs'

const kThemes = ['daily', 'sign_in', 'work', 'matters', 'macros', 'deadlines', 'reply', 'people', 'views', 'quarantine', 'administration', 'knowledge', 'counter', 'colleagues', 'crisis', 'lines', 'live', 'offers', 'supervisor', 'reports', 'keyboard', 'looks', 'portal']
const browser = await launch()
const faults = []
let failed = 0

/** One thing that is tried: what goes wrong is told and counted. True where it went well. */
async function check(name, work) {
  const began = Date.now()
  try {
    await work()
    console.log(`ok   ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    return true
  } catch (error) {
    failed++
    console.error(`FAIL ${name}\n${error.stack ?? error}`)
    if (process.env.BROWSER_FAILURES) for (const [at, page] of browser.contexts().flatMap((context) => context.pages()).entries()) await page.screenshot({ path: `${process.env.BROWSER_FAILURES}/${failed}-${at}.png` }).catch(() => {})
    return false
  }
}
class EndOfTheme extends Error {}
/** A step that the next ones stand on: where it fails, the rest of its theme is not tried. */
async function task(name, work) {
  if (!(await check(name, work))) throw new EndOfTheme(name)
}
/** Opens a page whose faults count against the whole run. */
async function open(settings) {
  const { page, faults: own } = await openPage(browser, settings)
  page.context().on('close', () => faults.push(...own))
  return page
}

for (const theme of process.argv.length > 2 ? process.argv.slice(2) : kThemes) {
  const { default: run } = await import(`./themes/${theme}.mjs`)
  try {
    await run({ open, task: (name, work) => task(`${theme}: ${name}`, work), check: (name, work) => check(`${theme}: ${name}`, work) })
  } catch (error) {
    if (!(error instanceof EndOfTheme)) await check(theme, () => { throw error })
  }
}
await Promise.all(browser.contexts().map((context) => context.close()))
await check('no page broke a rule of the Content-Security-Policy', async () => assert.deepEqual(faults, []))
await browser.close()
process.exit(failed ? 1 : 0)
