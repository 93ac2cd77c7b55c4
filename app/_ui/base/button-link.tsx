import type { LinkProps } from 'next/link';
import { LinkPending } from './link-pending';
import { NearLink } from './near-link';
import { buttonStyles, type ButtonSize, type ButtonVariant } from './button-styles';

type ButtonLinkProps<Route> = LinkProps<Route> & { variant?: ButtonVariant; size?: ButtonSize };

/** A link that looks like a button. Links lead to a page; buttons do something. */
export function ButtonLink<Route>({ variant, size, className, children, ...rest }: ButtonLinkProps<Route>) {
  return (
    <NearLink {...rest} className={buttonStyles(variant, size, className)}>
      {children}
      <LinkPending />
    </NearLink>
  );
}
