import { Upload } from 'lucide-react';
import { showEmail } from '@/personal-data/address';
import { AccountMenu } from './account-menu';
import { BrowseMenu } from './browse-menu';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { NearLink } from '@/app/_ui/base/near-link';
import { LogoMark } from './logo';
import { HeaderSearch } from '@/app/_ui/search/search-field';
import { NavLink } from './nav-link';

interface SignedInUser {
  name: string;
  email: string;
  isAdmin: boolean;
  isModerator: boolean;
}

const place =
  'hidden min-h-11 items-center rounded-lg px-3 font-medium text-muted transition-colors hover:text-ink aria-[current]:text-accent sm:inline-flex';

/** The bar at the top of every page. On a phone, only the account's menu has Studio and Admin. */
export function SiteHeader({
  user,
  signOut,
}: {
  user: SignedInUser | null;
  signOut: (form: FormData) => Promise<void>;
}) {
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex min-h-16 max-w-page flex-wrap items-center gap-x-2 px-4 max-[22rem]:gap-x-0 sm:px-6 lg:px-8">
        <NearLink
          href="/"
          className="-ml-1 flex min-h-11 items-center gap-2 rounded-lg px-1 sm:gap-2.5 font-semibold tracking-[-0.015em]"
        >
          <LogoMark className="size-8 shrink-0" />
          <span className={user ? 'max-[26rem]:sr-only' : 'max-[30rem]:sr-only'}>Video Tutorials</span>
        </NearLink>
        <BrowseMenu />
        <HeaderSearch />
        <nav aria-label="Site" className="flex flex-wrap items-center justify-end gap-1 sm:gap-2">
          {user ? <SignedIn user={user} /> : <SignedOut />}
        </nav>
        {user ? (
          <AccountMenu
            name={user.name}
            email={showEmail(user.email)}
            isAdmin={user.isAdmin}
            isModerator={user.isModerator}
            signOut={signOut}
          />
        ) : null}
      </div>
    </header>
  );
}

function SignedIn({ user }: { user: SignedInUser }) {
  return (
    <>
      {user.isAdmin ? (
        <NavLink href="/admin" section className={place}>
          Admin
        </NavLink>
      ) : user.isModerator ? (
        <NavLink href="/admin/reports" section className={place}>
          Reports
        </NavLink>
      ) : null}
      <NavLink href="/studio" section className={place}>
        Studio
      </NavLink>
      <ButtonLink href="/studio/upload" variant="secondary" className="max-sm:w-11 max-sm:px-0">
        <Upload aria-hidden />
        <span className="max-sm:sr-only">Upload</span>
      </ButtonLink>
    </>
  );
}

function SignedOut() {
  return (
    <>
      <ButtonLink href="/sign-in" variant="ghost" className="max-sm:px-2">
        Sign in
      </ButtonLink>
      <ButtonLink href="/register" className="max-sm:px-3">
        Register
      </ButtonLink>
    </>
  );
}
