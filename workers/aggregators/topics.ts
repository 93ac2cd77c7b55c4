/**
 * Topics of the whole site. `published` is the list of tutorials that everybody may watch, without their details,
 * `series` the list of series that everybody may see, `queue` that of the jobs that process videos, and `moderation` that of reports
 * and decisions.
 */
const OF_SITE = ['home', 'published', 'series', 'operations', 'queue', 'moderation'] as const;
/**
 * Topics of one entity, by its id. A creator's includes their name. `publication` has news of a video when everybody may
 * watch it from now on, and only then: a page that was not found follows it, and learns nothing else.
 */
const OF_ENTITY = ['video', 'publication', 'creator', 'series'] as const;

/** What an aggregator announces when its views change, and what the pages that show these views follow. */
export type Topic = (typeof OF_SITE)[number] | `${(typeof OF_ENTITY)[number]}:${string}`;

const TOPIC = new RegExp(`^(${OF_SITE.join('|')}|(${OF_ENTITY.join('|')}):[0-9a-f-]{36})$`);

export function isTopic(name: string): name is Topic {
  return TOPIC.test(name);
}
