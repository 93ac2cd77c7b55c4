/** The database roles that may read the views and builds of aggregators. */
export interface ViewAccess {
  /** The roles that read the views. */
  readonly readers: readonly string[];
  /** The roles that may read the progress of builds. */
  readonly operators: readonly string[];
}

/** Only the owner of the tables. */
export const OWNER_ONLY: ViewAccess = { readers: [], operators: [] };
