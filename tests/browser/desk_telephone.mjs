// An operator at the desk with a microphone, driven by lines of JSON: node desk_telephone.mjs MICROPHONE.wav URL LOGIN
// PASSWORD. {"do":"available"} {"do":"offered"} {"do":"answer"} {"do":"bar"} {"do":"press","name"} {"do":"hears","hertz"}
// {"do":"reload"}
import { createInterface } from 'node:readline'
import { signIn } from './desk.mjs'
import { hears, instrument, launchWithMicrophone, obey } from './listener.mjs'

const [microphone, url, login, password] = process.argv.slice(2)
const browser = await launchWithMicrophone(microphone)
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ro-RO', reducedMotion: 'reduce' })
await instrument(context)
const page = await context.newPage()
page.setDefaultTimeout(15_000)
await signIn(page, { login, password }, url)
const bar = page.locator('.callbar')

await obey(createInterface({ input: process.stdin }), {
  available: async () => {
    await page.locator('.avail.there').click()
    await page.locator('.menu .mi', { hasText: 'Disponibil' }).click()
    await page.locator('.avail.there.available').waitFor()
  },
  offered: async () => ({ text: await page.locator('.offer').innerText() }),
  answer: () => page.locator('.offer .btn.pri', { hasText: 'Răspund' }).click(),
  bar: async () => ({ text: (await bar.count()) ? await bar.innerText() : '' }),
  press: ({ name }) => bar.getByRole('button', { name }).click(),
  hears: ({ hertz }) => hears(page, hertz),
  reload: async () => { await page.reload(); await page.locator('.desk').waitFor() },
})
await browser.close()
