import { roleOf, VIEWER_SETTINGS } from '@/roles';

/*
 * The parts of an aggregator's rules: SQL conditions on the columns of one table, for the rows that a view shows.
 * Without a viewer, as on a public page, a view shows what everybody may see.
 */

/** The id of the viewer; null for a visitor, who owns nothing. */
export const VIEWER = `nullif(current_setting('${VIEWER_SETTINGS.userId}', true), '')::uuid`;

/** The viewer is an administrator. */
export const BY_ADMIN = `coalesce(current_setting('${VIEWER_SETTINGS.isAdmin}', true), '') = 'true'`;

/** The reader is not a page: a function of the database with its own check, or an operator. */
export const BY_NO_PAGE = `current_user <> '${roleOf('application')}'`;

/** All rows: they have no owner, or are not secret. */
export const FOR_ALL = 'true';
