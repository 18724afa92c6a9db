/** H.264 as the publisher described it. `avcC` is the AVCDecoderConfigurationRecord; sizes in pixels. */
export interface VideoTrack {
  codec: string
  width: number
  height: number
  avcC: Buffer
}

/** AAC-LC. `asc` is the AudioSpecificConfig; the rate in hertz. */
export interface AudioTrack {
  codec: string
  sampleRate: number
  channels: number
  asc: Buffer
}

export interface Tracks {
  video: VideoTrack
  audio?: AudioTrack
}

/**
 * One coded frame: a length-prefixed (AVCC) H.264 access unit or a raw AAC frame. `at` is the decode time and
 * `compositionOffset` what to add for presentation, both in microseconds of the publisher's clock.
 */
export interface Frame {
  track: 'video' | 'audio'
  at: number
  compositionOffset: number
  key: boolean
  payload: Buffer
}
