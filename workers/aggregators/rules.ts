import { roleOf, VIEWER_SETTINGS } from '@/roles';

/*
 * What the rules of an aggregator are made of: conditions in SQL on the columns of one table, for the rows that a view
 * shows. Where nobody is said to ask, as on a page for all, it shows what everybody may see.
 */

/** The id of the person who asks; null for a visitor, who is the owner of nothing. */
export const VIEWER = `nullif(current_setting('${VIEWER_SETTINGS.userId}', true), '')::uuid`;

/** An administrator asks. */
export const BY_ADMIN = `coalesce(current_setting('${VIEWER_SETTINGS.isAdmin}', true), '') = 'true'`;

/** No page asks: a function of the database that answers for itself, or somebody who runs the site. */
export const BY_NO_PAGE = `current_user <> '${roleOf('application')}'`;

/** Rows that belong to nobody, or are no secret. */
export const FOR_ALL = 'true';
