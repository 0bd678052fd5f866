// What both sides need to know of the format (PKWARE APPNOTE 6.3.10).

export const LOCAL_HEADER = 0x04034b50;
export const CENTRAL_HEADER = 0x02014b50;
export const END = 0x06054b50;
export const END_64 = 0x06064b50;
export const END_64_LOCATOR = 0x07064b50;

export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
export const END_BYTES = 22;
export const END_64_BYTES = 56;
export const END_64_LOCATOR_BYTES = 20;

export const STORED = 0;
export const DEFLATED = 8;

/** General purpose flags. */
export const ENCRYPTED = 1 << 0;
export const SIZES_FOLLOW = 1 << 3;
export const UTF8 = 1 << 11;

/** A number of 16 or 32 bits that stands in the zip64 extra field instead. */
export const ELSEWHERE_16 = 0xffff;
export const ELSEWHERE_32 = 0xffffffff;
export const ZIP64_EXTRA = 1;
