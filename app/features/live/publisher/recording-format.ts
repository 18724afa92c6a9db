import type { StartRecordedMessage } from '#app/kernel/ingest-wire.ts'

export interface RecordingFormat extends Pick<StartRecordedMessage, 'container' | 'video'> {
  mimeType: string
}

/** The best first: H.264 needs no encoder on the server. */
const formats: readonly RecordingFormat[] = [
  { mimeType: 'video/webm;codecs=h264,opus', container: 'webm', video: 'h264' },
  { mimeType: 'video/mp4;codecs=avc1.42E01F,mp4a.40.2', container: 'mp4', video: 'h264' },
  { mimeType: 'video/mp4;codecs=avc1,opus', container: 'mp4', video: 'h264' },
  { mimeType: 'video/webm;codecs=vp8,opus', container: 'webm', video: 'other' },
  { mimeType: 'video/webm', container: 'webm', video: 'other' },
  { mimeType: 'video/mp4', container: 'mp4', video: 'other' },
]

/** What this browser's recorder makes that the server can take apart, or null. */
export function recordingFormat(): RecordingFormat | null {
  if (typeof MediaRecorder === 'undefined') return null
  return formats.find(({ mimeType }) => MediaRecorder.isTypeSupported(mimeType)) ?? null
}
