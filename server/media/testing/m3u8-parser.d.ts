declare module 'm3u8-parser' {
  export interface Manifest {
    targetDuration: number
    mediaSequence: number
    discontinuitySequence: number
    endList?: boolean
    skip?: { skippedSegments: number }
    segments: {
      uri: string
      duration: number
      timeline: number
      discontinuity?: boolean
      dateTimeObject?: Date
      map?: { uri: string; byterange?: { length: number; offset: number } }
      byterange?: { length: number; offset: number }
      parts?: { duration: number; uri: string }[]
    }[]
    preloadSegment?: { parts?: { duration: number; uri: string }[]; preloadHints?: { uri: string }[] }
  }

  export class Parser {
    manifest: Manifest
    on(event: 'warn' | 'error' | 'info', listener: (complaint: { message: string }) => void): void
    push(text: string): void
    end(): void
  }
}
