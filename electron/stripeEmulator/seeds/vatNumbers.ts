import { below, mix } from './random.ts';

/** A tax number with a right check digit where the country has one; fictional, from a number alone. */
export function vatNumberFor(country: string, salt: number): string | undefined {
  return MAKERS[country]?.(salt);
}

type Maker = (salt: number) => string;

const MAKERS: Record<string, Maker> = {
  NL: (salt) => {
    for (let attempt = 0; ; attempt++) {
      const body = digits(8, salt, attempt);
      const rest = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      if (rest !== 10) return `NL${body}${rest}B01`;
    }
  },
  BE: (salt) => {
    const body = `0${below(8, salt, 3) + 2}${digits(6, salt)}`;
    return `BE${body}${String(97 - (Number(body) % 97)).padStart(2, '0')}`;
  },
  DE: (salt) => {
    const body = `${below(9, salt, 3) + 1}${digits(7, salt)}`;
    let product = 10;
    for (const digit of body) {
      const sum = (Number(digit) + product) % 10 || 10;
      product = (2 * sum) % 11;
    }
    return `DE${body}${(11 - product) % 10}`;
  },
  FR: (salt) => {
    const siren = luhn(digits(8, salt));
    return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`;
  },
  ES: (salt) => {
    const body = digits(7, salt);
    let sum = 0;
    for (let i = 0; i < 7; i++) {
      const digit = Number(body[i]);
      const doubled = digit * 2;
      sum += i % 2 === 0 ? Math.floor(doubled / 10) + (doubled % 10) : digit;
    }
    return `ESB${body}${(10 - (sum % 10)) % 10}`;
  },
  IT: (salt) => `IT${luhn(`0${digits(6, salt)}015`)}`,
  AT: (salt) => {
    const body = digits(7, salt);
    let sum = 4;
    for (let i = 0; i < 7; i++) {
      const digit = Number(body[i]);
      sum += i % 2 === 0 ? digit : Math.floor(digit / 5) + ((digit * 2) % 10);
    }
    return `ATU${body}${(10 - (sum % 10)) % 10}`;
  },
  IE: (salt) => {
    const body = digits(7, salt);
    const rest = weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 23;
    return `IE${body}${'WABCDEFGHIJKLMNOPQRSTUV'.charAt(rest)}`;
  },
  GB: (salt) => {
    for (let attempt = 0; ; attempt++) {
      const body = `${below(8, salt, 3 + 100 * attempt) + 1}${digits(6, salt, attempt)}`;
      const rest = weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 97;
      if (rest !== 0) return `GB${body}${String(97 - rest).padStart(2, '0')}`;
    }
  },
  CH: (salt) => {
    for (let attempt = 0; ; attempt++) {
      const body = `1${digits(7, salt, attempt)}`;
      const check = (11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11;
      if (check !== 10) {
        const all = body + check;
        return `CHE-${all.slice(0, 3)}.${all.slice(3, 6)}.${all.slice(6)} MWST`;
      }
    }
  },
  SE: (salt) => `SE${luhn(`556${digits(6, salt)}`)}01`,
  DK: (salt) => {
    for (let attempt = 0; ; attempt++) {
      const body = `${below(9, salt, 3 + 100 * attempt) + 1}${digits(6, salt, attempt)}`;
      const rest = (11 - (weighted(body, [2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      if (rest !== 10) return `DK${body}${rest}`;
    }
  },
  PL: (salt) => {
    for (let attempt = 0; ; attempt++) {
      const body = `5${digits(8, salt, attempt)}`;
      const rest = weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
      if (rest !== 10) return `PL${body}${rest}`;
    }
  },
  HU: (salt) => {
    const body = `1${digits(6, salt)}`;
    return `HU${body}${(10 - (weighted(body, [9, 7, 3, 1, 9, 7, 3]) % 10)) % 10}`;
  },
  PT: (salt) => {
    const body = `5${digits(7, salt)}`;
    const check = 11 - (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return `PT${body}${check > 9 ? 0 : check}`;
  },
  AE: (salt) => `100${digits(12, salt)}`,
  SA: (salt) => `3${digits(13, salt)}3`,
  IL: (salt) => luhn(`5${digits(7, salt)}`),
  SN: (salt) => `${digits(7, salt)}2A2`,
};

function digits(length: number, salt: number, attempt = 0): string {
  let text = '';
  for (let i = 0; i < length; i++) text += mix(salt, i + 11, attempt) % 10;
  return text;
}

function weighted(body: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0);
}

/** The digits followed by their Luhn check digit. */
function luhn(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit;
  }
  return body + ((10 - (sum % 10)) % 10);
}
