// Colleagues: a case handed over and given back, then accepted; a mention with its notice; a team; a followed case.
import assert from 'node:assert/strict'
import { accessible, accounts, ask, arrived, go, openCase, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task, check }) {
  const subject = `Predare de probă ${Date.now()}`
  await sendMail({ subject, name: 'Matei Fictiv', from: 'matei@example.org', text: 'Bună ziua, o întrebare despre acte, locuiesc la Roma.\n' })
  const giver = await open(), receiver = await open()
  await signIn(giver, accounts.central)
  await signIn(receiver, accounts.consul)
  const mission = await ask(receiver, 'GET', '/session').then((session) => session.unit.code)
  const found = await arrived(giver, subject)
  const centre = (await ask(giver, 'GET', '/units?limit=200')).items.find((unit) => unit.kind === 'central')
  // Whoever finds the case elsewhere has it moved first: the hand-over is from the centre to the mission.
  const whole = await ask(giver, 'GET', `/cases/${found.id}`)
  await ask(giver, 'POST', `/cases/${found.id}/transfer`, { unit: centre.id, note: '' }, whole.version)
  const handOver = async (reason) => {
    await openCase(giver, subject)
    await giver.locator('.chead button[aria-label="Alte acțiuni"]').click()
    await giver.locator('.menu [role=menuitem]', { hasText: 'Predă cu accept' }).click()
    await giver.locator('.dlg select').selectOption({ value: (await ask(giver, 'GET', `/units?limit=200`)).items.find((unit) => unit.code === mission)?.id ?? '' })
    await giver.locator('.dlg input').fill(reason)
    await giver.locator('.dlg button[type=submit]').click()
    await giver.locator('.handbar', { hasText: 'nu a răspuns încă' }).waitFor()
  }
  await task('hands a case over; the receiver is told at once', async () => {
    await handOver('Locuiește la Roma.')
    await receiver.locator('.rail a[href="#/handovers/in"] b').waitFor()
    await receiver.locator('.bell b').waitFor()
    await go(receiver, '#/handovers/in')
    await receiver.locator('.handover', { hasText: subject }).waitFor()
    await accessible(receiver, 'what is handed to us')
  })
  await task('gives it back with a reason, which the giver reads', async () => {
    await receiver.locator('.handover', { hasText: subject }).locator('.btn', { hasText: 'Returnează' }).click()
    await receiver.locator('.dlg textarea').fill('Domiciliul este la Milano.')
    await receiver.locator('.dlg button[type=submit]').click()
    await receiver.locator('.handover', { hasText: subject }).waitFor({ state: 'detached' })
    await giver.locator('.handbar').waitFor({ state: 'detached' })
    await giver.locator('.ev.note', { hasText: 'Domiciliul este la Milano.' }).waitFor()
  })
  await task('accepts it the second time, from the case itself', async () => {
    await handOver('Ba da, la Roma.')
    await openCase(receiver, subject)
    await receiver.locator('.handbar', { hasText: 'vă predă acest caz' }).waitFor()
    await accessible(receiver, 'a case that is handed to us')
    await receiver.locator('.handbar .btn.pri').click()
    await receiver.locator('.handbar').waitFor({ state: 'detached' })
    assert.equal((await ask(receiver, 'GET', `/cases/${found.id}`)).unit.code, mission)
  })
  await task('names a colleague in a note, with the list of names', async () => {
    await receiver.locator('main.case').focus()
    await receiver.keyboard.press('n')
    // The list shows whom the mission sees: its own staff. Others are named by their whole login.
    const own = accounts.consul.login.slice(0, 3)
    await receiver.keyboard.type(`Vezi te rog @${own}`)
    await receiver.locator('.mention .btn').first().waitFor()
    for (let i = 0; i < own.length; i++) await receiver.keyboard.press('Backspace')
    const login = accounts.central.login
    await receiver.keyboard.type(`${login} mulțumesc`)
    await receiver.keyboard.press('Control+Enter')
    await receiver.locator('.toast', { hasText: `@${login}` }).waitFor()
    await giver.locator('.bell b').waitFor()
    await go(giver, '#/notices')
    await giver.locator('.notices .fresh', { hasText: 'v-a menționat' }).first().waitFor()
    await accessible(giver, 'notices')
    await giver.locator('.phead .btn', { hasText: 'toate' }).click()
    await giver.locator('.bell b').waitFor({ state: 'detached' })
  })
  await task('follows a case and hears of what happens in it', async () => {
    await openCase(giver, subject)
    await giver.locator('.sec .linkish', { hasText: 'Urmărește' }).click()
    await giver.locator('.sec .linkish', { hasText: 'Nu mai urmări' }).waitFor()
    await go(giver, '#/v/mine')
    const now = await ask(receiver, 'GET', `/cases/${found.id}`)
    await ask(receiver, 'POST', `/cases/${found.id}/close`, { resolution: 'answered' }, now.version)
    await giver.locator('.bell b').waitFor()
  })
  const admin = await open()
  await signIn(admin, accounts.admin)
  const code = `proba-${Date.now()}`
  await task('makes a team, which a case then has', async () => {
    await go(admin, '#/admin/teams')
    await admin.locator('.pbody .btn.pri').click()
    await admin.locator('.dlg [name=name]').fill('Echipa de probă')
    await admin.locator('.dlg [name=code]').fill(code)
    await admin.locator('.dlg [name=unit]').selectOption({ index: 1 })
    await admin.locator('.dlg [name=member]').fill(accounts.central.login)
    await admin.locator('.dlg .picks button').first().click()
    await admin.locator('.dlg button[type=submit]').click()
    await admin.locator('.tbl tr', { hasText: code }).waitFor()
    await accessible(admin, 'teams')
    await openCase(giver, subject)
    await giver.locator('.team-row select').selectOption({ label: `Echipa de probă (@${code})` })
    await giver.locator('.ev.sys', { hasText: 'Echipa de probă' }).waitFor()
  })
}
