// What happens elsewhere shows here without a reload; a lost line loses nothing.
import assert from 'node:assert/strict'
import { accounts, ask, go, openCase, signIn } from '../desk.mjs'
import { openLink } from '../link.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const stamp = Date.now()
  const bar = page.locator('.newbar')
  await signIn(page, accounts.central)

  await task('shows a new mail without a reload, and nothing jumps', async () => {
    await go(page, '#/v/all')
    await page.locator('a[data-case]').first().waitFor()
    await page.evaluate(() => { window.notReloaded = true })
    const top = await page.locator('a[data-case]').first().getAttribute('data-case')
    await sendMail({ subject: `Mesaj viu ${stamp}`, from: `viu.${stamp}@example.org` })
    await bar.waitFor()
    assert.equal(await page.locator('a[data-case]').first().getAttribute('data-case'), top)
    await bar.click()
    await page.locator('a[data-case]', { hasText: `Mesaj viu ${stamp}` }).waitFor()
    assert.ok(await page.evaluate(() => window.notReloaded))
  })
  await task('counts it beside the view', async () => {
    const count = () => page.locator('.rail a[href="#/v/unassigned"] b').textContent().then((text) => Number(text.replace(/\D/g, '')))
    const before = await count()
    await sendMail({ subject: `Numărat ${stamp}`, from: `numarat.${stamp}@example.org` })
    await page.waitForFunction((before) => Number(document.querySelector('.rail a[href="#/v/unassigned"] b')?.textContent.replace(/\D/g, '')) > before, before)
  })
  await task('shows who else reads the case, and that they write', async () => {
    await openCase(page, `Mesaj viu ${stamp}`)
    const other = await open()
    await signIn(other, accounts.supervisor)
    await openCase(other, `Mesaj viu ${stamp}`)
    await page.locator('.viewers', { hasText: 'citește' }).waitFor()
    await other.locator('.ed textarea').pressSequentially('scriu')
    await page.locator('.viewers', { hasText: 'scrie acum' }).waitFor()
    await other.locator('.ed textarea').fill('')
    await other.context().close()
  })
  await page.context().close()

  const link = await openLink()
  const far = await open()
  await task('says that the line is lost and keeps what is written', async () => {
    await signIn(far, accounts.central, link.at)
    await openCase(far, `Mesaj viu ${stamp}`)
    await far.locator('.link-state.live').waitFor()
    link.cut()
    await far.locator('.netbar').waitFor()
    await far.locator('.ed textarea').fill('Scris fără legătură.')
    await far.locator('.draft.warning').waitFor()
  })
  await task('does not send without a line, and says so', async () => {
    await far.locator('.ed .foot .btn.pri').first().click()
    await far.locator('.ed [role=alert]', { hasText: 'Serverul nu răspunde' }).waitFor()
    assert.equal(await far.locator('.ed textarea').inputValue(), 'Scris fără legătură.')
  })
  await task('replays what was missed when the line is back, and saves the draft by itself', async () => {
    await sendMail({ subject: `Venit între timp ${stamp}`, from: `timp.${stamp}@example.org` })
    link.mend()
    await far.locator('.netbar .btn').click({ timeout: 3000 }).catch(() => {}) // it also tries by itself, and may be faster
    await far.locator('.link-state.live').waitFor()
    await far.locator('.draft', { hasText: 'Ciornă salvată' }).waitFor()
    await go(far, '#/v/all')
    await far.locator('a[data-case]', { hasText: `Venit între timp ${stamp}` }).waitFor()
    const id = await far.locator('a[data-case]', { hasText: `Mesaj viu ${stamp}` }).first().getAttribute('data-case')
    assert.equal((await ask(far, 'GET', `/cases/${id}/draft`)).text, 'Scris fără legătură.')
  })
  await far.context().close()
  link.close()
}
