import { Breakdown } from './breakdown';
import type { DetailShare, Share } from './_queries/breakdowns';
import type { Analytics } from './read-analytics';

/** Where the viewers of a period came from and what they watched with. @param path of the page. */
export function BreakdownCards({ analytics, path }: { analytics: Analytics; path: string }) {
  const { state, total, breakdowns } = analytics;
  const { details } = breakdowns;
  const common = { state, path, total: total.views };
  const detail = {
    dimension: 'sourceDetail' as const,
    filterOf: ({ source, value }: DetailShare) => ({ source, sourceDetail: value }),
  };
  const of = (...sources: string[]) => details.filter(({ source }) => sources.includes(source));
  return (
    <div className="gap-6 *:mb-6 *:break-inside-avoid md:columns-2">
      <Breakdown {...common} title="How viewers found it" dimension="source" shares={breakdowns.source} />
      <Breakdown {...common} {...detail} title="Words they searched for" shares={of('search')} />
      <Breakdown {...common} {...detail} title="Sites that link to it" shares={of('external')} />
      <Breakdown {...common} {...detail} title="Sites that embed it" shares={of('embed')} />
      <Breakdown
        {...common}
        title="Views by new and returning viewers"
        dimension="audience"
        shares={breakdowns.audience}
      />
      <Breakdown {...common} title="Countries" dimension="country" shares={onlyKnown(breakdowns.country)} />
      <Breakdown {...common} title="Devices" dimension="device" shares={breakdowns.device} />
      <Breakdown {...common} title="Browsers" dimension="browser" shares={breakdowns.browser} />
      <Breakdown {...common} title="Languages of browsers" dimension="language" shares={breakdowns.language} />
    </div>
  );
}

/** Nothing if no value is known: without a database of countries there is none. */
function onlyKnown(shares: readonly Share[]): readonly Share[] {
  return shares.every(({ value }) => value === 'unknown') ? [] : shares;
}
