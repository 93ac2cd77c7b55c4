import { roleOf, ASKER_SETTINGS } from '@/roles';

/*
 * The parts of an aggregator's rules: SQL conditions on the columns of one table, for the rows that a view shows.
 * Without an asker, as on a public page, a view shows what everybody may see.
 */

/** The id of the asker; null for a visitor, who owns nothing. */
export const ASKER = `nullif(current_setting('${ASKER_SETTINGS.userId}', true), '')::uuid`;

/**
 * The id of the video whose address the asker has; null on a page that lists videos. It opens unlisted videos, one at a
 * time, so no query can list them.
 */
export const ADDRESSED_VIDEO = `nullif(current_setting('${ASKER_SETTINGS.videoId}', true), '')::uuid`;

/** The hash of the token in an invitation's link that the asker has; null without one. It opens that invitation. */
export const ADDRESSED_INVITATION = `nullif(current_setting('${ASKER_SETTINGS.invitation}', true), '')`;

/** The asker is an administrator. */
export const BY_ADMIN = `coalesce(current_setting('${ASKER_SETTINGS.isAdmin}', true), '') = 'true'`;

/** The asker is a moderator. Administrators are moderators too. */
export const BY_MODERATOR = `coalesce(current_setting('${ASKER_SETTINGS.isModerator}', true), '') = 'true'`;

/** The reader is not the application: a function of the database with its own check, or an operator. */
export const BY_OTHER_READERS = `current_user <> '${roleOf('application')}'`;

/** All rows: they have no owner, or are not secret. */
export const FOR_ALL = 'true';
