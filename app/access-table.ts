import type { Permission } from '@/app/_lib/auth/permissions';

/**
 * Who may open a page, send a form, or call a route. `visitor`: everybody. A page or a route of something that somebody owns also
 * needs that it is theirs, or shared with them: `of`. A test finds every page, form and route under /api, fails for one that is not
 * here, and tries each as every kind of user (`access.int.test.tsx`).
 */
export type Access = 'visitor' | Permission;

/** What belongs to somebody. Its id is in the address. */
export type Owned = 'video' | 'series' | 'captions';

export interface PageAccess {
  readonly for: Access;
  readonly of?: Owned;
}

/** Pages by their addresses. */
export const PAGES: Readonly<Record<string, PageAccess>> = {
  '/': { for: 'visitor' },
  '/categories': { for: 'visitor' },
  '/categories/[category]': { for: 'visitor' },
  '/creators': { for: 'visitor' },
  '/creators/[handle]': { for: 'visitor' },
  '/embed/[videoId]': { for: 'visitor' },
  '/privacy': { for: 'visitor' },
  '/search': { for: 'visitor' },
  '/series': { for: 'visitor' },
  '/series/[seriesId]/[[...slug]]': { for: 'visitor' },
  '/tags': { for: 'visitor' },
  '/terms': { for: 'visitor' },
  '/tags/[tag]': { for: 'visitor' },
  '/videos': { for: 'visitor' },
  '/watch/[videoId]/[[...slug]]': { for: 'visitor' },

  '/confirm': { for: 'visitor' },
  '/forgot': { for: 'visitor' },
  '/register': { for: 'visitor' },
  '/register/finish': { for: 'visitor' },
  '/register/pending': { for: 'visitor' },
  '/reset': { for: 'visitor' },
  '/sign-in': { for: 'visitor' },
  '/sign-in/code': { for: 'visitor' },
  '/sign-in/elsewhere': { for: 'visitor' },
  '/sign-in/elsewhere/connect': { for: 'visitor' },
  '/sign-in/elsewhere/register': { for: 'visitor' },
  '/sign-out': { for: 'visitor' },
  '/unsubscribe': { for: 'visitor' },
  '/account/deleted': { for: 'visitor' },

  '/account': { for: 'account' },
  '/account/address': { for: 'account' },
  '/account/api': { for: 'account' },
  '/account/connections': { for: 'account' },
  '/account/data': { for: 'account' },
  '/account/delete': { for: 'account' },
  '/account/history': { for: 'account' },
  '/account/notices': { for: 'account' },
  '/account/passkeys': { for: 'account' },
  '/account/reports': { for: 'account' },
  '/account/security': { for: 'account' },
  '/account/sessions': { for: 'account' },
  '/account/suspension': { for: 'account' },
  '/account/terms': { for: 'account' },
  '/account/two-step': { for: 'account' },

  '/account/creator': { for: 'member' },
  '/report': { for: 'member' },
  '/studio': { for: 'member' },
  '/studio/[...missing]': { for: 'visitor' },
  '/studio/analytics': { for: 'member' },
  '/studio/channel': { for: 'member' },
  '/studio/channel/people': { for: 'member' },
  '/studio/invitations/[token]': { for: 'visitor' },
  '/studio/invitations/declined': { for: 'visitor' },
  '/studio/series': { for: 'member' },
  '/studio/series/[seriesId]': { for: 'member', of: 'series' },
  '/studio/series/[seriesId]/add': { for: 'member', of: 'series' },
  '/studio/series/[seriesId]/analytics': { for: 'member', of: 'series' },
  '/studio/series/[seriesId]/people': { for: 'member', of: 'series' },
  '/studio/shared': { for: 'member' },
  '/studio/videos': { for: 'member' },
  '/studio/videos/[videoId]/analytics': { for: 'member', of: 'video' },
  '/studio/videos/[videoId]/captions': { for: 'member', of: 'video' },
  '/studio/videos/[videoId]/captions/[trackId]': { for: 'member', of: 'captions' },
  '/studio/videos/[videoId]/captions/[trackId]/history': { for: 'member', of: 'captions' },
  '/studio/videos/[videoId]/chapters': { for: 'member', of: 'video' },
  '/studio/videos/[videoId]/details': { for: 'member', of: 'video' },
  '/studio/videos/[videoId]/history': { for: 'member', of: 'video' },
  '/studio/videos/[videoId]/people': { for: 'member', of: 'video' },
  /** Also while suspended. */
  '/studio/videos/[videoId]/appeal': { for: 'account' },

  '/studio/import': { for: 'creator' },
  '/studio/series/new': { for: 'creator' },
  '/studio/upload': { for: 'creator' },

  '/admin/reports': { for: 'moderator' },
  '/admin/reports/[subjectId]': { for: 'moderator' },

  '/admin': { for: 'administrator' },
  '/admin/people': { for: 'administrator' },
  '/admin/query': { for: 'administrator' },
  '/admin/traces/[traceId]': { for: 'administrator' },
  /** Or who has the key that an operator makes. */
  '/outbox': { for: 'administrator' },
  '/outbox/[emailId]': { for: 'administrator' },
};

/** Forms by their folders and names. Whose a thing is decides its component. */
export const ACTIONS: Readonly<Record<Access, readonly string[]>> = {
  visitor: [
    ...[
      '/_ui/theme chooseTheme',
      '/forgot requestLink',
      '/register requestLink',
      '/register/finish finishRegistration',
    ],
    ...['/reset resetPassword', '/sign-in signIn', '/sign-in signInWithPasskey', '/sign-in/code enterCode'],
    ...['/sign-in/elsewhere signInElsewhere', '/sign-in/elsewhere/connect connectAccount'],
    ...['/sign-in/elsewhere/register registerElsewhere'],
    ...['/sign-out signOut', '/unsubscribe unsubscribe', '/studio/invitations/[token] declineInvitation'],
  ],
  account: [
    ...['/_ui enterPassword', '/_lib/moderation appeal', '/confirm confirm', '/studio/_markdown previewMarkdown'],
    ...['/account/address requestAddressChange', '/account/api createToken', '/account/api revokeToken'],
    ...['/account/connections connect', '/account/connections disconnect'],
    ...['/account/data requestExport', '/account/delete requestDeletion', '/account/delete keepAccount'],
    ...['/account/delete deleteNow', '/account/notices subscribe', '/account/notices unsubscribe'],
    ...['/account/passkeys addPasskey', '/account/passkeys removePasskey', '/account/security changePassword'],
    ...['/account/sessions endOneSession', '/account/sessions signOutElsewhere', '/account/sessions forgetThisBrowser'],
    ...['/account/two-step beginSetUp'],
    ...['/account/terms acceptTerms'],
    ...['/account/two-step enableAuthenticator', '/account/two-step disableOrShowCodes'],
  ],
  member: [
    ...['/account/creator askToCreate', '/report report', '/studio/_people invite', '/studio/_people changeRole'],
    ...['/studio/_people removeAccess', '/studio/channel editChannel', '/studio/channel removeImage'],
    ...['/studio/import stopImport', '/studio/import removeArchives', '/studio/import removeArchive'],
    ...['/studio/import discardArchive', '/studio/invitations/[token] acceptInvitation'],
    ...['/studio/series/[seriesId] editSeries', '/studio/series/[seriesId] arrange'],
    ...['/studio/series/[seriesId] addSection', '/studio/series/[seriesId] renameSection'],
    ...['/studio/series/[seriesId] addLessons', '/studio/series/[seriesId] scheduleLesson'],
    ...['/studio/series/[seriesId] releaseLesson', '/studio/series/[seriesId] cancelLessonSchedule'],
    ...['/studio/series/[seriesId] publishSeries', '/studio/series/[seriesId] unpublishSeries'],
    ...['/studio/series/[seriesId] deleteSeries', '/studio/series restoreSeries'],
    ...['/studio/videos/[videoId] cancelReplacement', '/studio/videos/[videoId] retryProcessing'],
    ...['/studio/videos/[videoId]/captions addTrack', '/studio/videos/[videoId]/captions replaceLines'],
    ...['/studio/videos/[videoId]/captions bringBackLines', '/studio/videos/[videoId]/captions describeTrack'],
    ...['/studio/videos/[videoId]/captions removeTrack', '/studio/videos/[videoId]/captions restoreTrack'],
    ...['/studio/videos/[videoId]/captions editLines', '/studio/videos/[videoId]/captions/automatic requestCaptions'],
    ...['/studio/videos/[videoId]/chapters editChapters', '/studio/videos/[videoId]/chapters acceptDraft'],
    ...['/studio/videos/[videoId]/chapters endEditedChapters', '/studio/videos/[videoId]/details editDetails'],
    ...['/studio/videos/[videoId]/details/poster choosePoster', '/studio/videos/[videoId]/history undoEntry'],
    ...[
      '/studio/videos/[videoId]/history bringBackEntry',
      '/studio/videos changeTicked',
      '/studio/videos undoPublicity',
    ],
  ],
  creator: [
    ...['/studio/import importItems', '/studio/series createSeries', '/studio/videos/[videoId] duplicateVideo'],
  ],
  moderator: [
    ...['/admin/reports dismissReports', '/admin/reports restrict', '/admin/reports denyAppeal'],
    ...['/admin/reports liftRestriction'],
  ],
  administrator: ['/admin/people inviteToRegister', '/admin/people grantRole', '/admin/people withdrawRole'],
};

/** Routes under /api by their addresses (`app/_server/routes.ts`). */
export const ROUTES: Readonly<Record<string, PageAccess>> = {
  '/api/auth/[...nextauth]': { for: 'visitor' },
  '/api/captions/[videoId]/[trackId]/[...file]': { for: 'visitor' },
  '/api/channels/[userId]/[imageId]/[file]': { for: 'visitor' },
  '/api/health': { for: 'visitor' },
  '/api/health/commands': { for: 'visitor' },
  '/api/health/live': { for: 'visitor' },
  '/api/health/pages': { for: 'visitor' },
  '/api/live': { for: 'visitor' },
  /** Signed, where the video is not public. */
  '/api/media/[videoId]/[mediaId]/[...file]': { for: 'visitor' },
  '/api/page': { for: 'visitor' },
  '/api/proof-of-work': { for: 'visitor' },
  '/api/search/gaps': { for: 'visitor' },
  '/api/search/suggestions': { for: 'visitor' },
  '/api/search/transcripts': { for: 'visitor' },
  '/api/telemetry': { for: 'visitor' },
  /** By the token of a mail. */
  '/api/unsubscribe': { for: 'visitor' },
  '/api/videos': { for: 'visitor' },
  '/api/viewings': { for: 'visitor' },
  '/api/viewings/token': { for: 'visitor' },
  /** By an address that the page about it has signed. */
  '/api/exports/[exportId]': { for: 'account' },
  '/api/originals/[videoId]': { for: 'account', of: 'video' },
  '/api/studio/analytics': { for: 'member' },
  '/api/studio/videos': { for: 'member' },
  '/api/channels/images': { for: 'member' },
  '/api/posters/[videoId]': { for: 'member', of: 'video' },
  '/api/uploads': { for: 'member' },
  '/api/uploads/[upload]': { for: 'member' },
  '/api/uploads/[upload]/completion': { for: 'member' },
  '/api/admin/query': { for: 'administrator' },
};
