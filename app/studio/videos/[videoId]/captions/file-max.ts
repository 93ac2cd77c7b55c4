/** The largest file of captions, in bytes. A form can have a megabyte. */
export const FILE_MAX = 900_000;
