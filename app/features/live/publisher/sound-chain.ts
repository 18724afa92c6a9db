import { meterLevel, SoundHistory } from './sound-word.ts'
import type { SoundWord } from './studio-view.ts'

const meterEveryMs = 100

/**
 * From whichever microphone there is to one track that never ends: microphones may change, be muted or be taken away,
 * and the encoder behind the track hears silence meanwhile and keeps its time.
 */
export class SoundChain {
  #context = new AudioContext({ latencyHint: 'interactive' })
  #meter = new AnalyserNode(this.#context, { fftSize: 1024 })
  #gate = new GainNode(this.#context)
  #destination = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 })
  #source: MediaStreamAudioSourceNode | null = null
  #samples = new Float32Array(1024)
  #level = 0
  #history = new SoundHistory(performance.now())
  #muted = false
  #timer: ReturnType<typeof setInterval>

  /** Best called from a press: browsers start sound only then. */
  constructor(onChange: () => void) {
    this.#meter.connect(this.#gate).connect(this.#destination)
    // Without a source nothing would flow at all.
    const silence = new ConstantSourceNode(this.#context, { offset: 0 })
    silence.connect(this.#gate)
    silence.start()
    this.#context.addEventListener('statechange', onChange)
    this.#timer = setInterval(() => this.#measure(), meterEveryMs)
    this.resume()
  }

  get track(): MediaStreamTrack | undefined {
    return this.#destination.stream.getAudioTracks()[0]
  }

  /** A call, or a browser that waits for a press, has stopped all sound. */
  get stopped(): boolean {
    return this.#context.state !== 'running'
  }

  get level(): number {
    return this.#level
  }

  get word(): SoundWord {
    return this.#history.word(performance.now(), this.#muted)
  }

  use(track: MediaStreamTrack | null): void {
    this.#source?.disconnect()
    this.#source = track ? this.#context.createMediaStreamSource(new MediaStream([track])) : null
    this.#source?.connect(this.#meter)
    this.#history = new SoundHistory(performance.now())
  }

  mute(muted: boolean): void {
    this.#muted = muted
    // Not at once: a step would be heard as a click.
    this.#gate.gain.setTargetAtTime(muted ? 0 : 1, this.#context.currentTime, 0.01)
  }

  resume(): void {
    // Refused until she presses something, or while a call lasts: it is tried again then.
    if (this.stopped && this.#context.state !== 'closed') this.#context.resume().catch(() => undefined)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#source?.disconnect()
    void this.#context.close()
  }

  #measure(): void {
    this.#meter.getFloatTimeDomainData(this.#samples)
    this.#level = this.#source ? meterLevel(this.#samples) : 0
    this.#history.note(performance.now(), this.#level)
  }
}
