/** Languages in which Stripe prints documents. *Source*: Stripe "Customize invoices", supported languages. */
export const documentLanguages: readonly string[] = (
  'ar bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk ' +
  'sl sv th tr vi zh-CN zh-HK zh-TW'
).split(' ');
