// What a page hears by WebRTC, looked at by its content, and a microphone whose sound comes through as it is.
import { chromium } from 'playwright-core'

/** A Chromium whose microphone plays a WAV file, again and again. */
export function launchWithMicrophone(file) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file}`, '--autoplay-policy=no-user-gesture-required'],
  })
}

/** Before the page's own script: a tone is no speech, so nothing may filter it; each connection can be listened to. */
export function instrument(context) {
  return context.addInitScript(() => {
    const devices = navigator.mediaDevices
    if (!devices) return
    const plain = devices.getUserMedia.bind(devices)
    devices.getUserMedia = () => plain({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } })
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...settings) {
        super(...settings)
        window.connection = this
        this.addEventListener('track', ({ track }) => {
          const heard = new MediaStream([track])
          window.speaker = new Audio()  // without one Chromium decodes nothing
          window.speaker.srcObject = heard
          void window.speaker.play()
          const sound = new AudioContext()
          window.analyser = new AnalyserNode(sound, { fftSize: 8192, smoothingTimeConstant: 0 })
          sound.createMediaStreamSource(heard).connect(window.analyser)
        })
      }
    }
  })
}

/** The share of the power within 30 Hz of a frequency, and the loudest frequency. */
export function hears(page, hertz) {
  return page.evaluate((wanted) => {
    const analyser = window.analyser
    if (!analyser) return { share: 0, loudest: 0 }
    const bins = new Float32Array(analyser.frequencyBinCount)
    analyser.getFloatFrequencyData(bins)
    const width = analyser.context.sampleRate / analyser.fftSize
    let all = 0, near = 0, best = 0, loudest = 0
    bins.forEach((decibel, at) => {
      const power = 10 ** (decibel / 10)
      all += power
      if (Math.abs(at * width - wanted) <= 30) near += power
      if (power > best) [best, loudest] = [power, at * width]
    })
    return { share: all > 1e-9 ? near / all : 0, loudest }
  }, hertz)
}

/** Answers each line of JSON on standard input ({"do":NAME,…}) by one on standard output; the end of the input ends it. */
export async function obey(lines, work) {
  for await (const line of lines) {
    const wish = JSON.parse(line)
    try {
      console.log(JSON.stringify((await work[wish.do](wish)) ?? {}))
    } catch (error) {
      console.log(JSON.stringify({ error: String(error) }))
    }
  }
}
