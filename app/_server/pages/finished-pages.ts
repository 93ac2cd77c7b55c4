import { LRUCache } from 'lru-cache';
import { FinishedPage, MOVED, type RenderedPage } from './finished-page';

/**
 * What a page takes of memory, per byte of its plain body: with its compressed bodies a third more, as a template twice
 * as much and its compressed pieces.
 */
const MEMORY_PER_BYTE = 2.2;

type Render = () => Promise<RenderedPage | null>;

/** A rendering under way. */
interface Rendering {
  /** Null if the page may not be shared. */
  readonly page: Promise<FinishedPage | null>;
  /** The topics announced since it began; null if it is not known which were. */
  announced: Set<string> | null;
}

/**
 * Keeps finished pages until something that they depend on changes: a view of views. Each is rendered once per change,
 * however many requests wait for it.
 *
 * A page is dropped when one of its topics is announced, and at the time at which it changes by itself. A page whose
 * topic is announced while it is being rendered is not kept, because nobody knows which state it has read.
 *
 * A caller may call `get` when everything that was announced before its request has been passed to `drop`. Then no page
 * that it gets is older than an announcement before its request.
 */
export class FinishedPages {
  readonly #pages: LRUCache<string, FinishedPage>;
  readonly #keysOf = new Map<string, Set<string>>();
  readonly #renderings = new Map<string, Rendering>();

  /** @param maxBytes of all kept pages together. The least recently requested ones go first. */
  constructor(maxBytes: number) {
    this.#pages = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ rendered }, key) => Math.ceil(rendered.body.length * MEMORY_PER_BYTE) + key.length,
      dispose: ({ rendered }, key) => this.#forgetTopics(rendered, key),
    });
  }

  /** The number of kept pages. */
  get size(): number {
    return this.#pages.size;
  }

  /** The size of all kept pages together, in bytes. */
  get bytes(): number {
    return this.#pages.calculatedSize;
  }

  /** Returns the kept page of a key. The caller may call it when it may call `get`. */
  kept(key: string): FinishedPage | undefined {
    const page = this.#pages.get(key);
    if (!page || page.rendered.changesAt > Date.now()) return page;
    this.#pages.delete(key);
    return undefined;
  }

  /**
   * Returns the page of a key: the kept one, or one that is rendered now, for all who ask meanwhile.
   * @param render returns null if the page may not be shared; so does `get` then. @throws what `render` throws.
   */
  async get(key: string, render: Render): Promise<FinishedPage | null> {
    const kept = this.kept(key);
    if (kept) return kept;
    const rendering = this.#renderings.get(key);
    if (rendering) {
      const page = await rendering.page;
      if (!page || !isOutdated(page.rendered, rendering)) return page;
    }
    // A rendering that is under way now has begun after the caller's request.
    return (this.#renderings.get(key) ?? this.#begin(key, render)).page;
  }

  /** Drops the pages that depend on a topic. @param topic null if any may have changed. */
  drop(topic: string | null): void {
    for (const rendering of this.#renderings.values()) {
      if (topic === null) rendering.announced = null;
      else rendering.announced?.add(topic);
    }
    if (topic === null) return void this.#pages.clear();
    for (const key of this.#keysOf.get(topic) ?? []) this.#pages.delete(key);
  }

  #begin(key: string, render: Render): Rendering {
    const rendering: Rendering = {
      announced: new Set(),
      page: render()
        .then((rendered) => {
          if (!rendered) return null;
          const page = new FinishedPage(rendered);
          if (!isOutdated(rendered, rendering)) this.#keep(key, page);
          return page;
        })
        .finally(() => this.#renderings.delete(key)),
    };
    this.#renderings.set(key, rendering);
    return rendering;
  }

  #keep(key: string, page: FinishedPage): void {
    const { status, topics, changesAt } = page.rendered;
    if (!(status === 200 || status === MOVED) || changesAt <= Date.now()) return;
    this.#pages.set(key, page);
    if (!this.#pages.has(key)) return; // It is too large.
    for (const topic of topics) this.#keysOf.set(topic, (this.#keysOf.get(topic) ?? new Set()).add(key));
  }

  #forgetTopics({ topics }: RenderedPage, key: string): void {
    for (const topic of topics) {
      const keys = this.#keysOf.get(topic);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysOf.delete(topic);
    }
  }
}

/**
 * Returns whether something that the page depends on may have been announced since its rendering began. A page without
 * topics has not said on what it depends. Pure.
 */
function isOutdated({ topics }: RenderedPage, { announced }: Pick<Rendering, 'announced'>): boolean {
  return topics.size === 0 || announced === null || [...topics].some((topic) => announced.has(topic));
}
