/** Which database roles may read what aggregators keep. */
export interface ViewAccess {
  /** The roles that read the views. */
  readonly readers: readonly string[];
  /** The roles that see how far each build is. */
  readonly operators: readonly string[];
}

/** No role but the owner of the tables. */
export const OWNER_ONLY: ViewAccess = { readers: [], operators: [] };
