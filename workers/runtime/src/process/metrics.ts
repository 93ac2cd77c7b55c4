import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ConsumerMetrics } from '../consuming/subscription';
import type { Lag } from './lag';

const MESSAGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const CONSUMER = ['consumer', 'category'];
const PARTITION = [...CONSUMER, 'partition'];

/** The number of failed messages of a consumer in one state. */
export interface FailedMessageCount {
  readonly consumer: string;
  readonly category: string;
  readonly state: string;
  readonly messages: number;
}

/** The state of a worker's consumers in the database at one moment. */
export interface Measured {
  readonly lags: readonly Lag[];
  readonly failedMessages: readonly FailedMessageCount[];
}

/** The Prometheus metrics of a worker. docs/observability.md describes each. */
export class Metrics implements ConsumerMetrics {
  readonly #registry = new Registry();
  readonly #handled;
  readonly #batchMessages;
  readonly #batchSeconds;
  readonly #failures;
  readonly #databaseUp;
  /** The gauges that each scrape sets. */
  readonly #measured;

  constructor(private readonly worker: string) {
    const registers = [this.#registry];
    const counter = (name: string, help: string) => new Counter({ registers, name, help, labelNames: CONSUMER });
    const histogram = (name: string, help: string, buckets: number[]) =>
      new Histogram({ registers, name, help, labelNames: CONSUMER, buckets });
    const gauge = (name: string, help: string, labelNames: string[]) =>
      new Gauge({ registers, name, help, labelNames });

    this.#registry.setDefaultLabels({ worker });
    this.#handled = counter('worker_messages_handled_total', 'Messages of committed batches.');
    this.#batchMessages = histogram('worker_batch_messages', 'Messages in a batch.', MESSAGES);
    this.#batchSeconds = histogram('worker_batch_seconds', 'Seconds from the start of a batch to its commit.', SECONDS);
    this.#failures = counter('worker_failures_total', 'Failures to read or handle a batch, which is tried again.');
    this.#databaseUp = gauge('worker_database_up', '1 if the database answered; otherwise the lag is unknown.', []);
    this.#measured = {
      checkpoint: gauge('worker_checkpoint', 'Global position of the last handled message.', PARTITION),
      head: gauge('worker_category_head', 'Global position of the newest message of a category.', ['category']),
      lagMessages: gauge('worker_lag_messages', 'Waiting messages, counted up to 10001.', PARTITION),
      lagSeconds: gauge('worker_lag_seconds', 'Age of the oldest waiting message.', PARTITION),
      owned: gauge('worker_partition_owned', '1 if a live process reads it, this one or another.', PARTITION),
      issue: gauge('worker_consumer_issue', '1 if an issue stops it.', CONSUMER),
      failedMessages: gauge('worker_failed_messages', 'Failed messages, by state.', [...CONSUMER, 'state']),
    };
  }

  handled(consumer: string, category: string, messages: number, seconds: number): void {
    this.#handled.inc({ consumer, category }, messages);
    this.#batchMessages.observe({ consumer, category }, messages);
    this.#batchSeconds.observe({ consumer, category }, seconds);
  }

  failed(consumer: string, category: string): void {
    this.#failures.inc({ consumer, category });
  }

  /**
   * Returns all metrics as text in Prometheus' format.
   * @param measured null if the database does not answer.
   */
  async text(measured: Measured | null): Promise<string> {
    const { checkpoint, head, lagMessages, lagSeconds, owned, issue, failedMessages } = this.#measured;
    for (const gauge of Object.values(this.#measured)) gauge.reset();
    this.#databaseUp.set(measured ? 1 : 0);
    for (const { consumer, category, partition, ...lag } of measured?.lags ?? []) {
      const labels = { consumer, category, partition };
      checkpoint.set(labels, lag.position);
      head.set({ category }, lag.head);
      lagMessages.set(labels, lag.messages);
      lagSeconds.set(labels, lag.seconds);
      owned.set(labels, lag.owner ? 1 : 0);
      issue.set({ consumer, category }, lag.issue === null ? 0 : 1);
    }
    for (const { messages, ...labels } of measured?.failedMessages ?? []) failedMessages.set(labels, messages);
    return `${await this.#registry.metrics()}\n${await processRegistry(this.worker).metrics()}`;
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

let ofProcess: Registry | undefined;

/**
 * Returns what Node measures of this process. There is one registry per process, however many workers start in it,
 * because the timer and the observer behind it never end. The timer measures the delay of the event loop: ten times a
 * second is enough, and its default of a hundred times was most of what an idle worker did.
 */
function processRegistry(worker: string): Registry {
  if (!ofProcess) collectDefaultMetrics({ register: (ofProcess = new Registry()), eventLoopMonitoringPrecision: 100 });
  ofProcess.setDefaultLabels({ worker });
  return ofProcess;
}
