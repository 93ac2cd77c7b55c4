/*
 * What a site's database lets its processes and people do, as data. db/access makes a database so, compares one with it,
 * and tries it. It knows no service, no view and no worker: it is handed an `Access`.
 */

/** A process, or a person, that has a login of its own. */
export interface Service {
  /** Its password is kept under this name. */
  readonly name: string;
  /** Its role in Postgres, a plain lower-case identifier. */
  readonly role: string;
  /** The role that cannot log in and carries what all of its kind may do; null where it has what it has alone. */
  readonly group: string | null;
  /** The categories that it may append to. */
  readonly writes: readonly string[];
  /** A regular expression of the names that are its own in the tables that services share; null where it writes to none. */
  readonly names: string | null;
}

/** One right on one object to one role: `{ privilege: 'SELECT', object: 'TABLE view.videos', role: '…_application' }`. */
export interface Grant {
  /** Of a column: `SELECT (email)`. */
  readonly privilege: string;
  /** As GRANT calls it, with its schema: `SCHEMA`, `TABLE` (also of a view), `SEQUENCE` or `FUNCTION`; or `DATABASE`, the one at hand. */
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
  /** Its columns that no reader may see. */
  readonly hidden: readonly string[];
  /** The comment on it. */
  readonly comment: string;
  /** What it shows of the tables in the schema of a build. */
  query(schema: string): string;
}

/** A table that services share, and statements that add a row to it. `db:verify` tries them. */
export interface SharedTable {
  /** With its schema. */
  readonly table: string;
  /** Those that the service may run, if it may insert into the table. */
  own(service: Service): string[];
  /** Those that add a row of another. */
  others(service: Service): string[];
}

/** All of it. */
export interface Access {
  /** The schemas that set-up makes. Those of aggregators are made by their workers. */
  readonly schemas: readonly string[];
  readonly services: readonly Service[];
  /** What is granted in these schemas, and on the database. What is not described is taken away. */
  readonly grants: readonly Grant[];
  /** Row-level rules of the schema `runtime`: each as it follows CREATE POLICY, as Postgres prints it. */
  readonly rules: readonly string[];
  readonly aggregators: readonly AggregatorViews[];
  /** The roles that read the views. */
  readonly readers: readonly string[];
  /** The role that sees how far each build is. */
  readonly operator: string;
  /** Functions in the schema `view` that run as an aggregator, for they read its views: the service of each, by its name. */
  readonly functions: Readonly<Record<string, string>>;
  readonly shared: readonly SharedTable[];
  /** Whether an action of `db:verify` must be refused to a service, whatever is granted. */
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

/** The service of a name. @throws where there is none. */
export function serviceOf({ services }: Access, name: string): Service {
  const service = services.find((each) => each.name === name);
  if (!service) throw new Error(`There is no service ${name}`);
  return service;
}

/** The beginning of the schemas in which an aggregator has its builds: `home-page` → `home_page_v`. */
export function buildPrefix(service: string): string {
  return `${service.replaceAll('-', '_')}_v`;
}
