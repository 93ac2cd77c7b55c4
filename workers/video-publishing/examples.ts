import type { ExamplesOf } from '@message-db/runtime/testing';
import { videoPublishing } from './contract';

/** Ada's lesson, from the upload to its publication. */
const { commands, events } = videoPublishing;

const videoId = '10000000-0000-4000-8000-000000000001';
const ownerId = '00000000-0000-4000-8000-00000000000a';
const uploadId = 'upload-1';
const at = '2026-11-21T10:00:00.000Z';
const publishAt = '2026-11-27T08:00:00.000Z';

const byOwner = { videoId, userId: ownerId };
const change = { userId: ownerId, at };
const file = { videoId, uploadId };
const posterId = 'poster-40000000-0000-4000-8000-000000000001';
const frame = { kind: 'frame' as const, uploadId, seconds: 4.5 };
const stills = { ...file, proposals: [0, 4, 8], hasStoryboard: true, posterWidths: [320, 640] };
const newFile = { videoId, uploadId: 'upload-2' };
const uploaded = { ...file, ownerId, fileName: 'my_first-lesson.mp4', bytes: 1_000, uploadedAt: at };
const drafted = { videoId, ownerId, fileName: 'my_first-lesson.mp4', draftedAt: at };
const probe = {
  ...file,
  durationSeconds: 12.5,
  width: 1280,
  height: 720,
  leftOut: [{ kind: 'subtitles' as const, isReadable: true, count: 2 }],
  chapters: [
    { startSeconds: 0, title: 'Bowline' },
    { startSeconds: 5, title: 'Sheet bend' },
  ],
};
const plan = {
  ...file,
  durationSeconds: 12.5,
  renditions: [
    { width: 640, height: 360 },
    { width: 1280, height: 720 },
  ],
};
const rendition = { ...file, width: 640, height: 360, bitsPerSecond: 800_000 };
const access = {
  videoId,
  ownerId,
  accessId: '50000000-0000-4000-8000-000000000001',
  collaboratorId: '00000000-0000-4000-8000-0000000000ff',
  role: 'editor' as const,
};
const decisionId = '70000000-0000-4000-8000-000000000001';
const otherDecisionId = '70000000-0000-4000-8000-000000000002';
const failure = { ...file, reason: 'cut-off' as const, detail: 'It ends after 2 s.' };

export const examples = {
  commands: {
    DraftVideo: commands.DraftVideo(drafted),
    DuplicateVideo: commands.DuplicateVideo({
      videoId: '10000000-0000-4000-8000-000000000002',
      ownerId,
      duplicateOf: videoId,
      name: 'My first lesson',
      description: 'Ten **knots**.',
      tags: ['knots'],
      category: 'outdoors',
      language: 'en',
      licence: 'CC-BY-4.0',
      duplicatedAt: at,
    }),
    DiscardDraft: commands.DiscardDraft(byOwner),
    ProcessVideo: commands.ProcessVideo(uploaded),
    RetryProcessing: commands.RetryProcessing(byOwner),
    PublishVideo: commands.PublishVideo({ ...byOwner, requestedAt: at }),
    UnpublishVideo: commands.UnpublishVideo(byOwner),
    CancelSchedule: commands.CancelSchedule(byOwner),
    PublishAsScheduled: commands.PublishAsScheduled({ videoId, publishAt }),
    CancelReplacement: commands.CancelReplacement(byOwner),
    DropReplacedFile: commands.DropReplacedFile(file),
    DeleteVideo: commands.DeleteVideo({ ...byOwner, requestedAt: at }),
    RestoreVideo: commands.RestoreVideo({ ...byOwner, requestedAt: at }),
    DeleteForEver: commands.DeleteForEver(byOwner),
    PurgeVideo: commands.PurgeVideo({ videoId, deletedAt: at }),
    TakeDownVideo: commands.TakeDownVideo({ videoId, decisionId, decidedAt: at }),
    PutBackVideo: commands.PutBackVideo({ videoId, decisionId: otherDecisionId, decidedAt: at }),
    AdmitCollaborator: commands.AdmitCollaborator(access),
    DismissCollaborator: commands.DismissCollaborator(access),
    EditDetails: commands.EditDetails({
      ...byOwner,
      name: 'Ten knots',
      description: 'From **bowline** to sheet bend.',
      tags: ['knots', 'rope work'],
      category: 'outdoors',
      language: 'de',
      licence: 'CC-BY-4.0',
      chapters: [
        { startSeconds: 0, title: 'Why knots' },
        { startSeconds: 4, title: 'Bowline' },
      ],
      visibility: 'scheduled',
      publishAt,
    }),
    ChoosePoster: commands.ChoosePoster({ ...byOwner, posterId, source: frame, requestedAt: at }),
    ResetPoster: commands.ResetPoster({ ...byOwner, requestedAt: at }),
    RecordChosenPoster: commands.RecordChosenPoster({ videoId, posterId, widths: [320, 640] }),
    FailChosenPoster: commands.FailChosenPoster({ videoId, posterId, reason: 'no-such-frame' }),
    RecordStills: commands.RecordStills(stills),
    RecordProbe: commands.RecordProbe(probe),
    RecordDamage: commands.RecordDamage(file),
    RecordPoster: commands.RecordPoster({ ...file, widths: [320, 640, 960, 1280] }),
    PlanRenditions: commands.PlanRenditions(plan),
    RecordProgress: commands.RecordProgress({ ...file, percent: 50, height: 720 }),
    RecordRendition: commands.RecordRendition({ ...rendition, at }),
    CompleteProcessing: commands.CompleteProcessing(file),
    FailProcessing: commands.FailProcessing(failure),
  },
  events: {
    VideoDrafted: events.VideoDrafted({ ...drafted, name: 'My first lesson' }),
    VideoUploaded: events.VideoUploaded({ ...uploaded, name: 'My first lesson' }),
    ProcessingRetried: events.ProcessingRetried({ ...file, ownerId }),
    VideoProbed: events.VideoProbed(probe),
    DamageFound: events.DamageFound(file),
    PosterMade: events.PosterMade({ ...file, widths: [320, 640, 960, 1280] }),
    RenditionsPlanned: events.RenditionsPlanned({ ...plan, ownerId }),
    ProcessingProgressed: events.ProcessingProgressed({
      ...file,
      percent: 40,
      rendition: { height: 720, percent: 50 },
    }),
    RenditionReady: events.RenditionReady({ ...rendition, ownerId }),
    VideoProcessed: events.VideoProcessed(file),
    VideoPublishingFailed: events.VideoPublishingFailed(failure),
    PublicationRequested: events.PublicationRequested({ videoId }),
    VideoPublished: events.VideoPublished({ videoId, ownerId, publishedAt: at }),
    VideoUnpublished: events.VideoUnpublished({ videoId }),
    PublicationScheduled: events.PublicationScheduled({ videoId, publishAt }),
    ScheduledPublicationCancelled: events.ScheduledPublicationCancelled({ videoId }),
    VideoNamed: events.VideoNamed({ videoId, name: 'Ten knots' }),
    VideoDescribed: events.VideoDescribed({ videoId, description: 'From bowline to sheet bend.' }),
    TagsChosen: events.TagsChosen({ videoId, tags: ['knots', 'rope work'], ...change }),
    CategoryChosen: events.CategoryChosen({ videoId, category: 'outdoors', ...change }),
    LanguageChosen: events.LanguageChosen({ videoId, language: 'de' }),
    DraftingRejected: events.DraftingRejected({ reason: 'not-yours', videoId }),
    ReplacementUploaded: events.ReplacementUploaded({ ...uploaded, ...newFile }),
    ReplacementProbed: events.ReplacementProbed({ ...probe, ...newFile }),
    ReplacementDamageFound: events.ReplacementDamageFound(newFile),
    ReplacementPosterMade: events.ReplacementPosterMade({ ...newFile, widths: [320, 640] }),
    ReplacementPlanned: events.ReplacementPlanned({
      ...newFile,
      ownerId,
      durationSeconds: 12.5,
      renditions: [{ width: 640, height: 360 }],
    }),
    ReplacementProgressed: events.ReplacementProgressed({ ...newFile, percent: 40 }),
    ReplacementRenditionReady: events.ReplacementRenditionReady({ ...rendition, ...newFile }),
    ReplacementFailed: events.ReplacementFailed({ ...failure, ...newFile }),
    ReplacementCancelled: events.ReplacementCancelled(newFile),
    FileReplaced: events.FileReplaced({
      ...newFile,
      replacedUploadId: uploadId,
      fileName: 'second-take.mp4',
      bytes: 2_000,
      uploadedAt: at,
      ...{ ownerId, userId: ownerId },
      durationSeconds: 14.5,
      width: 1280,
      height: 720,
      leftOut: [],
      chapters: [{ startSeconds: 0, title: 'Second take' }],
      isDamaged: false,
      posterWidths: [320, 640],
      renditions: [{ width: 640, height: 360, bitsPerSecond: 800_000 }],
    }),
    ReplacedFileDropped: events.ReplacedFileDropped(file),
    PosterChosen: events.PosterChosen({ videoId, posterId, ownerId, source: frame, ...change }),
    PosterShown: events.PosterShown({ videoId, posterId, source: frame, widths: [320, 640], ...change }),
    PosterFailed: events.PosterFailed({ videoId, posterId, reason: 'no-such-frame' }),
    PosterDropped: events.PosterDropped({ videoId, posterIds: [posterId], ...change }),
    StillsMade: events.StillsMade(stills),
    VideoDeleted: events.VideoDeleted({ videoId, ownerId, deletedAt: at, purgeAt: '2026-12-21T10:00:00.000Z' }),
    VideoRestored: events.VideoRestored({ videoId, ownerId, restoredAt: at, uploadId }),
    VideoTakenDown: events.VideoTakenDown({ videoId, ownerId, decisionId, wasPublished: true, takenDownAt: at }),
    VideoPutBack: events.VideoPutBack({ videoId, ownerId, decisionId, staysDown: false, putBackAt: at }),
    CollaboratorAdmitted: events.CollaboratorAdmitted({ ...access, at }),
    CollaboratorDismissed: events.CollaboratorDismissed({ ...access, at }),
    VideoPurged: events.VideoPurged({ videoId, ownerId, uploadIds: [uploadId] }),
    ChaptersEdited: events.ChaptersEdited({
      videoId,
      chapters: [
        { startSeconds: 0, title: 'Why knots' },
        { startSeconds: 4, title: 'Bowline' },
      ],
      ...change,
    }),
    LicenceChosen: events.LicenceChosen({ videoId, licence: 'CC-BY-4.0', ...change }),
    EditRejected: events.EditRejected({
      reason: 'empty',
      field: 'name',
      more: [{ reason: 'too-many', field: 'tags' }],
      videoId,
    }),
    NamingRejected: events.NamingRejected({ reason: 'too-long', field: 'name', videoId }),
    DescribingRejected: events.DescribingRejected({ reason: 'too-long', field: 'description', videoId }),
    LanguageRejected: events.LanguageRejected({ reason: 'no-such-language', field: 'language', videoId }),
    PublishingRejected: events.PublishingRejected({ reason: 'failed', videoId }),
    UnpublishingRejected: events.UnpublishingRejected({ reason: 'not-yours', videoId }),
    SchedulingRejected: events.SchedulingRejected({ reason: 'past', field: 'publishAt', videoId }),
    CancellingRejected: events.CancellingRejected({ reason: 'not-yours', videoId }),
    ProcessingRejected: events.ProcessingRejected({ reason: 'in-progress', videoId }),
    CancellingReplacementRejected: events.CancellingReplacementRejected({ reason: 'not-yours', videoId }),
    ChoosingPosterRejected: events.ChoosingPosterRejected({ reason: 'other-file', videoId }),
    DeletionRejected: events.DeletionRejected({ reason: 'not-yours', videoId }),
    RestoringRejected: events.RestoringRejected({ reason: 'no-such-video', videoId }),
    PurgingRejected: events.PurgingRejected({ reason: 'not-in-trash', videoId }),
  },
} satisfies ExamplesOf<typeof videoPublishing>;

/** Another file was watched, with a frame of it as its poster, until it was taken down. The file of the commands can replace it. */
export const otherPast = [
  events.VideoUploaded({ ...uploaded, uploadId: 'upload-0', name: 'My first lesson' }),
  events.RenditionReady({ ...rendition, uploadId: 'upload-0' }),
  events.VideoProcessed({ videoId, uploadId: 'upload-0' }),
  events.PosterShown({ videoId, posterId, source: { ...frame, uploadId: 'upload-0' }, widths: [320, 640], ...change }),
  events.ReplacementUploaded(uploaded),
  events.VideoTakenDown({ videoId, ownerId, decisionId: otherDecisionId, wasPublished: true, takenDownAt: at }),
];
