/** Most bytes of a file with a badge in it that the person opens. */
export const MAX_FILE_BYTES = 8_000_000;
