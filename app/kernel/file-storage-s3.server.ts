import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Env } from './env.server.ts'
import { log } from './log.server.ts'
import type { FileStorage } from './file-storage.ts'

/** The SDK reports every request at info level, with its addresses; its errors are thrown to us anyway. */
const troublesOnly = {
  debug: () => undefined,
  info: () => undefined,
  warn: (text: unknown) => log.warn({ part: 'files' }, String(text)),
  error: () => undefined,
}

/** Files in a bucket of an S3-compatible object store. */
export function objectStore(options: NonNullable<Env['s3']>): FileStorage {
  const client = new S3Client({
    region: options.region,
    endpoint: options.endpoint,
    // Stores other than Amazon's rarely have a host name for each bucket.
    forcePathStyle: options.endpoint !== undefined,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    // The SDK's own checksums use a chunked encoding that many compatible stores do not understand.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: troublesOnly,
  })
  const at = (key: string) => ({ Bucket: options.bucket, Key: `files/${key}` })
  return {
    async keep(from, key, { contentType, bytes, sha256 }) {
      await client.send(
        new PutObjectCommand({
          ...at(key),
          Body: createReadStream(from),
          ContentLength: bytes,
          ContentType: contentType,
          ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
        }),
      )
      await rm(from)
    },
    async open(key, range) {
      const found = await client.send(
        new GetObjectCommand({ ...at(key), Range: range && `bytes=${range.first}-${range.last}` }),
      )
      if (!found.Body) throw new Error(`the object store answered without a body for ${key}`)
      return found.Body as Readable
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)))
    },
  }
}
