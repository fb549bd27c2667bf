// A browser as a telephone, without a server, driven by lines of JSON: node telephone.mjs MICROPHONE.wav.
// {"do":"offer"} {"do":"answer","sdp"} {"do":"hears","hertz"} {"do":"press","keys"} {"do":"mute","on"} {"do":"reload"}
import { createInterface } from 'node:readline'
import { hears, instrument, launchWithMicrophone, obey } from './listener.mjs'

const kPage = 'http://localhost/telephone'  // a secure context
const browser = await launchWithMicrophone(process.argv[2])
const page = await browser.newPage()
await instrument(page.context())
await page.route(kPage, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>telephone</title>' }))
await page.goto(kPage)

await obey(createInterface({ input: process.stdin }), {
  offer: () => page.evaluate(async () => {
    window.microphone = await navigator.mediaDevices.getUserMedia()
    const connection = new RTCPeerConnection()
    for (const track of window.microphone.getTracks()) connection.addTrack(track, window.microphone)
    await connection.setLocalDescription(await connection.createOffer())
    return { sdp: connection.localDescription.sdp }
  }),
  answer: ({ sdp }) => page.evaluate((text) => window.connection.setRemoteDescription({ type: 'answer', sdp: text }), sdp),
  hears: ({ hertz }) => hears(page, hertz),
  press: ({ keys }) => page.evaluate((text) => window.connection.getSenders()[0].dtmf.insertDTMF(text, 100, 70), keys),
  mute: ({ on }) => page.evaluate((off) => { window.microphone.getTracks()[0].enabled = !off }, on),
  reload: () => page.reload().then(() => ({})),
})
await browser.close()
