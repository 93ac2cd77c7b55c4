/**
 * Returns what `npm audit --json` has told: a line for each package with a known vulnerability, or that the registry does not tell.
 * Pure.
 * @param {string} output
 * @returns {{ kind: 'unknown', reason: string } | { kind: 'known', lines: string[] }}
 */
export function readAdvisories(output) {
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return { kind: 'unknown', reason: 'npm audit gave no report' };
  }
  if (typeof report.vulnerabilities !== 'object' || report.vulnerabilities === null)
    return { kind: 'unknown', reason: report.message || (report.error && report.error.summary) || 'no reason given' };
  const lines = Object.values(report.vulnerabilities).map(function (found) {
    const titles = found.via.map((each) => (typeof each === 'string' ? 'by ' + each : each.title + ', ' + each.url));
    return found.name + ' ' + found.range + ' (' + found.severity + '): ' + titles.join('; ');
  });
  return { kind: 'known', lines };
}
