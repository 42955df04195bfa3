import type { MailTexts } from '../mailTemplates.ts';

/** E-mails in English. */
export const en: MailTexts = {
  loginLink: {
    subject: 'Your invoices and payment details at {accountName}',
    body: `Dear {customerName},

In our customer portal you find your open and earlier invoices, pay open ones, download PDFs and keep your payment method and billing information up to date.

This is how you log in:
1. Open {portalLink}
2. Enter the e-mail address at which you receive our invoices: {email}
3. Open the e-mail that you then receive from Stripe, our payment provider.
4. Click the button in that e-mail, or type the code from it.
5. You see your invoices, your payment methods and your billing information.

Please write to us if you have any questions.

Kind regards,
{accountName}`,
    shortBody: `Dear {customerName},

Your invoices and payment details are here: {portalLink}
Log in with {email}; Stripe sends you a code by e-mail.

Kind regards,
{accountName}`,
  },
  personalLink: {
    subject: 'Your personal link to your invoices at {accountName}',
    body: `Dear {customerName},

With this link you go straight to your invoices, payment methods and billing information:
{portalLink}

The link is meant for you alone; please do not pass it on. When you open it later, Stripe, our payment provider, first asks for a code, which it sends to {email}. You then continue where you wanted to be.

Please write to us if you have any questions.

Kind regards,
{accountName}`,
    shortBody: `Dear {customerName},

Your personal link to your invoices and payment details: {portalLink}
Please do not pass it on.

Kind regards,
{accountName}`,
  },
  addPaymentMethod: {
    subject: 'Please add a payment method for {accountName}',
    body: `Dear {customerName},

Please register a card or a direct debit, so that we can collect your invoices and your service continues without interruption:
{portalLink}

You enter your details on a secure page of Stripe, our payment provider; we never see your full card or account number. The link is meant for you alone; please do not pass it on.

Please write to us if you have any questions.

Kind regards,
{accountName}`,
    shortBody: `Dear {customerName},

Please register a card or a direct debit on this secure page of Stripe: {portalLink}
Please do not pass the link on.

Kind regards,
{accountName}`,
  },
  updateDetails: {
    subject: 'Please check your billing information at {accountName}',
    body: `Dear {customerName},

Please check whether the name, address, phone number and VAT number on your invoices are still right, and change them here where they are not:
{portalLink}

Changes appear on new invoices; invoices that you have received already stay as they are. The link is meant for you alone; please do not pass it on.

Please write to us if you have any questions.

Kind regards,
{accountName}`,
    shortBody: `Dear {customerName},

Please check the billing information on your invoices here: {portalLink}
Please do not pass the link on.

Kind regards,
{accountName}`,
  },
  invoiceReminder: {
    subject: 'Reminder: invoice {invoiceNumber} of {accountName}',
    body: `Dear {customerName},

According to our records, invoice {invoiceNumber} of {amount}, due on {dueDate}, has not been paid yet. You see and pay it here:
{invoiceLink}

The link is meant for you alone; please do not pass it on. If your payment and this message have crossed, please disregard this reminder.

Please write to us if you have any questions.

Kind regards,
{accountName}`,
    shortBody: `Dear {customerName},

Invoice {invoiceNumber} of {amount}, due on {dueDate}, is still open. You can pay it here: {invoiceLink}

Kind regards,
{accountName}`,
  },
};
