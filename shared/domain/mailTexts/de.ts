import type { MailTexts } from '../mailTemplates.ts';

/** E-mails in German. */
export const de: MailTexts = {
  loginLink: {
    subject: 'Ihre Rechnungen und Zahlungsdaten bei {accountName}',
    body: `Guten Tag {customerName},

in unserem Kundenportal finden Sie Ihre offenen und früheren Rechnungen, bezahlen offene Rechnungen, laden PDFs herunter und halten Ihre Zahlungsmethode und Rechnungsangaben aktuell.

So melden Sie sich an:
1. Öffnen Sie {portalLink}
2. Geben Sie die E-Mail-Adresse ein, an die wir unsere Rechnungen senden: {email}
3. Öffnen Sie die E-Mail, die Sie daraufhin von Stripe, unserem Zahlungsdienstleister, erhalten.
4. Klicken Sie auf die Schaltfläche in dieser E-Mail oder geben Sie den Code daraus ein.
5. Sie sehen Ihre Rechnungen, Ihre Zahlungsmethoden und Ihre Rechnungsangaben.

Bei Fragen sind wir gern für Sie da.

Freundliche Grüße
{accountName}`,
    shortBody: `Guten Tag {customerName},

Ihre Rechnungen und Zahlungsdaten finden Sie hier: {portalLink}
Melden Sie sich mit {email} an; Stripe schickt Ihnen per E-Mail einen Code.

Freundliche Grüße
{accountName}`,
  },
  personalLink: {
    subject: 'Ihr persönlicher Link zu Ihren Rechnungen bei {accountName}',
    body: `Guten Tag {customerName},

mit diesem Link gelangen Sie direkt zu Ihren Rechnungen, Zahlungsmethoden und Rechnungsangaben:
{portalLink}

Der Link ist nur für Sie bestimmt; bitte geben Sie ihn nicht weiter. Wenn Sie ihn später öffnen, fragt Stripe, unser Zahlungsdienstleister, zunächst nach einem Code, der an {email} gesendet wird. Danach geht es dort weiter, wo Sie hinwollten.

Bei Fragen sind wir gern für Sie da.

Freundliche Grüße
{accountName}`,
    shortBody: `Guten Tag {customerName},

Ihr persönlicher Link zu Ihren Rechnungen und Zahlungsdaten: {portalLink}
Bitte geben Sie ihn nicht weiter.

Freundliche Grüße
{accountName}`,
  },
  addPaymentMethod: {
    subject: 'Bitte hinterlegen Sie eine Zahlungsmethode für {accountName}',
    body: `Guten Tag {customerName},

bitte hinterlegen Sie eine Karte oder ein Lastschriftmandat, damit wir Ihre Rechnungen einziehen können und Ihr Dienst ohne Unterbrechung weiterläuft:
{portalLink}

Sie geben Ihre Daten auf einer sicheren Seite von Stripe, unserem Zahlungsdienstleister, ein; wir sehen Ihre vollständige Karten- oder Kontonummer nie. Der Link ist nur für Sie bestimmt; bitte geben Sie ihn nicht weiter.

Bei Fragen sind wir gern für Sie da.

Freundliche Grüße
{accountName}`,
    shortBody: `Guten Tag {customerName},

bitte hinterlegen Sie auf dieser sicheren Seite von Stripe eine Karte oder ein Lastschriftmandat: {portalLink}
Bitte geben Sie den Link nicht weiter.

Freundliche Grüße
{accountName}`,
  },
  updateDetails: {
    subject: 'Bitte prüfen Sie Ihre Rechnungsangaben bei {accountName}',
    body: `Guten Tag {customerName},

bitte prüfen Sie, ob Name, Adresse, Telefonnummer und USt-IdNr. auf Ihren Rechnungen noch stimmen, und ändern Sie hier, was nicht mehr stimmt:
{portalLink}

Änderungen erscheinen auf neuen Rechnungen; bereits erhaltene Rechnungen bleiben, wie sie sind. Der Link ist nur für Sie bestimmt; bitte geben Sie ihn nicht weiter.

Bei Fragen sind wir gern für Sie da.

Freundliche Grüße
{accountName}`,
    shortBody: `Guten Tag {customerName},

bitte prüfen Sie hier die Angaben auf Ihren Rechnungen: {portalLink}
Bitte geben Sie den Link nicht weiter.

Freundliche Grüße
{accountName}`,
  },
  invoiceReminder: {
    subject: 'Zahlungserinnerung: Rechnung {invoiceNumber} von {accountName}',
    body: `Guten Tag {customerName},

nach unseren Unterlagen ist die Rechnung {invoiceNumber} über {amount}, fällig am {dueDate}, noch nicht bezahlt. Hier können Sie sie ansehen und bezahlen:
{invoiceLink}

Der Link ist nur für Sie bestimmt; bitte geben Sie ihn nicht weiter. Sollten Sie inzwischen bezahlt haben, betrachten Sie diese Erinnerung bitte als gegenstandslos.

Bei Fragen sind wir gern für Sie da.

Freundliche Grüße
{accountName}`,
    shortBody: `Guten Tag {customerName},

die Rechnung {invoiceNumber} über {amount}, fällig am {dueDate}, ist noch offen. Hier können Sie bezahlen: {invoiceLink}

Freundliche Grüße
{accountName}`,
  },
};
