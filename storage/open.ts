import type { Environment } from '@/environment';
import { DiskStorage } from './disk/disk-storage';
import { LocalCopies } from './s3/copies';
import { S3Storage } from './s3/s3-storage';
import { s3Settings } from './s3/settings';
import type { Storage } from './storage';

/** How often a worker tries a request to S3, whose results took long, and how often anybody else. */
const ATTEMPTS = { worker: 10, others: 3 } as const;

/** Returns the storage of the site. Connects to nothing yet. */
export function openStorage(environment: Environment, as: keyof typeof ATTEMPTS = 'others'): Storage {
  return environment.STORAGE === 's3' ? openS3(environment, ATTEMPTS[as]) : new DiskStorage(environment.DATA_DIR);
}

/** Returns the bucket of the settings, whether or not the site uses it now. */
export function openS3(environment: Environment, attempts: number = ATTEMPTS.others): S3Storage {
  return new S3Storage(s3Settings(environment, attempts), new LocalCopies(environment.dataPath('copies')));
}
