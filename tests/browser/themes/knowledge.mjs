// The knowledge base: suggestions beside a case, an article put into the reply, search, a script, drafts and their approval.
import assert from 'node:assert/strict'
import { accessible, accounts, ask, go, openCase, signIn } from '../desk.mjs'

const kCase = 'Pașaport furat, zbor mâine din Roma'

export default async function ({ open, task }) {
  const page = await open()
  await signIn(page, accounts.operator)
  await task('suggests articles beside the case', async () => {
    await openCase(page, kCase)
    await page.locator('.fitting .arts button', { hasText: 'Titlu de călătorie pentru adulți' }).waitFor()
  })
  await task('puts an article into the reply, with its link', async () => {
    await page.locator('.fitting .arts button', { hasText: 'Titlu de călătorie pentru adulți' }).click()
    await page.locator('.dlg .art').waitFor()
    await accessible(page, 'an article in a case')
    await page.locator('.dlg .btn.pri').click()
    const text = await page.locator('.ed textarea.txt').inputValue()
    assert.match(text, /Titlu de călătorie pentru adulți/)
    assert.match(text, /https:\/\/econsulat\.ro\//)
    await page.locator('.sec .chip', { hasText: 'inserat' }).waitFor()
    await page.locator('.ed textarea.txt').fill('')
  })
  await task('says that an article solved the matter', async () => {
    await page.locator('.fitting .arts button', { hasText: 'Titlu de călătorie pentru adulți' }).click()
    await page.locator('.dlg button', { hasText: 'A rezolvat' }).click()
    await page.keyboard.press('Escape')
    await page.locator('.sec .chip', { hasText: 'A rezolvat' }).waitFor()
  })
  await task('finds an article without diacritics', async () => {
    await go(page, '#/knowledge')
    await page.locator('input[type=search]').fill('procura apartament')
    await page.waitForFunction(() => document.querySelectorAll('.klist a').length <= 20)
    const first = page.locator('.klist a').first()
    assert.equal(await first.textContent(), 'Procură')
    await first.click()
    await page.locator('.kread .art').waitFor()
    await accessible(page, 'the knowledge screen')
  })
  await task('shows what is otherwise at a mission', async () => {
    await go(page, '#/knowledge/passport-adult-crds')
    await page.locator('.kread select').selectOption('ie-dublin-amb')
    await page.locator('.art', { hasText: '59 EUR la Dublin' }).waitFor()
  })
  await task('leads through a script to a decision, by keyboard', async () => {
    await go(page, '#/knowledge/script-death')
    await page.locator('.art .first', { hasText: '112' }).waitFor()
    await page.locator('.script .btn', { hasText: 'Nu sau nu știe' }).press('Enter')
    await page.locator('.script .decided', { hasText: '112' }).waitFor()
    await accessible(page, 'a script')
  })
  await page.context().close()

  const editor = await open()
  await signIn(editor, accounts.editor)
  await task('an editor writes a draft and hands it in', async () => {
    await go(editor, '#/knowledge/fees')
    await editor.locator('.kread button', { hasText: 'Modifică' }).click()
    const summary = editor.locator('.kread textarea').first()
    await summary.waitFor()
    await editor.waitForFunction(() => document.querySelector('.kread textarea')?.value !== '')
    await accessible(editor, 'the editor')
    await summary.fill('Aproape toate serviciile sunt gratuite; rămân costul pașaportului și 3 EUR pentru registrele notariale.')
    await editor.locator('.kread button[type=submit]').click()
    await editor.locator('.klist a', { hasText: 'Taxe consulare' }).waitFor()
    await editor.locator('.kread button', { hasText: 'Versiuni' }).click()
    await editor.locator('.act button', { hasText: 'Arată ce se schimbă' }).click()
    await editor.locator('.diff ins', { hasText: 'rămân costul pașaportului' }).waitFor()
    await accessible(editor, 'the differences')
    await editor.locator('.act button', { hasText: 'Trimite la aprobare' }).click()
    await editor.locator('.act .chip', { hasText: 'la aprobare' }).waitFor()
    await editor.locator('.act', { hasText: 'Ați scris această versiune' }).waitFor()
  })
  await editor.context().close()

  const second = await open()
  await signIn(second, accounts.supervisor)
  await task('somebody else approves it', async () => {
    await go(second, '#/knowledge/fees')
    await second.locator('.kread button', { hasText: 'Versiuni' }).click()
    await second.locator('.act button', { hasText: 'Aprobă' }).click()
    await second.locator('.toast', { hasText: 'Aprobată' }).waitFor()
    await second.locator('.kread button', { hasText: 'Citește' }).click()
    await second.locator('.art', { hasText: 'Aproape toate serviciile sunt gratuite' }).waitFor()
    await go(second, '#/knowledge/travel-title-adult')
    await second.locator('.kread', { hasText: 'În cazuri: inserat 1, a rezolvat 1' }).waitFor()
  })
  await second.context().close()

  const narrow = await open({ width: 390, height: 800 })
  await signIn(narrow, accounts.operator)
  await task('is read on a phone, in English', async () => {
    await go(narrow, '#/knowledge/travel-title-adult')
    await narrow.locator('.kread button', { hasText: 'engleză' }).click()
    await narrow.locator('.art[lang=en]').waitFor()
    assert.ok(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling')
    await accessible(narrow, 'an article on a phone')
  })
  await task('has all its words in English', async () => {
    await ask(narrow, 'PATCH', '/session/account', { language: 'en' })
    try {
      await narrow.reload()
      await narrow.locator('.phead h1', { hasText: 'Knowledge' }).waitFor()
      await narrow.locator('.art h3', { hasText: 'Documents' }).waitFor()
      assert.deepEqual((await narrow.locator('main').innerText()).match(/\bknowledge\.[a-z_.]+/g), null, 'no key stands for a text')
      await accessible(narrow, 'the knowledge screen in English')
    } finally { await ask(narrow, 'PATCH', '/session/account', { language: 'ro' }) }
  })
  await narrow.context().close()
}
