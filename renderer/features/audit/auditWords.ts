import type { TFunction } from 'i18next';
import { installationOfAuthor, outsideKantoor, stripeItself } from '../../../shared/domain/auditAuthors.ts';
import type { AuditEntry } from '../../../shared/ipc/schemas/audit.ts';
import { nameOfField, toShownChanges, wordOfValue, type ShownChange } from '../../app/ChangeTable.tsx';
import type { Format } from '../../format/useFormat.ts';
import type { Tone } from '../../ui/Tag.tsx';

const tones: Record<AuditEntry['outcome'], Tone> = {
  done: 'positive',
  refused: 'negative',
  unknown: 'caution',
  pending: 'quiet',
  conflict: 'caution',
  withdrawn: 'quiet',
  replaced: 'quiet',
  alreadySo: 'quiet',
};

export function toneOfOutcome(outcome: AuditEntry['outcome']): Tone {
  return tones[outcome];
}

/** Who it was, in words where it was not a person at this computer. */
export function whoText(who: string, t: TFunction<'audit'>): string {
  if (who === outsideKantoor) return t('who.outside');
  if (who === stripeItself) return t('who.stripe');
  const installation = installationOfAuthor(who);
  return installation === null ? who : t('who.installation', { id: installation });
}

/** Changes that fit into a line of the list; the rest is told as a number. */
const shownInLine = 2;

export interface AuditWords {
  t: TFunction<'audit'>;
  tApp: TFunction<'app'>;
  format: Format;
}

/** What an entry changed, in one line: `City: Utrecht → Amersfoort`. */
export function describeChanges(entry: Pick<AuditEntry, 'before' | 'after'>, words: AuditWords): string {
  const changes = toShownChanges(entry.before, entry.after);
  const shown = changes.slice(0, shownInLine).map((change) => describeChange(change, words));
  const rest = changes.length - shown.length;
  return [...shown, ...(rest > 0 ? [words.t('change.more', { count: rest })] : [])].join(' · ');
}

function describeChange({ field, before, after }: ShownChange, { t, tApp, format }: AuditWords): string {
  const word = (value: string): string => wordOfValue(field, value, tApp, format);
  const name = nameOfField(field, tApp);
  if (before === null || before === '')
    return t('change.set', { field: name, after: after === null ? '' : word(after) });
  if (after === null || after === '') return t('change.removed', { field: name, before: word(before) });
  return t('change.of', { field: name, before: word(before), after: word(after) });
}
