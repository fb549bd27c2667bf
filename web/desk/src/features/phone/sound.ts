/** The sound of one call: the microphone, the connection, what is heard. Offers; the telephone answers. */
export class CallSound {
  private constructor(private pc: RTCPeerConnection, private stream: MediaStream, private context: AudioContext, private meter: AnalyserNode) {}

  /** Asks for the microphone and connects; `answer` gives the telephone's answer to an offer. */
  static async open(answer: (sdp: string) => Promise<string>, lost: () => void): Promise<CallSound> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
    const pc = new RTCPeerConnection()
    const context = new AudioContext()
    const meter = new AnalyserNode(context, { fftSize: 512 })
    context.createMediaStreamSource(stream).connect(meter)
    const sound = new CallSound(pc, stream, context, meter)
    pc.ontrack = (event) => {
      const speaker = new Audio()
      speaker.srcObject = new MediaStream([event.track])
      void speaker.play().catch(() => {})
    }
    pc.onconnectionstatechange = () => { if (pc.connectionState === 'failed') lost() }
    try {
      for (const track of stream.getTracks()) pc.addTrack(track, stream)
      await pc.setLocalDescription(await pc.createOffer())
      await pc.setRemoteDescription({ type: 'answer', sdp: await answer(pc.localDescription!.sdp) })
    } catch (error) {
      sound.close()
      throw error
    }
    return sound
  }
  mute(on: boolean): void { for (const track of this.stream.getAudioTracks()) track.enabled = !on }
  press(key: string): void { this.pc.getSenders()[0]?.dtmf?.insertDTMF(key, 120, 70) }
  /** How loud the microphone is now, 0 to 1. */
  level(): number {
    const samples = new Float32Array(this.meter.fftSize)
    this.meter.getFloatTimeDomainData(samples)
    return Math.min(1, 4 * Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length))
  }
  close(): void {
    this.pc.onconnectionstatechange = null
    this.pc.close()
    for (const track of this.stream.getTracks()) track.stop()
    void this.context.close()
  }
}

/** A telephone that rings, until the returned function is called: 425 Hz, one second in five. */
export function ring(): () => void {
  const context = new AudioContext()
  const gain = new GainNode(context, { gain: 0 })
  const tone = new OscillatorNode(context, { frequency: 425 })
  tone.connect(gain).connect(context.destination)
  tone.start()
  const once = () => {
    const now = context.currentTime
    gain.gain.setValueAtTime(0.08, now)
    gain.gain.setValueAtTime(0, now + 1)
  }
  once()
  const timer = setInterval(once, 5000)
  return () => { clearInterval(timer); void context.close() }
}
