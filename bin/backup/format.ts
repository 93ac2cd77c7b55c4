import { z } from 'zod';

/** The first entry of a backup: what it is a backup of. */
export const ABOUT = 'backup.json';
/** What was the data folder is below this. */
export const DATA = 'data';

export const about = z.object({
  format: z.literal(1),
  /** The major version of the server that wrote the database. */
  postgres: z.string(),
  /** All that was committed before this is in the backup. */
  startedAt: z.iso.datetime(),
});
export type About = z.output<typeof about>;
