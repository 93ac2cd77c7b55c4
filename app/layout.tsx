import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { ConfirmNotice } from '@/app/(account)/_ui/confirm-notice';
import { DeletionNotice } from '@/app/(account)/_ui/deletion-notice';
import { TermsNotice } from '@/app/(account)/_ui/terms-notice';
import { SuspensionNotice } from '@/app/(account)/_ui/suspension-notice';
import { signOut } from '@/app/(account)/sign-out/action';
import { environment } from '@/app/_lib/environment';
import { EMBEDDED_HEADER } from '@/app/_lib/http/embedded';
import { pageStamp } from '@/app/_lib/commands/page-stamp';
import { currentUser } from '@/app/_lib/auth/current-user';
import { inter } from '@/app/_ui/theme/inter/inter';
import { readTheme } from '@/app/_ui/theme/theme';
import { KeepFocus } from '@/app/_ui/page/keep-focus';
import { NoteVisits } from '@/app/_ui/page/note-visits';
import { RefreshAfterBack } from '@/app/_ui/page/refresh-after-back';
import { PageProvider } from '@/app/_ui/page/page-context';
import { StaleNotice } from '@/app/_ui/page/stale-notice';
import { SiteFooter } from '@/app/_ui/layout/site-footer';
import { SiteHeader } from '@/app/_ui/layout/site-header';
import { UploadTray } from '@/app/studio/upload/upload-tray';
import './globals.css';

export const metadata: Metadata = {
  metadataBase: new URL(environment.siteUrl),
  title: { default: 'Video Tutorials', template: '%s · Video Tutorials' },
  description: 'Tutorials by people who know how, to watch and to learn from.',
  icons: {
    icon: [
      { url: '/favicon.ico', sizes: '48x48' },
      { url: '/favicon.svg', type: 'image/svg+xml' },
    ],
    apple: '/apple-touch-icon.png',
  },
  manifest: '/manifest.webmanifest',
  // The preview of a link. Title and description are those of the page; a page about one thing has its own picture.
  openGraph: {
    type: 'website',
    siteName: 'Video Tutorials',
    images: [{ url: '/icon-512.png', width: 512, height: 512, alt: 'Video Tutorials' }],
  },
  twitter: { card: 'summary' },
};

/** The background of theme.css, with which browsers colour their own bars. */
const BARS = { light: '#faf9f5', dark: '#091514' };

export async function generateViewport(): Promise<Viewport> {
  const theme = await readTheme();
  return {
    width: 'device-width',
    initialScale: 1,
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: BARS.light },
            { media: '(prefers-color-scheme: dark)', color: BARS.dark },
          ]
        : BARS[theme],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  if ((await headers()).get(EMBEDDED_HEADER) !== null) return <EmbeddedLayout>{children}</EmbeddedLayout>;
  const [user, theme] = await Promise.all([currentUser(), readTheme()]);
  const stamp = pageStamp(user);
  return (
    <html
      lang="en"
      className={inter.variable}
      data-theme={theme}
      data-person={stamp.person}
      data-build={stamp.build}
      data-traced={environment.OTEL_EXPORTER_OTLP_ENDPOINT ? '' : undefined}
    >
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="absolute top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-3 font-medium text-on-accent focus:translate-y-0"
        >
          Skip to content
        </a>
        <PageProvider page={{ ...stamp, name: user?.name ?? null }}>
          <SiteHeader key={stamp.person} user={user} signOut={signOut} />
          {user ? <ConfirmNotice user={user} /> : null}
          {user?.isSuspended ? <SuspensionNotice /> : null}
          {user?.owesTerms ? <TermsNotice /> : null}
          {user?.deleteAt ? <DeletionNotice deleteAt={user.deleteAt} /> : null}
          <main id="main" tabIndex={-1} className="flex-1">
            {children}
          </main>
          <SiteFooter theme={theme} hasTerms={environment.terms !== null} />
          <div className="sticky bottom-(--studio-bar,0px) z-40">
            <StaleNotice />
            <UploadTray />
          </div>
          <KeepFocus />
          <NoteVisits />
          <RefreshAfterBack />
        </PageProvider>
      </body>
    </html>
  );
}

/** The layout of the player inside another site, which has nothing around it. */
function EmbeddedLayout({ children }: { children: ReactNode }) {
  const stamp = pageStamp(null);
  return (
    <html lang="en" className={inter.variable} data-theme="dark" data-person={stamp.person} data-build={stamp.build}>
      <body className="embedded">
        <PageProvider page={{ ...stamp, name: null }}>
          <main>{children}</main>
        </PageProvider>
      </body>
    </html>
  );
}
