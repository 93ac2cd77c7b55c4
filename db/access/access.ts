/*
 * The rights of a site's processes and people in its database, as data. db/access sets up a database to match an
 * `Access`, compares a database with it, and verifies its rights. It knows no service, view or worker of a site.
 */

/** A process or a person with a login. */
export interface Service {
  /** Its password is kept under this name. */
  readonly name: string;
  /** Its role in Postgres, a plain lower-case identifier. */
  readonly role: string;
  /**
   * The role without login that has the rights of all services of this kind. Null if no other service has these rights.
   */
  readonly group: string | null;
  /** The categories to which it may append. */
  readonly writes: readonly string[];
  /** A regular expression for the names of its rows in shared tables. Null if it writes to none of them. */
  readonly names: string | null;
}

/** One right on one object to one role: `{ privilege: 'SELECT', object: 'TABLE view.videos', role: '…_application' }`. */
export interface Grant {
  /** Of a column: `SELECT (email)`. */
  readonly privilege: string;
  /**
   * As GRANT writes it, with its schema: `SCHEMA`, `TABLE` (also for a view), `SEQUENCE` or `FUNCTION`; or `DATABASE`,
   * the current one.
   */
  readonly object: string;
  readonly role: string;
}

/** The views of one aggregator, over the tables of its live build. */
export interface AggregatorViews {
  /** The name of its service, which owns them. */
  readonly service: string;
  /** The version of its tables in this release. */
  readonly version: number;
  readonly views: readonly View[];
}

/** A view in the schema `view`. */
export interface View {
  readonly name: string;
  /** The columns that no reader may see. */
  readonly hidden: readonly string[];
  /** Its comment in the database. */
  readonly comment: string;
  /** Returns its SELECT from the tables in the schema of a build. */
  query(schema: string): string;
}

/** A table that services share, and statements for `db:verify` that add a row to it. */
export interface SharedTable {
  /** The table's name with its schema. */
  readonly table: string;
  /** Statements that the service may run, if it may insert into the table. */
  own(service: Service): string[];
  /** Statements that add another service's row. */
  others(service: Service): string[];
}

/** All rights of a site. */
export interface Access {
  /** The schemas that set-up makes. The workers of aggregators make theirs. */
  readonly schemas: readonly string[];
  readonly services: readonly Service[];
  /** The grants in these schemas and on the database. Set-up revokes all others. */
  readonly grants: readonly Grant[];
  /** Row policies of the schema `runtime`: each is the text after CREATE POLICY, as Postgres prints it. */
  readonly policies: readonly string[];
  readonly aggregators: readonly AggregatorViews[];
  /** The roles that read the views. */
  readonly readers: readonly string[];
  /** The role that reads the progress of each build. */
  readonly operator: string;
  /**
   * Functions in the schema `view` that run as an aggregator, because they read its views: from a function's name to
   * its service.
   */
  readonly functions: Readonly<Record<string, string>>;
  readonly shared: readonly SharedTable[];
  /** Whether `db:verify` expects a refusal of this action for this service, whatever the grants say. */
  mayNever(service: Service, action: string): boolean;
}

/** The roles without login. */
export function groupsOf({ services }: Access): string[] {
  return [...new Set(services.flatMap(({ group }) => group ?? []))];
}

/** All roles of the site. */
export function rolesOf(access: Access): string[] {
  return [...groupsOf(access), ...access.services.map(({ role }) => role)];
}

/** The service with this name. @throws if there is none. */
export function serviceOf({ services }: Access, name: string): Service {
  const service = services.find((each) => each.name === name);
  if (!service) throw new Error(`There is no service ${name}`);
  return service;
}

/** The prefix of the schemas of an aggregator's builds: `home-page` → `home_page_v`. */
export function buildPrefix(service: string): string {
  return `${service.replaceAll('-', '_')}_v`;
}
