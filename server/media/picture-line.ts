import type { Sample } from './mp4/fragment.ts'

export interface Picture {
  /** Ticks on the broadcast's timeline. */
  decodeTime: number
  compositionOffset: number
  key: boolean
  payload: Buffer
}

/** The pictures that wait to be cut into parts, in decode order. */
export class PictureLine {
  #pictures: Picture[] = []
  #bytes = 0

  get waiting(): readonly Picture[] {
    return this.#pictures
  }

  get first(): Picture | undefined {
    return this.#pictures[0]
  }

  get last(): Picture | undefined {
    return this.#pictures.at(-1)
  }

  get bytes(): number {
    return this.#bytes
  }

  push(picture: Picture): void {
    this.#pictures.push(picture)
    this.#bytes += picture.payload.length
  }

  /** Takes out the pictures before `until`, which end where the next one begins, or else at `end`. */
  take(until: number, end: number | null): { decodeTime: number; samples: Sample[] } {
    const next = this.#pictures.findIndex((picture) => picture.decodeTime >= until)
    const taken = this.#pictures.splice(0, next < 0 ? this.#pictures.length : next)
    const following = this.first?.decodeTime ?? end ?? until
    const samples = taken.map((picture, i) => {
      this.#bytes -= picture.payload.length
      return {
        duration: (taken[i + 1]?.decodeTime ?? following) - picture.decodeTime,
        compositionOffset: picture.compositionOffset,
        key: picture.key,
        payload: picture.payload,
      }
    })
    return { decodeTime: taken[0]?.decodeTime ?? until, samples }
  }

  /** Brings what comes after `time` nearer by so many ticks. */
  bringNearer(time: number, ticks: number): void {
    for (const picture of this.#pictures) {
      if (picture.decodeTime > time) picture.decodeTime -= ticks
    }
  }

  clear(): void {
    this.#pictures = []
    this.#bytes = 0
  }
}
