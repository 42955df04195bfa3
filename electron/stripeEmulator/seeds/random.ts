/** A well-mixed 32-bit number from whole numbers; the only source of chance in the seeds. */
export function mix(a: number, b = 0, c = 0): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15) ^ Math.imul(c + 0x165667b1, 0x27d4eb2f), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** A whole number from 0 to `limit` - 1. */
export function below(limit: number, a: number, b = 0, c = 0): number {
  return Math.floor((mix(a, b, c) / 4294967296) * limit);
}

export function pick<T>(list: readonly T[], a: number, b = 0, c = 0): T {
  const chosen = list[below(list.length, a, b, c)];
  if (chosen === undefined) throw new Error('Cannot pick from an empty list.');
  return chosen;
}

/** Turns words into a number to mix with. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` characters that look random and are the same for the same numbers. */
export function letters(length: number, a: number, b = 0): string {
  let text = '';
  for (let i = 0; i < length; i++) text += BASE62.charAt(below(62, a, b, i + 1));
  return text;
}
