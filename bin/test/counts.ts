import { readFile } from 'node:fs/promises';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** The failed tests, each with its file and the first line of its error. */
  failures: string[];
}

const NO_REPORT: Counts = { passed: 0, failed: 1, skipped: 0, failures: ['There is no report.'] };

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/**
 * Reads the counts from Vitest's JSON report. A missing report and a file that did not load count as one failure each.
 */
export async function countVitest(file: string): Promise<Counts> {
  const report = await read<VitestReport>(file);
  if (!report) return NO_REPORT;
  const failed = Math.max(report.numFailedTests, report.success ? 0 : 1);
  const failures = report.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const tests = assertionResults.filter(({ status }) => status === 'failed');
      if (tests.length === 0) return [failureOf(name, 'did not run', message)];
      return tests.map(({ fullName, failureMessages: [error] }) => failureOf(name, fullName, error));
    });
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests, failures };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: { ok: boolean; file: string; title: string; tests: { results: { error?: { message?: string } }[] }[] }[];
}

/** The same for Playwright's JSON report. */
export async function countPlaywright(file: string): Promise<Counts> {
  const report = await read<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: { message?: string }[];
    suites: PlaywrightSuite[];
  }>(file);
  if (!report) return NO_REPORT;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = Math.max(unexpected + flaky, report.errors.length > 0 ? 1 : 0);
  const failures = report.suites
    .flatMap(specsOf)
    .filter(({ ok }) => !ok)
    .map((spec) => {
      const error = spec.tests.flatMap(({ results }) => results).find((result) => result.error)?.error;
      return failureOf(spec.file, spec.title, error?.message);
    });
  const errors = report.errors.map(({ message }) => failureOf('Playwright', 'did not run', message));
  return { passed: expected, failed, skipped, failures: [...failures, ...errors] };
}

function specsOf({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite['specs'] {
  return [...specs, ...suites.flatMap(specsOf)];
}

function failureOf(file: string, test: string, error = ''): string {
  return `${file} › ${test}${error && `: ${error.split('\n', 1)[0]}`}`;
}

/** Formats the failures and the sum: `12 passed, 0 failed`, with `, 1 skipped` if there are any. */
export function summary(counts: Counts[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((total, count) => total + count[key], 0);
  return [
    ...counts.flatMap(({ failures }) => failures).map((failure) => `✗ ${failure}`),
    `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''}`,
  ].join('\n');
}

async function read<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
