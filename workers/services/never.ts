import type { Service } from '@/db/access/access';
import { SERVICES, type SiteService } from './services';

/** A law: what these services must never be able to do, for any declared rights. */
interface Law {
  readonly who: (service: SiteService) => boolean;
  readonly what: RegExp;
}

const everybody = () => true;
/**
 * The services that may read the keys of personal data. Not imported from rights.ts, so that a mistake there is found.
 */
const READS_KEYS = [
  ...['identity', 'send-email', 'channel', 'collaboration', 'exporting', 'moderation', 'weekly-summaries'],
  ...['channels', 'collaborators', 'home-page', 'moderation-cases', 'search', 'user-credentials', 'videos'],
];

/**
 * Written by hand, so that `db:verify` finds a mistake in the description instead of confirming it. The names are those
 * of actions (db/access/verify/actions.ts).
 */
const LAWS: readonly Law[] = [
  // Only functions append to the log. They check the category's owner.
  { who: everybody, what: /^(insert into|update|delete from|truncate|alter or drop) message_store\./ },
  { who: everybody, what: /^append to nobodys$/ },
  ...SERVICES.flatMap(({ owns }) =>
    owns === null
      ? []
      : [{ who: (other: SiteService) => other.owns !== owns, what: new RegExp(`^append to ${owns}$`) }],
  ),
  {
    who: ({ name }) => !['identity', 'collaboration', 'exporting', 'moderation', 'weekly-summaries'].includes(name),
    what: /^append to sendEmail:command$/,
  },
  {
    who: ({ name }) => !['identity', 'moderation', 'application'].includes(name),
    what: /^append to identity:command$/,
  },
  { who: ({ kind }) => kind === 'aggregator' || kind === 'operator', what: /^append to / },
  {
    who: ({ kind }) => kind !== 'application' && kind !== 'component',
    what: /^execute message_store\.(acquire_lock|write_messages?|find_written)$/,
  },
  // Secrets.
  { who: ({ name }) => name !== 'user-credentials', what: /^read view\.user_credentials\.password_hash$/ },
  { who: ({ name }) => name !== 'user-credentials', what: / user_credentials_v\d+(_b\d+)?(?!\.checkpoint$)(\.|$)/ },
  { who: ({ name }) => name !== 'application' && name !== 'user-credentials', what: /^execute view\.password_of$/ },
  { who: ({ name }) => name !== 'application', what: /^execute runtime\.job_places$/ },
  {
    who: everybody,
    what: /^(insert into|update|delete from|truncate|alter or drop) personal\.|^read personal\.(pepper|checkpoint)$/,
  },
  { who: ({ name }) => !READS_KEYS.includes(name), what: /^read personal\.(message_)?key$/ },
  { who: ({ name }) => name !== 'identity', what: /^execute personal\.forget$/ },
  {
    who: ({ name }) => name !== 'collaboration' && name !== 'identity',
    what: /^execute personal\.forget_message_key$/,
  },
  { who: ({ name }) => name !== 'application', what: /^execute personal\.keep_(message_)?key$/ },
  { who: ({ name }) => name !== 'application' && name !== 'channel', what: /^execute personal\.address_id$/ },
  // Counts of what has a limit change by functions only.
  { who: everybody, what: /^(read|insert into|update|delete from|truncate|alter or drop) limits\./ },
  { who: ({ name }) => name !== 'application', what: /^execute limits\./ },
  { who: everybody, what: /^add another's row / },
  // Pages read views and send commands; people only read.
  {
    who: ({ kind }) => kind === 'application' || kind === 'operator',
    what: /^(insert into|update|delete from|truncate|alter or drop|make|add) /,
  },
  { who: ({ kind }) => kind === 'application', what: /^read message_store\.messages$|^execute message_store\.get_/ },
  { who: ({ kind }) => kind === 'component', what: /^read view\.|^make / },
  // No service gets the rights of another role.
  {
    who: everybody,
    what: /^(become|log in as|make itself|give itself|change the database|make a role|run programs|switch|watch) /,
  },
];

/** Returns whether a law forbids the service this action. */
export function mayNever({ name }: Service, action: string): boolean {
  const service = SERVICES.find((each) => each.name === name)!;
  return LAWS.some(({ who, what }) => who(service) && what.test(action));
}
