// How one comes in: a password that was given, a second factor, a wrong try, both languages.
import assert from 'node:assert/strict'
import { accounts, address, ask, signIn } from '../desk.mjs'
import { code } from '../totp.mjs'

const kGiven = 'o-parola-data-de-administrator-42'
const kOwn = 'o-parola-aleasa-de-mine-43'

export default async function ({ open, task }) {
  const page = await open()
  const login = `cod.${Date.now()}`
  let secret = ''
  const enter = async (password) => {
    await page.goto(`${address}/desk/`)
    await page.locator('input[autocomplete=username]').fill(login)
    await page.locator('input[autocomplete=current-password]').fill(password)
    await page.keyboard.press('Enter')
  }
  const leave = async () => {
    await page.context().clearCookies()
    await page.goto('about:blank')
  }

  await task('speaks English after one click, and Romanian again', async () => {
    await page.goto(`${address}/desk/`)
    await page.locator('.lg-lang').click()
    await page.locator('h1', { hasText: 'Sign in' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    await page.locator('.lg-lang').click()
    assert.equal(await page.locator('html').getAttribute('lang'), 'ro')
  })
  await task('asks for an own password where an administrator gave one', async () => {
    const admin = await open()
    await signIn(admin, accounts.admin)
    const account = await ask(admin, 'POST', '/accounts', { login, name: 'Cod Fictiv', password: kGiven, grants: [{ role: 'operator', units: null }] })
    const { password } = await ask(admin, 'POST', `/accounts/${account.id}/reset`)
    await admin.context().close()
    await enter(password)
    await page.locator('input[autocomplete=new-password]').waitFor()
    await page.locator('input[autocomplete=current-password]').fill(password)
    await page.locator('input[autocomplete=new-password]').fill(kOwn)
    await page.locator('form button[type=submit]').click()
    await page.locator('.desk').waitFor()
  })
  await task('takes a second factor after a right code only', async () => {
    await page.evaluate(() => { location.hash = '#/settings' })
    await page.locator('.card', { hasText: 'Cod la intrare' }).locator('button').click()
    secret = (await page.locator('.raw').textContent()).trim()
    await page.locator('.code').fill('000000')
    await page.locator('.card', { has: page.locator('.code') }).locator('button[type=submit]').click()
    await page.locator('.toast').waitFor()
    await page.locator('.code').fill(code(secret))
    await page.locator('.card', { has: page.locator('.code') }).locator('button[type=submit]').click()
    await page.locator('p.good').waitFor()
  })
  await task('wants the code at the next sign-in', async () => {
    await leave()
    await enter(kOwn)
    await page.locator('input.code').waitFor()
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('code')), 'the code field has the focus')
    await page.locator('input.code').fill(code(secret, 1))
    await page.keyboard.press('Enter')
    await page.locator('.desk').waitFor()
  })
  await task('says one thing for a wrong name and a wrong password', async () => {
    await leave()
    const said = []
    for (const [name, password] of [[login, 'nu-este-parola-mea-44'], ['nimeni.fictiv', 'nu-este-parola-mea-44']]) {
      await page.goto(`${address}/desk/`)
      await page.locator('input[autocomplete=username]').fill(name)
      await page.locator('input[autocomplete=current-password]').fill(password)
      await page.keyboard.press('Enter')
      said.push(await page.locator('.errsum').textContent())
    }
    assert.equal(said[0], said[1])
  })
  await page.context().close()
}
