-- The processing of videos is a queue of jobs, made from all events by another consumer: video-publishing-jobs. Files
-- whose processing had begun, or had failed for want of something, become jobs again. The consumer before it is gone.
DELETE FROM runtime.failed_message WHERE consumer = 'video-publishing-processing';
DELETE FROM runtime.checkpoint WHERE consumer = 'video-publishing-processing';
DELETE FROM runtime.lease WHERE consumer = 'video-publishing-processing';
DELETE FROM runtime.consumer WHERE consumer = 'video-publishing-processing';
