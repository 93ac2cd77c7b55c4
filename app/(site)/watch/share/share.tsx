'use client';

import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/app/_ui/base/button';
import type { SharePanel, ShareProps } from './share-panel';

/** Opens what one needs to show a video to others. Its code is loaded then. Without scripts, there is the link. */
export function Share(props: ShareProps) {
  const [Panel, setPanel] = useState<typeof SharePanel | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const open = () => {
    setFailed(false);
    import('./share-panel').then(
      (code) => {
        setPanel(() => code.SharePanel);
        setOpen(true);
      },
      () => setFailed(true),
    );
  };
  return (
    <div className="min-w-0 print:hidden">
      <div className="needs-script flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button variant="secondary" aria-haspopup="dialog" onClick={open}>
          <Share2 aria-hidden />
          Share
        </Button>
        <p role="alert" className="text-sm text-danger empty:hidden">
          {failed ? 'Sharing couldn’t be loaded. Try again.' : null}
        </p>
      </div>
      <noscript>
        <p className="wrap-anywhere">
          Link to share: <a href={props.link}>{props.link}</a>
        </p>
      </noscript>
      {Panel && isOpen ? <Panel {...props} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
