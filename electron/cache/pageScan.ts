import { isBearerKey, type RawJson } from './bearerLinks.ts';
import { memberAt, type Members } from './mappedMembers.ts';

/** One object of a list: where its JSON lies, and the JSON of those of its members that are mapped to columns. */
export interface ScannedObject {
  raw: RawJson;
  mapped: string;
}

/** The objects of a list, and the JSON of the list without them. */
export interface ScannedList {
  objects: ScannedObject[];
  envelope: string;
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const lastBlank = 0x20;
const lastAscii = 0x7f;

/** JSON with blanks here and there, with escapes in its keys, or not a whole list. */
class UnsureError extends Error {}

/** The mapped members of one object, gathered in memory that is used again for the next one. */
class MappedJson {
  #bytes = Buffer.allocUnsafe(1 << 14);
  #end = 0;
  #bits = 0;

  clear(): void {
    this.#end = 0;
    this.#bits = 0;
  }

  add(source: Buffer, start: number, end: number): void {
    if (this.#end + end - start > this.#bytes.length) this.#grow(end - start);
    const bytes = this.#bytes;
    let to = this.#end;
    let bits = this.#bits;
    for (let at = start; at < end; at += 1) {
      const byte = source[at] as number;
      bits |= byte;
      bytes[to] = byte;
      to += 1;
    }
    this.#end = to;
    this.#bits = bits;
  }

  /** A member follows another one, or the end of its object follows. */
  put(byte: number): void {
    if (this.#end === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#end] = byte;
    this.#end += 1;
  }

  text(): string {
    // PERF: one Arabic name makes a text two bytes wide, which doubles what decoding and parsing cost.
    return this.#bits <= lastAscii
      ? this.#bytes.toString('latin1', 0, this.#end)
      : this.#bytes.toString('utf8', 0, this.#end);
  }

  #grow(by: number): void {
    const larger = Buffer.allocUnsafe((this.#end + by) * 2);
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

const mapped = new MappedJson();

/** Reads the bytes of a page once, from front to back. */
class PageScanner {
  readonly #bytes: Buffer;
  #at = 0;
  #links: number[] = [];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  list(members: Members | null): ScannedList {
    const bytes = this.#bytes;
    let objects: ScannedObject[] | null = null;
    let envelope = '';
    let envelopeFrom = 0;
    this.#expect(openBrace);
    while (bytes[this.#at] !== closeBrace) {
      const key = this.#at;
      this.#key();
      if (bytes[this.#at] === openBracket && bytes.toString('latin1', key, this.#at) === '"data":') {
        if (objects !== null) throw new UnsureError();
        envelope = bytes.toString('utf8', 0, this.#at + 1);
        objects = this.#objects(members);
        envelopeFrom = this.#at - 1;
      } else this.#skip();
      this.#separator(closeBrace);
    }
    if (objects === null) throw new UnsureError();
    return { objects, envelope: envelope + bytes.toString('utf8', envelopeFrom, this.#at + 1) };
  }

  #objects(members: Members | null): ScannedObject[] {
    const bytes = this.#bytes;
    const objects: ScannedObject[] = [];
    this.#expect(openBracket);
    while (bytes[this.#at] !== closeBracket) {
      if (bytes[this.#at] !== openBrace) throw new UnsureError();
      const start = this.#at;
      const links: number[] = [];
      this.#links = links;
      mapped.clear();
      this.#keep(members);
      objects.push({ raw: { bytes, start, end: this.#at, links }, mapped: mapped.text() });
      this.#separator(closeBracket);
    }
    this.#at += 1;
    return objects;
  }

  /** Goes past a value and keeps of its objects the members, or all of it. */
  #keep(members: Members | null): void {
    const first = this.#bytes[this.#at];
    if (members !== null && first === openBrace) return this.#keepObject(members);
    if (members !== null && first === openBracket) return this.#keepArray(members);
    const start = this.#at;
    this.#skip();
    mapped.add(this.#bytes, start, this.#at);
  }

  #keepArray(members: Members): void {
    mapped.put(openBracket);
    this.#at += 1;
    let isFirst = true;
    while (this.#bytes[this.#at] !== closeBracket) {
      if (!isFirst) mapped.put(comma);
      isFirst = false;
      this.#keep(members);
      this.#separator(closeBracket);
    }
    mapped.put(closeBracket);
    this.#at += 1;
  }

  #keepObject(members: Members): void {
    const bytes = this.#bytes;
    mapped.put(openBrace);
    this.#at += 1;
    let isFirst = true;
    while (bytes[this.#at] !== closeBrace) {
      const key = this.#at;
      this.#key();
      const member = memberAt(members, bytes, key + 1, this.#at - 2);
      if (member === null) this.#skip();
      else {
        if (!isFirst) mapped.put(comma);
        isFirst = false;
        mapped.add(bytes, key, this.#at);
        this.#keep(member.members);
      }
      this.#separator(closeBrace);
    }
    mapped.put(closeBrace);
    this.#at += 1;
  }

  #expect(byte: number): void {
    if (this.#bytes[this.#at] !== byte) throw new UnsureError();
    this.#at += 1;
  }

  /** After a value comes the next one or the end of what it stands in. */
  #separator(close: number): void {
    const byte = this.#bytes[this.#at];
    if (byte === comma) this.#at += 1;
    else if (byte !== close) throw new UnsureError();
  }

  /** Goes past a key and its colon. */
  #key(): void {
    const start = this.#at;
    if (this.#bytes[start] !== quote) throw new UnsureError();
    this.#at = this.#afterText(start);
    if (this.#bytes[this.#at - 1] !== colon) throw new UnsureError();
  }

  #endOfString(start: number): number {
    const bytes = this.#bytes;
    let at = start + 1;
    for (let byte = bytes[at]; byte !== quote; at += 1, byte = bytes[at]) {
      if (byte === backslash) at += 1;
      else if (byte === undefined) throw new UnsureError();
    }
    return at + 1;
  }

  /** Goes past one value, however deep, and notes the links in it. */
  #skip(): void {
    const first = this.#bytes[this.#at];
    if (first === quote) this.#at = this.#endOfString(this.#at);
    else if (first === openBrace || first === openBracket) this.#skipNested();
    else this.#skipPlain();
  }

  /**
   * Goes past an object or array.
   * PERF: most bytes of a page are gone past here, so it neither recurses nor looks at what is no text (benchmark: backfill).
   */
  #skipNested(): void {
    const bytes = this.#bytes;
    let depth = 0;
    let at = this.#at;
    for (;;) {
      const byte = bytes[at];
      at += 1;
      if (byte === quote) at = this.#afterText(at - 1);
      else if (byte === openBrace || byte === openBracket) depth += 1;
      else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
        if (depth === 0) break;
      } else if (byte === undefined || byte <= lastBlank) throw new UnsureError();
    }
    this.#at = at;
  }

  /** Goes past a text, and past its colon where it is a key, whose link is noted; gives where that ends. */
  #afterText(start: number): number {
    const bytes = this.#bytes;
    let at = start + 1;
    let hasEscapes = false;
    for (let byte = bytes[at]; byte !== quote; at += 1, byte = bytes[at]) {
      if (byte === backslash) {
        hasEscapes = true;
        at += 1;
      } else if (byte === undefined) throw new UnsureError();
    }
    if (bytes[at + 1] !== colon) return at + 1;
    if (hasEscapes) throw new UnsureError();
    if (bytes[at + 2] === quote && isBearerKey(bytes, start + 1, at))
      this.#links.push(at + 2, this.#endOfString(at + 2));
    return at + 2;
  }

  /** Goes past a number, `true`, `false` or `null`. */
  #skipPlain(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let byte = bytes[at]; byte !== comma && byte !== closeBrace && byte !== closeBracket;) {
      if (byte === undefined || byte <= lastBlank) throw new UnsureError();
      at += 1;
      byte = bytes[at];
    }
    if (at === this.#at) throw new UnsureError();
    this.#at = at;
  }
}

/** JSON without the blanks between its tokens. STRIPE: answers come indented. */
function withoutBlanks(bytes: Buffer): Buffer {
  const compact = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let isInside = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte <= lastBlank && !isInside) continue;
    compact[length] = byte;
    length += 1;
    if (byte === quote) isInside = !isInside;
    if (byte !== backslash || !isInside) continue;
    at += 1;
    compact[length] = bytes[at] ?? 0;
    length += 1;
  }
  return compact.subarray(0, length);
}

/**
 * Finds the objects of a Stripe list without parsing it, and what of them is mapped to columns. Null for what it cannot
 * tell for sure: JSON with escapes in its keys, or not a whole list; whoever calls parses those as a whole.
 *
 * PERF: parsing a whole page and writing its objects again takes three times as long (benchmark: backfill).
 */
export function scanList(bytes: Buffer, members: Members | null): ScannedList | null {
  try {
    const isIndented = (bytes[1] ?? 0) <= lastBlank;
    return new PageScanner(isIndented ? withoutBlanks(bytes) : bytes).list(members);
  } catch (error) {
    if (error instanceof UnsureError) return null;
    throw error;
  }
}
