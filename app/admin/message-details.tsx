import type { OperationsMessage } from './_queries/messages';

/** The data and the metadata of a message, folded. Long text scrolls in its own box. */
export function MessageDetails({ message }: { message: OperationsMessage }) {
  return (
    <details className="text-sm">
      <summary className="inline-flex min-h-9 cursor-pointer items-center py-1 font-medium text-accent pointer-coarse:min-h-11">
        Data and metadata
      </summary>
      <div className="mt-2 mb-3 grid gap-4 lg:grid-cols-2">
        <Json title="Data" value={message.data} />
        <Json title="Metadata" value={message.metadata} />
      </div>
      <p className="mb-2 text-muted wrap-anywhere">Message id {message.id}</p>
    </details>
  );
}

function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-muted">{title}</figcaption>
      <pre className="max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap wrap-anywhere">
        {JSON.stringify(value, null, 2)}
      </pre>
    </figure>
  );
}
