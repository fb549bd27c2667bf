// A citizen on the call page with a microphone, driven by lines of JSON: node citizen_telephone.mjs MICROPHONE.wav URL.
// {"do":"call"} {"do":"press","key"} {"do":"hears","hertz"} {"do":"state"} {"do":"end"}
import { createInterface } from 'node:readline'
import { accessible } from './desk.mjs'
import { hears, instrument, launchWithMicrophone, obey } from './listener.mjs'

const [microphone, url] = process.argv.slice(2)
const browser = await launchWithMicrophone(microphone)
const context = await browser.newContext({ locale: 'ro-RO' })
await instrument(context)
const page = await context.newPage()
page.setDefaultTimeout(15_000)
const state = page.locator('#call-state')

await obey(createInterface({ input: process.stdin }), {
  call: async () => {
    await page.goto(`${url}/call`)
    await accessible(page)
    await page.locator('#call-start').click()
    await state.filter({ hasText: 'Sunteți în legătură' }).waitFor()
    await accessible(page)
  },
  press: ({ key }) => page.locator(`[data-key="${key}"]`).click(),
  hears: ({ hertz }) => hears(page, hertz),
  state: async () => ({ text: await state.innerText() }),
  end: () => page.locator('#call-end').click(),
})
await browser.close()
