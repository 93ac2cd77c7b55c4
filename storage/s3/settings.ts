import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { Environment } from '@/environment';

/** Where the bucket is, and how this site may reach it. */
export interface S3Settings {
  readonly bucket: string;
  readonly client: S3ClientConfig;
}

/** How long S3 may take to accept a connection, or be silent, in milliseconds. */
const CONNECTION_MS = 5_000;
const SILENCE_MS = 60_000;

/**
 * Returns the settings of S3.
 * @param attempts how often a request is tried, with growing pauses. Ten take up to two minutes.
 */
export function s3Settings(
  { S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }: Environment,
  attempts: number,
): S3Settings {
  if (S3_BUCKET === undefined) throw new Error('S3_BUCKET is not set');
  return {
    bucket: S3_BUCKET,
    client: {
      region: S3_REGION,
      maxAttempts: attempts,
      requestHandler: { connectionTimeout: CONNECTION_MS, requestTimeout: SILENCE_MS, socketTimeout: SILENCE_MS },
      // Many servers other than Amazon's know neither buckets as host names nor the checksums of newer clients.
      ...(S3_ENDPOINT !== undefined && { endpoint: S3_ENDPOINT, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // Without keys the SDK asks the machine, as on Amazon's own.
      ...(S3_ACCESS_KEY_ID !== undefined &&
        S3_SECRET_ACCESS_KEY !== undefined && {
          credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
        }),
    },
  };
}
