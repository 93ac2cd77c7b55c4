import { createHash } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { createMessageStore, createPool, type Contract, type Message } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { roleOf } from '@/roles';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { encryptExample, storeExampleKeys } from '@/personal-data/testing/example-keys';
import { ada, bob, bread, history, knots, sails } from '@/workers/aggregators/testing/history';
import { captioning } from '@/workers/captioning/contract';
import { identity } from '@/workers/identity/contract';
import { examples } from '@/workers/identity/examples';
import { series } from '@/workers/series/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { projectInto } from '@/workers/testing/aggregator';
import { collaboration } from '@/workers/collaboration/contract';
import { examples as invitationExamples } from '@/workers/collaboration/examples';
import { AGGREGATORS } from '@/workers/services/services';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { hashPassword } from '../auth/password';

/*
 * The application on a real database, for tests of pages and actions. It has the history of the aggregators' tests and
 * no components. A test mocks what only Next has (next/headers, next/cache, next/font, next/navigation), and, if
 * it sends commands, `await-trace`, which would wait for a component.
 */

export { ada, bob, bread, knots, sails } from '@/workers/aggregators/testing/history';
/** The administrator. */
export const cyd = '00000000-0000-4000-8000-00000000000d';
/** Collaborators of Ada's draft `sails`: an editor, a viewer, and one whom she has removed. */
export const [eve, vic, dan] = ['1e', '1c', '1d'].map((end) => `00000000-0000-4000-8000-0000000000${end}`) as [
  string,
  string,
  string,
];
export const CYDS_EMAIL = 'cyd@example.com';
export const CYDS_PASSWORD = 'the password of Cyd';

const SECRET = 'a secret for these tests, and no other';

/** Returns the value of the cookie of a session that has not ended. Each user has one. */
export function sessionCookieOf(userId: string): Promise<string> {
  const token = { sub: userId, sessionId: 'the session of a test' };
  if (!sessionCookies.has(userId)) sessionCookies.set(userId, encode({ token, secret: SECRET }));
  return sessionCookies.get(userId)!;
}
const sessionCookies = new Map<string, Promise<string>>();

/** Bob's video, published, with captions that were edited. */
export const tents = '10000000-0000-4000-8000-00000000000a';
export const tentsCaptions = '50000000-0000-4000-8000-00000000000a';
const { CaptioningOpened, TrackAdded, LinesWritten, LinesEdited } = captioning.events;
const said = (lineId: number, text: string) => ({ lineId, start: lineId * 1_000, end: lineId * 1_000 + 900, text });

const { Registered, EmailConfirmed } = identity.events;
const { VideoUploaded, VideoProbed, RenditionReady, VideoPublished, CollaboratorAdmitted, CollaboratorDismissed } =
  videoPublishing.events;

/** Ada's series, which is published: a public lesson, one that comes later, a private one, and a video of Bob's. */
export const ropes = '40000000-0000-4000-8000-000000000001';
/** Bob's series, which is not. */
export const camping = '40000000-0000-4000-8000-000000000002';
const { SeriesCreated, SeriesEdited, SectionAdded, LessonAdded, LessonScheduled, SeriesPublished } = series.events;

/** The events of a series with these lessons in one section. */
function seriesOf(seriesId: string, ownerId: string, title: string, videoIds: readonly string[]) {
  const sectionId = seriesId.replace('40', '41');
  return [
    SeriesCreated({ seriesId, ownerId, title, createdAt: '2026-03-04T08:00:00.000Z' }),
    SectionAdded({ seriesId, sectionId, title: 'Beginnings', rank: 'a0' }),
    ...videoIds.map((videoId, at) =>
      LessonAdded({ seriesId, lessonId: lessonOf(seriesId, at), videoId, sectionId, rank: `a${at}` }),
    ),
  ];
}
const lessonOf = (seriesId: string, at: number) => seriesId.replace('40', `42`).replace('0000-', `000${at}-`);

/** The token of Ada's invitation of Dan to work on `sails` again. */
export const INVITATION_TOKEN = 'the token of an invitation';
/** The token of Ada's invitation of an address. */
export const MAILED_TOKEN = 'the token of an invitation to an address';
const invitation = [
  collaboration.stream(ada),
  collaboration.events.CollaboratorInvited({
    ...invitationExamples.events.CollaboratorInvited.data,
    ...{ invitationId: '50000000-0000-4000-8000-0000000000ff', ownerId: ada, userId: ada, inviteeId: dan },
    ...{ addressId: undefined, email: undefined },
    ...{ subjectKind: 'video', subjectId: sails, title: 'sails', role: 'editor' },
    tokenHash: createHash('sha256').update(INVITATION_TOKEN).digest('hex'),
    expiresAt: '2999-03-09T08:00:00.000Z',
  }),
  collaboration.events.CollaboratorInvited({
    ...invitationExamples.events.CollaboratorInvited.data,
    ...{ ownerId: ada, userId: ada, invitationId: '50000000-0000-4000-8000-0000000000ad' },
    ...{ subjectKind: 'video', subjectId: sails, title: 'sails', role: 'viewer' },
    tokenHash: createHash('sha256').update(MAILED_TOKEN).digest('hex'),
    expiresAt: '2999-03-09T08:00:00.000Z',
  }),
] as const;

/** The accounts of the collaborators of `sails`, and their access to it. */
function collaborators(passwordHash: string) {
  const accounts = [eve, vic, dan].map((userId) => {
    const name = `Person ${userId.slice(-2)}`;
    const person = encryptExample(userId, { name, email: `${userId}@example.com`, passwordHash });
    const { data } = examples.events.Registered;
    return [identity.stream(userId), Registered({ ...data, userId, ...person }), EmailConfirmed({ userId })] as const;
  });
  const access = (collaboratorId: string, role: 'editor' | 'viewer') => ({
    ...{ videoId: sails, ownerId: ada, accessId: collaboratorId.replace('00', '52'), collaboratorId, role },
  });
  const ofSails = [
    videoPublishing.stream(sails),
    CollaboratorAdmitted(access(eve, 'editor')),
    CollaboratorAdmitted(access(vic, 'viewer')),
    CollaboratorAdmitted(access(dan, 'editor')),
    CollaboratorDismissed(access(dan, 'editor')),
  ] as const;
  return [...accounts, ofSails];
}

/** Gives a person, or one to come, a link to this address with this token. The id of the address is the person's. */
export async function addAddressLink(userId: string, email: string, token: string): Promise<void> {
  const pool = createPool({ connectionString: process.env.DATABASE_URL!, role: roleOf('user-credentials'), max: 1 });
  const view = `${schemaOf(userCredentials)}.user_credentials_address_links`;
  await pool.query(`DELETE FROM ${view}`);
  await pool.query(`INSERT INTO ${view} VALUES ($1, $1, $2, $3, now() + interval '1 hour')`, [
    userId,
    email,
    createHash('sha256').update(token).digest('hex'),
  ]);
  await pool.end();
}

export interface TestApplication {
  /** Returns the written commands of a category, oldest first. */
  commands: (contract: Contract) => Promise<readonly Message[]>;
  stop: () => Promise<void>;
}

/** Sets up the database and the settings. Import pages and actions after this. */
export async function startTestApplication(): Promise<TestApplication> {
  const database = await createTestDatabase();
  const passwordHash = await hashPassword(CYDS_PASSWORD, Buffer.alloc(16, 'salt'));
  const person = encryptExample(cyd, { name: 'Cyd', email: CYDS_EMAIL, passwordHash });
  const registered = Registered({
    ...examples.events.Registered.data,
    userId: cyd,
    ...person,
    registeredAt: '2026-02-01T08:00:00.000Z',
  });
  const file = { videoId: tents, uploadId: 'tents-file' };
  const source = { fileName: 'tents.mp4', bytes: 1000, name: 'tents', uploadedAt: '2026-03-03T08:00:00.000Z' };
  const site = [
    ...collaborators(passwordHash),
    invitation,
    ...history,
    [identity.stream(cyd), registered, EmailConfirmed({ userId: cyd })],
    [
      videoPublishing.stream(tents),
      VideoUploaded({ ...file, ownerId: bob, ...source }),
      VideoProbed({ ...file, durationSeconds: 45, width: 640, height: 360 }),
      RenditionReady({ ...file, width: 640, height: 360, bitsPerSecond: 400_000 }),
      VideoPublished({ videoId: tents, ownerId: bob, publishedAt: '2026-03-03T09:00:00.000Z' }),
    ],
    [
      captioning.stream(tents),
      CaptioningOpened({ videoId: tents, ownerId: bob }),
      TrackAdded({
        ...{ videoId: tents, trackId: tentsCaptions, source: 'upload', language: 'en', label: '', lineCount: 2 },
        ...{ fileName: 'tents.srt', userId: bob, at: '2026-03-03T08:30:00.000Z' },
      }),
      LinesWritten({ videoId: tents, trackId: tentsCaptions, lines: [said(0, 'Unfold it.'), said(1, 'Peg it.')] }),
      LinesEdited({
        ...{ videoId: tents, trackId: tentsCaptions, editId: tentsCaptions, revision: 1, lineCount: 1 },
        ...{ written: [said(0, 'Unroll it.')], removed: [1], userId: bob, at: '2026-03-03T08:40:00.000Z' },
      }),
    ],
    [
      series.stream(ropes),
      ...seriesOf(ropes, ada, 'Ropes & lines', [knots, sails, bread, tents]),
      SeriesEdited({ seriesId: ropes, points: ['Tie what holds'], description: 'For everybody with a boat.' }),
      LessonScheduled({
        seriesId: ropes,
        lessonId: lessonOf(ropes, 1),
        releaseAt: '2999-03-09T08:00:00.000Z',
        announcedAs: 'All about cloth',
      }),
      SeriesPublished({ seriesId: ropes, publishedAt: '2026-03-04T09:00:00.000Z' }),
    ],
    [series.stream(camping), ...seriesOf(camping, bob, 'Camping', [tents, bread])],
  ] as const;
  await storeExampleKeys(database.url, [ada, bob, cyd, eve, vic, dan]);
  for (const aggregator of AGGREGATORS) await projectInto(database.url, aggregator, site);

  Object.assign(process.env, {
    DATABASE_URL: database.url,
    SECRET,
    ADMIN_EMAILS: CYDS_EMAIL,
    NOTIFICATIONS: 'off',
  });
  const pool = createPool({ connectionString: database.url });
  const store = createMessageStore(pool);
  return {
    commands: (contract) => store.readBatch(contract.commandCategory, { batchSize: 1000 }),
    async stop() {
      const { messageStore } = await import('../queries/database');
      await messageStore().pool.end();
      await pool.end();
      await database.drop();
    },
  };
}
