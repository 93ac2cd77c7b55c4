import 'server-only';
import { Fragment, type ReactNode } from 'react';
import { LinkedText } from '@/app/_ui/base/linked-text';
import { findTimes } from '@/text/times';
import { parseMarkdown, plainText, type MarkdownNode } from '@/text/markdown';

interface MarkdownProps {
  text: string;
  /** Makes links of the times in the text that lie within a video. */
  times?: { lengthSeconds: number; link: (seconds: number, label: string) => ReactNode };
}

/** Deeper lists and quotations are shown as text. */
const DEPTH_MAX = 12;

/** Anybody may write here: search engines shall not follow these links, and the linked site gets no referrer. */
const LINK = { rel: 'nofollow ugc noopener noreferrer', target: '_blank' } as const;
const LINK_STYLE = 'text-accent underline underline-offset-2 hover:text-accent-strong';

/**
 * A user's words in Markdown. Every element is made here from the parsed text, so there is nothing to sanitise: no HTML,
 * no pictures from elsewhere, and links only to the web and to mail addresses. Line breaks stay, and each paragraph has
 * its own direction. On the server only, so that browsers load no parser.
 */
export function Markdown({ text, times }: MarkdownProps) {
  return <div className="grid gap-3 leading-relaxed wrap-anywhere">{blocks(parseMarkdown(text).children, 0)}</div>;

  function blocks(nodes: readonly MarkdownNode[], depth: number): ReactNode {
    return nodes.map((node, index) => <Fragment key={index}>{block(node, depth)}</Fragment>);
  }

  function block(node: MarkdownNode, depth: number): ReactNode {
    if (depth > DEPTH_MAX) return <p className="whitespace-pre-line">{plainText(node)}</p>;
    switch (node.type) {
      case 'paragraph':
        return (
          <p dir="auto" className="whitespace-pre-line [unicode-bidi:plaintext]">
            {spans(node.children)}
          </p>
        );
      case 'heading': {
        // The page's own heading is the only one of the first level.
        const Heading = node.depth === 1 ? 'h2' : node.depth === 2 ? 'h3' : 'h4';
        return (
          <Heading dir="auto" className={node.depth === 1 ? 'mt-2 text-lg' : 'mt-1 text-base font-semibold'}>
            {spans(node.children)}
          </Heading>
        );
      }
      case 'list': {
        const List = node.ordered ? 'ol' : 'ul';
        return (
          <List
            start={node.ordered ? (node.start ?? 1) : undefined}
            className={`grid gap-1 ps-6 ${node.ordered ? 'list-decimal' : 'list-disc'}`}
          >
            {blocks(node.children, depth + 1)}
          </List>
        );
      }
      case 'listItem':
        return (
          <li>
            <div className="grid gap-1">{blocks(node.children, depth + 1)}</div>
          </li>
        );
      case 'blockquote':
        return (
          <blockquote className="grid gap-3 border-s-2 border-line-strong/50 ps-4 text-muted">
            {blocks(node.children, depth + 1)}
          </blockquote>
        );
      case 'code':
        return (
          <pre dir="ltr" className="rounded-lg bg-sunken p-4 font-mono text-sm whitespace-pre-wrap">
            <code>{node.value}</code>
          </pre>
        );
      case 'thematicBreak':
        return <hr className="border-line" />;
      default:
        return <p className="whitespace-pre-line">{span(node, 0)}</p>;
    }
  }

  function spans(nodes: readonly MarkdownNode[], depth = 0): ReactNode {
    return nodes.map((node, index) => <Fragment key={index}>{span(node, depth)}</Fragment>);
  }

  function span(node: MarkdownNode, depth: number): ReactNode {
    if (depth > DEPTH_MAX) return plainText(node);
    switch (node.type) {
      case 'text':
        return words(node.value);
      case 'emphasis':
        return <em>{spans(node.children, depth + 1)}</em>;
      case 'strong':
        return <strong className="font-semibold">{spans(node.children, depth + 1)}</strong>;
      case 'inlineCode':
        return <code className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.9em]">{node.value}</code>;
      case 'break':
        return <br />;
      case 'link':
        return isAllowed(node.url) ? (
          <a {...LINK} href={node.url} className={LINK_STYLE}>
            <bdi>{plainText(node) || node.url}</bdi>
          </a>
        ) : (
          spans(node.children, depth + 1)
        );
      case 'image': {
        const name = node.alt || node.url;
        return isAllowed(node.url) ? (
          <a {...LINK} href={node.url} className={LINK_STYLE}>
            <bdi>{name}</bdi>
          </a>
        ) : (
          name
        );
      }
      default:
        return plainText(node);
    }
  }

  function words(value: string): ReactNode {
    if (!times) return <LinkedText {...LINK} text={value} />;
    return findTimes(value, times.lengthSeconds).map(({ text: part, seconds }, index) => (
      <Fragment key={index}>
        {seconds === null ? <LinkedText {...LINK} text={part} /> : times.link(seconds, part)}
      </Fragment>
    ));
  }
}

/** Returns whether a link may lead there: to the web or to a mail address. Names and passwords in it mislead people. */
function isAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return ['http:', 'https:', 'mailto:'].includes(protocol) && username === '' && password === '';
}
