/*
 * How a value was written, as the number stored beside it. Bytes, integers, text and compression are pymemcache's and
 * python-memcached's.
 */
export const BYTES = 0
export const INTEGER = 2
export const TEXT = 16

/** A bit that is set beside the others: the bytes are compressed. */
export const COMPRESSED = 8

/**
 * JSON. No other client writes this number. Its low 16 bits are clear, where clients in Python, PHP, Ruby and Java look
 * for their types and compressions, and so are bits 16 to 19, which mcrouter reads (one of them as a miss): all of them
 * take such an item for plain bytes or plain text, which it is. It fits into a signed 32-bit number, which Java reads.
 */
export const JSON_TEXT = 0x4a000000

/** What V8 has serialized. Chosen as JSON_TEXT is, and without a bit of it. */
export const CLONE = 0x34000000
