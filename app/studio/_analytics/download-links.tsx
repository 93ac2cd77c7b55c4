import { Download } from 'lucide-react';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { stateParameters, type AnalyticsState } from './state';

/** The links to what a page shows, for other programs. @param of what the page is about: the parameters of the export. */
export function DownloadLinks({ state, of }: { state: AnalyticsState; of: Readonly<Record<string, string>> }) {
  return ['CSV', 'JSON'].map((format) => (
    <a
      key={format}
      href={`/api/studio/analytics${stateParameters(state, { ...of, format: format.toLowerCase() })}`}
      download
      className={buttonStyles('secondary', 'small')}
    >
      <Download aria-hidden /> {format}
    </a>
  ));
}
