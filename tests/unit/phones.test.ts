import { describe, expect, it } from 'vitest';
import { checkPhone, formatPhone } from '../../shared/domain/phones.ts';

describe('a phone number', () => {
  it('is understood as people of the country write it', () => {
    expect(checkPhone('020 624 1111', 'NL')).toEqual({ ok: true, value: '+31 20 624 1111' });
    expect(checkPhone('(0)20 7946 0000', 'GB')).toEqual({ ok: true, value: '+44 20 7946 0000' });
  });

  it('needs no country when it is international', () => {
    expect(checkPhone('+971 4 463 8084', null)).toEqual({ ok: true, value: '+971 4 463 8084' });
  });

  it('is refused when it is no number, too short, or national without a country', () => {
    expect(checkPhone('call me', 'NL').ok).toBe(false);
    expect(checkPhone('12', 'NL').ok).toBe(false);
    expect(checkPhone('020 624 1111', null).ok).toBe(false);
  });

  it('is shown as it is when it cannot be understood', () => {
    expect(formatPhone('ext. 12', 'NL')).toBe('ext. 12');
    expect(formatPhone('+31206241111', null)).toBe('+31 20 624 1111');
  });
});
