// One person in two files: merged, and the merge undone.
import assert from 'node:assert/strict'
import { accounts, arrived, ask, openCase, signIn } from '../desk.mjs'
import { sendMail } from '../smtp.mjs'

export default async function ({ open, task }) {
  const page = await open()
  const stamp = Date.now()
  const name = `Smaranda Fictivă${stamp}`
  const person = async (address) => (await ask(page, 'GET', `/people?query=${encodeURIComponent(address)}`)).items[0]
  let first, second
  await signIn(page, accounts.central)
  await sendMail({ subject: `Prima ${stamp}`, name, from: `unu.${stamp}@example.org` })
  await sendMail({ subject: `A doua ${stamp}`, name: `${name} Căsătorită`, from: `doi.${stamp}@example.org` })

  await task('opens the person from the case', async () => {
    await arrived(page, `A doua ${stamp}`)
    await openCase(page, `Prima ${stamp}`)
    await page.locator('.who-name a').click()
    await page.locator('.phead h1', { hasText: name }).waitFor()
    first = await person(`unu.${stamp}@example.org`)
    second = await person(`doi.${stamp}@example.org`)
    assert.notEqual(first.id, second.id)
  })
  await task('adds a telephone and takes it away', async () => {
    await page.locator('.form-inline input').fill('+40 21 555 0199')
    await page.locator('.form-inline button').click()
    const line = page.locator('.rolls li', { hasText: '555' })
    await line.waitFor()
    await line.locator('button').click()
    await line.waitFor({ state: 'detached' })
  })
  await task('merges two files of one person: the other one now has both cases', async () => {
    await page.locator('form.row input').fill(`doi.${stamp}`)
    await page.locator('form.row button').click()
    await page.locator('.picks .pickrow').first().click()
    await page.locator('.toast button').waitFor()
    await page.waitForTimeout(500)
    const merged = await ask(page, 'GET', `/people/${second.id}`)
    assert.equal(merged.cases.length, 2)
    assert.deepEqual(merged.merged.map((other) => other.id), [first.id])
  })
  await task('undoes the merge: each has its own case again', async () => {
    await page.locator('.toast button').click()
    await page.waitForTimeout(500)
    const cases = async (id) => (await ask(page, 'GET', `/people/${id}`)).cases.map((item) => item.subject)
    assert.deepEqual(await cases(first.id), [`Prima ${stamp}`])
    assert.deepEqual(await cases(second.id), [`A doua ${stamp}`])
  })
  await page.context().close()
}
