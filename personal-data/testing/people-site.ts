import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { AGGREGATORS } from '@/workers/services/services';
import { readEnvironment } from '@/environment';
import { operations } from '@/workers/aggregators/operations/aggregator';
import { makeChannel } from '@/workers/channel/component';
import { makeIdentity } from '@/workers/identity/component';
import { hashOfToken } from '@/text/hash-of-token';
import { identity } from '@/workers/identity/contract';
import { schemaOf, type Component } from '@message-db/runtime';
import { eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestAggregator, startTestComponent, type TestWorker } from '@/workers/testing/worker';
import { makeSendEmail } from '@/workers/send-email/component';
import { makeVideoPublishing } from '@/workers/video-publishing/component';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { addressFingerprint } from '../address';
import { KEY_BYTES, encryptFields } from '../encryption';

/** All aggregators. Operations comes first: it shows the times of messages, and tests change those. */
export const aggregators = [operations, ...AGGREGATORS.filter((aggregator) => aggregator !== operations)];

/** A person who has registered. */
export interface Person {
  readonly userId: string;
  readonly addressId: string;
  readonly key: Buffer;
  /** Their personal data, unencrypted. */
  readonly clearText: { readonly email: string; readonly name: string; readonly passwordHash: string };
  /** The data of their `Register` command. */
  /** The event of the link with which they registered. */
  readonly link: ReturnType<typeof identity.events.RegistrationRequested>;
  readonly registration: ReturnType<typeof identity.commands.Register>['data'];
}

/** Opens a database and a data folder with all workers that handle personal data. */
export async function openPeopleSite() {
  const site = await openTestSite();
  const dataDir = await mkdtemp(join(tmpdir(), 'personal-data-'));
  const variables = { NODE_ENV: 'test' as const, DATABASE_URL: site.url, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const environment = readEnvironment(variables);
  const running: TestWorker[] = [];
  const outbox = environment.dataPath('outbox');
  const components = {
    channel: makeChannel(environment),
    identity: makeIdentity(environment),
    sendEmail: makeSendEmail(environment),
    videoPublishing: makeVideoPublishing(environment),
  };

  async function run(...started: TestWorker[]): Promise<void> {
    running.push(...started);
    await Promise.all(started.map(({ ready }) => ready));
  }

  async function send(commandStream: string, command: Parameters<typeof site.write>[1]): Promise<void> {
    await site.write(commandStream, command);
  }

  return {
    site,
    variables,
    environment,
    components,
    startComponents: (...some: Component[]) => run(...some.map((component) => startTestComponent(site.url, component))),
    startAggregators: () => run(...aggregators.map((aggregator) => startTestAggregator(site.url, aggregator))),
    stopAll: () => Promise.all(running.splice(0).map((worker) => worker.stop())),

    /** Registers a person with a link of an hour ago, as the application does. @param email unique by default. */
    async register(name: string, email = `${randomUUID()}@example.com`): Promise<Person> {
      const [userId, key, token] = [randomUUID(), randomBytes(KEY_BYTES), randomUUID()];
      const clearText = {
        email,
        name: `${name} ${randomUUID()}`,
        passwordHash: `$argon2id$v=19$m=19456,t=2,p=1$${randomUUID()}`,
      };
      const { rows } = await site.pool.query<{ addressId: string; kept: boolean }>(
        'SELECT personal.address_id($1) AS "addressId", personal.keep_key($2, $3) AS kept',
        [addressFingerprint(email), userId, key],
      );
      const { addressId } = rows[0]!;
      const ids = { userId, addressId, tokenHash: hashOfToken(token) };
      // Long enough ago for another one to the same address.
      const requestedAt = new Date(Date.now() - 3600_000).toISOString();
      const link = identity.events.RegistrationRequested({
        ...ids,
        ...encryptFields(key, userId, { email, token }),
        requestedAt,
      });
      await site.write(identity.stream(addressId), link);
      const register = identity.commands.Register({ ...ids, ...encryptFields(key, userId, clearText) });
      await send(identity.commandStream(addressId), register);
      return { userId, addressId, key, clearText, link, registration: register.data };
    },

    async signIn({ userId }: Person): Promise<void> {
      await send(
        identity.commandStream(userId),
        identity.commands.RecordSignIn({ userId, sessionHash: 'a'.repeat(64) }),
      );
    },

    /** Writes the events of a playable video of this person. @returns its id. */
    async addVideo({ userId: ownerId }: Person): Promise<string> {
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
        // The file does not exist, so the processing that follows does nothing.
        events.VideoProcessed({ videoId, uploadId }),
      ]);
      return videoId;
    },

    send,

    async deleteAccount({ userId }: Person): Promise<void> {
      await send(identity.commandStream(userId), identity.commands.DeleteAccount({ userId }));
    },

    /**
     * Waits until every component has handled all messages. The results of a message commit with the component's
     * checkpoint.
     */
    async componentsCaughtUp(): Promise<void> {
      await eventually(async () => {
        const { rows } = await site.pool.query(
          `SELECT consumer, category FROM runtime.checkpoint WHERE position <>
             (SELECT coalesce(max(global_position), 0) FROM message_store.messages WHERE message_store.category(stream_name) = category)`,
        );
        expect(rows).toEqual([]);
      });
    },

    /** Waits until every aggregator has projected all events. */
    async aggregatorsCaughtUp(): Promise<void> {
      for (const aggregator of aggregators) {
        const schema = schemaOf(aggregator);
        for (const { category } of aggregator.projections)
          await handled(site, schema, category, `${schema}.checkpoint`);
      }
    },

    /**
     * Searches all tables of all schemas, and the outbox, for a person's clear text and key.
     * @returns the tables with a match, as `schema.table`, and `outbox`.
     */
    async tracesOf({
      clearText,
      key,
    }: {
      clearText: Readonly<Record<string, string>>;
      key: Buffer;
    }): Promise<string[]> {
      const texts = [...Object.values(clearText), key.toString('hex')].map((text) => text.toLowerCase());
      const { rows } = await site.pool.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
      );
      const places: string[] = [];
      for (const { name } of rows) {
        const { rowCount } = await site.pool.query(
          `SELECT FROM ${name} AS any_row, unnest($1::text[]) AS wanted WHERE strpos(lower(any_row::text), wanted) > 0`,
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
