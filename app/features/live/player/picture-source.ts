/** Where the picture comes from: hls.js over (Managed)MediaSource, or the browser's own HLS. */
export interface PictureSource {
  /** The end of what the playlist offers, in seconds of the video element's time; null while unknown. */
  edge(): number | null
  /** Where a viewer should be now: as near to the edge as the server recommends; null while unknown. */
  livePosition(): number | null
  /** When what is seen now was before the camera, in milliseconds since the epoch; null while that is unknown. */
  playingAt(): number | null
  /** When a playlist last arrived, in milliseconds since the epoch; null where the browser does not tell. */
  heardAt(): number | null
  /** Restarts the decoder with what is there. */
  recover(): void
  close(): void
}

/** gone: the server has no such stream (any more). */
export type SourceFailure = 'network' | 'media' | 'gone'

export interface SourceEvents {
  onFailure: (failure: SourceFailure) => void
}
