import { z } from 'zod';

/** The first entry of a backup, which describes it. */
export const ABOUT = 'backup.json';
/** The folder of a backup with the contents of the data folder. */
export const DATA = 'data';

export const about = z.object({
  format: z.literal(1),
  /** The major version of the server that wrote the database. */
  postgres: z.string(),
  /** The backup contains everything that was committed before this time. */
  startedAt: z.iso.datetime(),
});
export type About = z.output<typeof about>;
