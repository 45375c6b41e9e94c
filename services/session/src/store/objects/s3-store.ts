import { Readable } from 'node:stream';
import { AppError, dispositionOf, importLate } from '@rollcall/service-kit';
import { type ObjectStore, requireKey } from './object-store.ts';

export interface S3Options {
  bucket: string;
  /** Of a server that is not Amazon's. */
  endpoint?: string | undefined;
  region?: string | undefined;
}

const CONNECT_MS = 2_000;
const ANSWER_MS = 15_000;

/** Servers that are not Amazon's have the bucket in the path, and not all of them know checksums in trailers. */
const elsewhere = {
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/**
 * Files in a bucket of S3, or of a server that speaks like it; credentials are found by the SDK's own chain. The SDK is loaded
 * here and nowhere else. Uploads that a process leaves half done are for a lifecycle rule of the bucket
 * (AbortIncompleteMultipartUpload).
 */
export async function openS3Store({ bucket, endpoint, region }: S3Options): Promise<ObjectStore> {
  const [{ S3Client, GetObjectCommand, DeleteObjectCommand }, { Upload }, { getSignedUrl }] = await Promise.all([
    importLate(() => import('@aws-sdk/client-s3')),
    importLate(() => import('@aws-sdk/lib-storage')),
    importLate(() => import('@aws-sdk/s3-request-presigner')),
  ]);
  const client = new S3Client({
    ...(region && { region }),
    ...(endpoint && { endpoint, ...elsewhere }),
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
  });
  const objectOf = (key: string) => ({ Bucket: bucket, Key: requireKey(key) });

  return {
    async put(key, content, { type }) {
      const Body = content instanceof Uint8Array ? content : Readable.from(inBytes(content));
      await attempt(new Upload({ client, params: { ...objectOf(key), Body, ContentType: type } }).done());
    },

    async get(key) {
      try {
        const { Body } = await attempt(client.send(new GetObjectCommand(objectOf(key))));
        return Body ? (Body as Readable) : null;
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return null;
        throw error;
      }
    },

    async delete(key) {
      await attempt(client.send(new DeleteObjectCommand(objectOf(key))));
    },

    async addressOf(key, { fileName, expiresAt }) {
      const command = new GetObjectCommand({
        ...objectOf(key),
        ResponseContentDisposition: dispositionOf(fileName),
      });
      const expiresIn = Math.max(1, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
      return attempt(getSignedUrl(client, command, { expiresIn }));
    },

    isGood: () => false,

    tidy: async () => undefined,

    close: () => client.destroy(),
  };
}

async function* inBytes(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}

/** A store that says "later", or nothing, is away; its refusals are the operator's to see. */
async function attempt<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const { name, $metadata } = cause as Error & { $metadata?: { httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode ?? 0;
    if (status >= 500 || status === 429 || name === 'TimeoutError') throw new AppError('try_again', { cause });
    throw cause;
  }
}
