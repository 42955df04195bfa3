import { useTranslation } from 'react-i18next';

/** Names a payment method: most by their brand, which is the same everywhere, a bank transfer by a word of the language. */
export function useMethodName(): (method: { type: string; label: string }) => string {
  const { t } = useTranslation();
  return ({ type, label }) => (type === 'customer_balance' ? t('bankTransfer') : label);
}
