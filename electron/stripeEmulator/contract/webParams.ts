import { invalidRequest } from './apiError.ts';
import { text, type Field } from './params.ts';

/** An address on the web; Stripe refuses everything else before it makes a page that leads there. */
export const webAddress: Field<string | null> = {
  read(raw, path) {
    const value = text.read(raw, path);
    if (value !== null && !/^https?:$/.test(URL.parse(value)?.protocol ?? '')) {
      throw invalidRequest('Not a valid URL', 'url_invalid', path);
    }
    return value;
  },
};

const SHARED =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl ' +
  'sv th tr vi zh zh-HK zh-TW';

/** The languages of the hosted pages; there are customers who read none of them. */
export const portalLocale = localeOf(`${SHARED} en-AU en-CA en-IE en-IN en-NZ`);
export const checkoutLocale = localeOf(`${SHARED} hi-IN`);

function localeOf(names: string): Field<string | null> {
  const known = new Set(names.split(' '));
  return {
    read(raw, path) {
      const value = text.read(raw, path);
      if (value !== null && !known.has(value)) {
        throw invalidRequest(`Invalid ${path}: must be one of ${[...known].join(', ')}`, undefined, path);
      }
      return value;
    },
  };
}
