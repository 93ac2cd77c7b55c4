'use client';

import { useId, type ReactNode } from 'react';
import { useKept, type Kept } from '../settings/kept';
import { autoplay, pageKeys } from '../settings/settings';
import { useQuiet } from '../settings/use-quiet';

/** Whether keys work on the whole page. People who dictate, or whose hands slip, can restrict them to the player. */
export function PageKeysSwitch() {
  return (
    <Switch setting={pageKeys} label="Shortcuts on the whole page">
      Off: they work only while the focus is in the player.
    </Switch>
  );
}

/** Whether what comes next plays by itself. */
export function AutoplaySwitch() {
  const isQuiet = useQuiet();
  return (
    <Switch setting={autoplay} label="Play what comes next">
      {isQuiet ? 'It waits for you now, because your device asks for less motion or less data.' : null}
    </Switch>
  );
}

function Switch({ setting, label, children }: { setting: Kept<boolean>; label: string; children: ReactNode }) {
  const id = useId();
  const isOn = useKept(setting);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4">
      <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center font-medium">
        {label}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => setting.set(event.target.checked)}
        aria-describedby={children ? `${id}-hint` : undefined}
        className="player-switch"
      />
      {children ? (
        <p id={`${id}-hint`} className="col-span-2 text-sm text-muted">
          {children}
        </p>
      ) : null}
    </div>
  );
}
