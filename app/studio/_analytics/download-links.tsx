import { Download } from 'lucide-react';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { stateParameters, type AnalyticsState } from './state';

/**
 * The links to what a page shows, for other programs. @param of what the page is about: the parameters of the export.
 * @param csv what the CSV has, if it has less than the JSON.
 */
export function DownloadLinks({
  state,
  of,
  csv = 'CSV',
}: {
  state: AnalyticsState;
  of: Readonly<Record<string, string>>;
  csv?: string;
}) {
  return [
    ['csv', csv],
    ['json', 'JSON'],
  ].map(([format, label]) => (
    <a
      key={format}
      href={`/api/studio/analytics${stateParameters(state, { ...of, format: format! })}`}
      download
      className={buttonStyles('secondary', 'small')}
    >
      <Download aria-hidden /> {label}
    </a>
  ));
}
