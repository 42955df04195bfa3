const DIGITS = 6;

/** Ids carry the account's part and a position, so that looking one up needs no index. */
export function idAt(prefix: string, part: string, position: number, slot = ''): string {
  return `${prefix}_${part}${position.toString(36).toUpperCase().padStart(DIGITS, '0')}${slot}`;
}

export const METHOD = 'pm';
/** Cards of the time before payment methods are counted among these. */
export const LEGACY_CARD = 'card';

/** The position that an id of this account carries, and what follows it. */
export function positionIn(
  id: string,
  prefix: string,
  part: string,
): { position: number; slot: string } | undefined {
  const own = prefix === METHOD && id.startsWith(`${LEGACY_CARD}_`) ? LEGACY_CARD : prefix;
  const head = `${own}_${part}`;
  if (!id.startsWith(head)) return undefined;
  const digits = id.slice(head.length, head.length + DIGITS);
  if (!/^[0-9A-Z]{6}$/.test(digits)) return undefined;
  return { position: Number.parseInt(digits, 36), slot: id.slice(head.length + DIGITS) };
}
