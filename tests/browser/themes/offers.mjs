// Being there and taking work that is offered; the password again where rights change.
import assert from 'node:assert/strict'
import { accounts, accessible, ask, go, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const stamp = Date.now()
  const page = await open()
  const card = page.locator('.offer')
  const choose = async (text) => {
    await page.locator('.avail.there').click()
    await page.locator('.menu .mi', { hasText: text }).click()
  }
  await signIn(page, accounts.operator)
  await task('takes no work until the operator says that he is there', async () => {
    await page.locator('.avail.there.offline', { hasText: 'Nu preiau' }).waitFor()
    assert.equal(await card.count(), 0)
  })
  await task('is offered a case once available, with what it is about and how long there is', async () => {
    await choose('Disponibil')
    await card.waitFor()
    await page.locator('.avail.there.available').waitFor()
    assert.match(await card.locator('.cring').getAttribute('aria-label'), /Timp rămas: ((\d|1[0-5]) min|\d+)/)
    await accessible(page)
  })
  let taken
  await task('leaves it to somebody else, and is offered the next', async () => {
    const first = await ask(page, 'GET', '/agents/me')
    await card.locator('.btn', { hasText: 'Nu acum' }).click()
    await page.waitForFunction(async (offer) => {
      const own = await (await fetch('/api/v1/agents/me')).json()
      return own.hands.some((work) => work.phase === 'offered') && !own.hands.some((work) => work.offer === offer)
    }, first.hands.filter((work) => work.phase === 'offered').sort((a, b) => a.urgency.localeCompare(b.urgency))[0].offer)
    taken = (await ask(page, 'GET', '/agents/me')).hands.filter((work) => work.phase === 'offered').sort((a, b) => a.urgency.localeCompare(b.urgency))[0]
    await card.locator('.num', { hasText: taken.case.number }).waitFor()
  })
  await task('takes it by keyboard; the case opens and is his', async () => {
    await page.keyboard.press('Alt+Enter')
    await page.locator('.chead', { hasText: taken.case.number }).waitFor()
    const own = await ask(page, 'GET', `/cases/${taken.case.id}`)
    assert.equal(own.holder.id, (await ask(page, 'GET', '/session')).account.id)
  })
  await task('pauses with a reason; what rang goes back', async () => {
    await choose('Masă')
    await page.locator('.avail.there.paused', { hasText: 'Masă' }).waitFor()
    await card.waitFor({ state: 'hidden' })
    await sendMail({ subject: `În pauză ${stamp}`, from: `pauza.${stamp}@example.org` })
    await page.waitForTimeout(1000)
    assert.equal(await card.count(), 0)
    await choose('Nu preiau')
  })
  await task('stands on a phone', async () => {
    const phone = await open({ width: 390, height: 844, theme: 'dark' })
    await signIn(phone, accounts.operator)
    await phone.locator('.avail.there').click()
    await phone.locator('.menu .mi', { hasText: 'Disponibil' }).click()
    await phone.locator('.offer').waitFor()
    await accessible(phone)
    assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    await phone.locator('.avail.there').click()
    await phone.locator('.menu .mi', { hasText: 'Nu preiau' }).click()
    await phone.context().close()
  })
  await page.context().close()

  const admin = await open()
  await signIn(admin, accounts.admin)
  await task('asks for the password again before rights change, tells a wrong one, then does what was asked', async () => {
    let refuse = true  // as if five minutes had passed since the sign-in
    await admin.route('**/api/v1/accounts', async (route) => {
      if (!refuse || route.request().method() !== 'POST') return route.continue()
      refuse = false
      await route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ type: 'aproape:auth.confirm_needed', title: 'x', status: 403, key: 'auth.confirm_needed' }) })
    })
    await go(admin, '#/admin/accounts')
    await admin.locator('.pbody .btn.pri').click()
    const login = `confirmat.${stamp}`
    const fields = admin.locator('.dlg input')
    await fields.nth(0).fill(login)
    await fields.nth(1).fill('Cont Confirmat')
    await fields.nth(2).fill('o-parola-lunga-de-proba-42')
    await admin.locator('.dlg button[type=submit]').click()
    const question = admin.locator('.dlg', { hasText: 'Confirmați că sunteți' })
    await question.locator('input[type=password]').fill('nu aceasta')
    await question.locator('button[type=submit]').click()
    await question.locator('[role=alert]').waitFor()
    await accessible(admin)
    await question.locator('input[type=password]').fill(accounts.admin.password)
    await question.locator('button[type=submit]').click()
    await admin.locator('.tbl', { hasText: login }).waitFor()
  })
  await admin.context().close()
}
