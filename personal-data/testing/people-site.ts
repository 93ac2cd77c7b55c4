import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { AGGREGATORS } from '@/db/access/services';
import { readEnvironment } from '@/environment';
import { operations } from '@/workers/aggregators/operations/aggregator';
import { makeIdentity } from '@/workers/identity/component';
import { identity } from '@/workers/identity/contract';
import { schemaOf } from '@/workers/runtime/aggregator-tables';
import type { Component } from '@/workers/runtime/subscription';
import { eventually, handled, openTestSite } from '@/workers/runtime/testing/site';
import { startTestAggregator, startTestComponent, type TestWorker } from '@/workers/runtime/testing/worker';
import { makeSendEmail } from '@/workers/send-email/component';
import { makeVideoPublishing } from '@/workers/video-publishing/component';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { addressFingerprint } from '../address';
import { KEY_BYTES, encryptFields } from '../encryption';

/** All of them; operations first, as it shows the times of messages, which a test changes. */
export const aggregators = [operations, ...AGGREGATORS.filter((aggregator) => aggregator !== operations)];

/** Somebody who has registered, and what names them. */
export interface Person {
  readonly userId: string;
  readonly addressId: string;
  readonly key: Buffer;
  readonly told: { readonly email: string; readonly name: string; readonly passwordHash: string };
  /** What they asked for. */
  readonly registration: ReturnType<typeof identity.commands.Register>['data'];
}

/** All workers that have to do with persons, on a database and in a data folder of their own. */
export async function openPeopleSite() {
  const site = await openTestSite();
  const dataDir = await mkdtemp(join(tmpdir(), 'personal-data-'));
  const variables = { NODE_ENV: 'test' as const, DATABASE_URL: site.url, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const environment = readEnvironment(variables);
  const running: TestWorker[] = [];
  const outbox = environment.dataPath('outbox');
  const components = {
    identity: makeIdentity(environment),
    sendEmail: makeSendEmail(environment),
    videoPublishing: makeVideoPublishing(),
  };

  async function run(...started: TestWorker[]): Promise<void> {
    running.push(...started);
    await Promise.all(started.map(({ ready }) => ready));
  }

  async function ask(commandStream: string, command: Parameters<typeof site.write>[1]): Promise<void> {
    await site.write(commandStream, command);
  }

  return {
    site,
    variables,
    components,
    startComponents: (...some: Component[]) => run(...some.map((component) => startTestComponent(site.url, component))),
    startAggregators: () => run(...aggregators.map((aggregator) => startTestAggregator(site.url, aggregator))),
    stopAll: () => Promise.all(running.splice(0).map((worker) => worker.stop())),

    /** Asks to register somebody, as the application does. @param email theirs alone, unless told. */
    async register(name: string, email = `${randomUUID()}@example.com`): Promise<Person> {
      const [userId, key, confirmationToken] = [randomUUID(), randomBytes(KEY_BYTES), randomUUID()];
      const told = {
        email,
        name: `${name} ${randomUUID()}`,
        passwordHash: `$argon2id$v=19$m=19456,t=2,p=1$${randomUUID()}`,
      };
      const { rows } = await site.pool.query<{ addressId: string; kept: boolean }>(
        'SELECT personal.address_id($1) AS "addressId", personal.keep_key($2, $3) AS kept',
        [addressFingerprint(email), userId, key],
      );
      const { addressId } = rows[0]!;
      const command = identity.commands.Register({
        userId,
        addressId,
        confirmationToken,
        ...encryptFields(key, userId, told),
      });
      const registration = command.data;
      await ask(identity.commandStream(addressId), command);
      return { userId, addressId, key, told, registration };
    },

    /** What somebody does who has an account. */
    async live({ userId, registration: { confirmationToken } }: Person): Promise<void> {
      const { ConfirmEmail, RecordSignIn } = identity.commands;
      await ask(identity.commandStream(userId), [
        ConfirmEmail({ userId, confirmationToken }),
        RecordSignIn({ userId, sessionHash: 'a'.repeat(64) }),
      ]);
    },

    /** Somebody's video that plays, as its processing would have left it. @returns its id. */
    async upload({ userId: ownerId }: Person): Promise<string> {
      const { events } = videoPublishing;
      const [videoId, uploadId, at] = [randomUUID(), randomUUID(), new Date().toISOString()];
      await site.write(videoPublishing.stream(videoId), [
        events.VideoUploaded({
          videoId,
          ownerId,
          uploadId,
          fileName: 'a.mp4',
          bytes: 1,
          name: 'A tutorial',
          uploadedAt: at,
        }),
        events.RenditionReady({ videoId, uploadId, width: 320, height: 180, bitsPerSecond: 1_000 }),
        // Its file is not there, so this is all that becomes of the processing.
        events.VideoProcessed({ videoId, uploadId }),
      ]);
      return videoId;
    },

    ask,

    async deleteAccount({ userId }: Person): Promise<void> {
      await ask(identity.commandStream(userId), identity.commands.DeleteAccount({ userId }));
    },

    /** Waits until no component has anything left to do: what follows from a message commits with its position. */
    async settled(): Promise<void> {
      await eventually(async () => {
        const { rows } = await site.pool.query(
          `SELECT consumer, category FROM runtime.position WHERE position <>
             (SELECT coalesce(max(global_position), 0) FROM message_store.messages WHERE message_store.category(stream_name) = category)`,
        );
        expect(rows).toEqual([]);
      });
    },

    /** Waits until every aggregator has projected all there is. */
    async projected(): Promise<void> {
      for (const aggregator of aggregators) {
        const schema = schemaOf(aggregator);
        for (const { category } of aggregator.projections) await handled(site, schema, category, `${schema}.position`);
      }
    },

    /** The tables, of any schema, and the mails that have something in them of what names a person, or their key. */
    async placesOf({ told, key }: { told: Readonly<Record<string, string>>; key: Buffer }): Promise<string[]> {
      const texts = [...Object.values(told), key.toString('hex')].map((text) => text.toLowerCase());
      const { rows } = await site.pool.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
      );
      const places: string[] = [];
      for (const { name } of rows) {
        const { rowCount } = await site.pool.query(
          `SELECT FROM ${name} AS row_of_it, unnest($1::text[]) AS told WHERE strpos(lower(row_of_it::text), told) > 0`,
          [texts],
        );
        if (rowCount) places.push(name);
      }
      for (const file of await readdir(outbox).catch(() => [])) {
        const mail = (await readFile(join(outbox, file), 'utf8')).toLowerCase();
        if (texts.some((text) => mail.includes(text))) places.push('outbox');
      }
      return places;
    },

    async close(): Promise<void> {
      await Promise.all(running.splice(0).map((worker) => worker.stop()));
      await site.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
