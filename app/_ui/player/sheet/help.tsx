'use client';

import { Fragment } from 'react';
import { shortcutsOf, type Offer } from '../keys/shortcuts';
import { PageKeysSwitch } from './switches';
import { Sheet } from './sheet';

/** The keys of the player. */
export function Help({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  return (
    <Sheet title="Keyboard shortcuts" onClose={onClose}>
      <PageKeysSwitch />
      {shortcutsOf(offer).map(({ title, shortcuts }) => (
        <section key={title} aria-label={title}>
          <h3 className="mb-2 text-sm font-semibold text-muted">{title}</h3>
          <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1">
            {shortcuts.map(({ keys, words }) => (
              <Fragment key={words}>
                <dt className="py-1">{words}</dt>
                <dd className="flex items-center justify-end gap-1.5 py-1">
                  {keys.map((key, index) => (
                    <Fragment key={key}>
                      {index > 0 ? <span className="text-sm text-muted">or</span> : null}
                      <kbd className="min-w-8 rounded-md border border-line-strong/60 bg-sunken px-2 py-0.5 text-center font-sans text-sm">
                        {key}
                      </kbd>
                    </Fragment>
                  ))}
                </dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Sheet>
  );
}
