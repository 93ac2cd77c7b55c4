import type { Access, Grant, Service } from '@/db/access/access';
import type { Site } from '@/db/access/set-up';
import { OperatorError } from '@/db/operator-error';
import type { Guest } from '@/environment';
import { roleOf } from '@/roles';
import { APPENDING, READING } from './rights';

/**
 * Adds the logins of other programs to the site. Each reads the messages, and may append to its declared categories.
 * Its password is kept beside those of the services, under `guest-<name>`.
 * @throws {OperatorError} for a category in which a service of the site writes events, because only that service
 * decides what happened.
 */
export function withGuests(site: Site, guests: readonly Guest[]): Site {
  if (guests.length === 0) return site;
  const { access } = site;
  const services = guests.map((guest) => serviceOf(access, guest));
  const names = new Set(services.map(({ name }) => name));
  const owned = new Set(access.services.flatMap(({ writes }) => writes.filter(isOfEvents)));
  const mayGuestNever = (action: string) => NEVER.test(action) || owned.has(action.replace(/^append to /, ''));
  return {
    ...site,
    access: {
      ...access,
      services: [...access.services, ...services],
      grants: [...access.grants, ...services.flatMap(grantsOf)],
      mayNever: (service, action) =>
        names.has(service.name) ? mayGuestNever(action) : access.mayNever(service, action),
    },
  };
}

function serviceOf({ services }: Access, { name, writes }: Guest): Service {
  const owner = services.find((service) =>
    service.writes.some((category) => isOfEvents(category) && writes.includes(category)),
  );
  if (owner) {
    throw new OperatorError(
      `DATABASE_GUESTS lets ${name} append to a category whose events ${owner.name} alone writes: let it send commands instead.`,
    );
  }
  const login = `guest-${name}`;
  return { name: login, role: roleOf(login), group: null, writes, names: null };
}

const isOfEvents = (category: string) => !category.endsWith(':command');

function grantsOf({ role, writes }: Service): Grant[] {
  const execute = (name: string) => ({ privilege: 'EXECUTE', object: `FUNCTION message_store.${name}`, role });
  const select = (object: string) => ({ privilege: 'SELECT', object, role });
  const reading = [
    { privilege: 'USAGE', object: 'SCHEMA message_store', role },
    select('TABLE message_store.messages'),
    ...[...READING, 'message_store_version'].map(execute),
  ];
  if (writes.length === 0) return reading;
  return [
    ...reading,
    ...APPENDING.map(execute),
    select('TABLE message_store.writer'),
    // For currval, which returns the global position of the appended message.
    select('SEQUENCE message_store.messages_global_position_seq'),
  ];
}

/**
 * What no guest may ever do: change the log, read more than the log, or act as another role. Nor may it append to a
 * category in which a service of the site writes events: see `withGuests`.
 */
const NEVER =
  /^(insert into|update|delete from|truncate|alter or drop|make|add) |^(read|execute) (view|runtime|personal)\.|^append to nobodys$|^(become|log in as|make itself|give itself|change the database|make a role|run programs|switch|watch) /;
