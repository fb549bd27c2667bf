// The call page: microphone, connection, keypad. Everything that it says stands in the page, in its language.
'use strict'
const box = document.getElementById('call')
const state = document.getElementById('call-state')
const start = document.getElementById('call-start')
const end = document.getElementById('call-end')
const on = document.getElementById('call-on')
const level = document.getElementById('call-level')
let call = null

function say(what) { state.textContent = what ? box.dataset[what] : '' }

function show(running) {
  start.hidden = running
  end.hidden = on.hidden = !running
  ;(running ? end : start).focus()
}

/** Ends what runs; `why` is what the page says then. */
function stop(why) {
  if (!call) return
  const { connection, stream, context, timer, leg } = call
  call = null
  clearInterval(timer)
  if (leg) navigator.sendBeacon(`/call/${leg}/end`)
  connection?.close()
  stream?.getTracks().forEach((track) => track.stop())
  void context?.close()
  say(why)
  show(false)
}

function measure(stream) {
  const context = new AudioContext()
  const meter = new AnalyserNode(context, { fftSize: 512 })
  context.createMediaStreamSource(stream).connect(meter)
  const samples = new Float32Array(meter.fftSize)
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(samples)
    level.value = Math.min(1, 4 * Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length))
  }, 100)
  return { context, timer }
}

async function begin() {
  const own = (call = {})
  say('asks')
  show(true)
  try {
    own.stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
  } catch {
    stop('refused')
    return
  }
  Object.assign(own, measure(own.stream))
  const connection = (own.connection = new RTCPeerConnection())
  connection.ontrack = ({ track }) => {
    const speaker = new Audio()
    speaker.srcObject = new MediaStream([track])
    void speaker.play().catch(() => {})
  }
  connection.onconnectionstatechange = () => {
    if (call !== own) return
    if (connection.connectionState === 'connected') { own.talks = true; say('talks') }
    if (connection.connectionState === 'failed') stop('failed')
  }
  try {
    own.stream.getTracks().forEach((track) => connection.addTrack(track, own.stream))
    await connection.setLocalDescription(await connection.createOffer())
    say('connects')
    const answer = await fetch('/call/begin', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ sdp: connection.localDescription.sdp, mission: box.dataset.mission }),
    })
    if (!answer.ok) { stop(answer.status === 429 ? 'busy' : 'failed'); return }
    const { leg, sdp } = await answer.json()
    own.leg = leg
    if (call !== own) { navigator.sendBeacon(`/call/${leg}/end`); return }
    await connection.setRemoteDescription({ type: 'answer', sdp })
    watch(own)
  } catch {
    stop('failed')
  }
}

/** The centre hangs up by falling silent: no packet for three seconds. */
function watch(own) {
  let packets = -1, silent = 0
  const timer = setInterval(async () => {
    if (call !== own) { clearInterval(timer); return }
    if (!own.talks) return
    for (const one of (await own.connection.getStats()).values()) {
      if (one.type !== 'inbound-rtp') continue
      silent = one.packetsReceived === packets ? silent + 1 : 0
      packets = one.packetsReceived
      if (silent === 3) { own.leg = null; stop('ended') }
    }
  }, 1000)
}

if (navigator.mediaDevices && window.RTCPeerConnection) {
  box.hidden = false
  start.addEventListener('click', () => void begin())
  end.addEventListener('click', () => stop('ended'))
  box.addEventListener('click', ({ target }) => {
    const key = target.dataset?.key
    if (key) call?.connection?.getSenders()[0]?.dtmf?.insertDTMF(key, 120, 70)
  })
  addEventListener('pagehide', () => stop(''))
}
