import type { MailTexts } from '../mailTemplates.ts';

/** E-mails in French. */
export const fr: MailTexts = {
  loginLink: {
    subject: 'Vos factures et moyens de paiement chez {accountName}',
    body: `Bonjour {customerName},

Dans notre espace client, vous retrouvez vos factures en attente et passées, vous réglez celles qui restent dues, téléchargez les PDF et tenez à jour votre moyen de paiement et vos informations de facturation.

Pour vous connecter :
1. Ouvrez {portalLink}
2. Saisissez l'adresse e-mail à laquelle vous recevez nos factures : {email}
3. Ouvrez l'e-mail que vous envoie alors Stripe, notre prestataire de paiement.
4. Cliquez sur le bouton de cet e-mail ou saisissez le code qu'il contient.
5. Vous voyez vos factures, vos moyens de paiement et vos informations de facturation.

N'hésitez pas à nous écrire pour toute question.

Cordialement,
{accountName}`,
    shortBody: `Bonjour {customerName},

Vos factures et moyens de paiement se trouvent ici : {portalLink}
Connectez-vous avec {email} ; Stripe vous envoie un code par e-mail.

Cordialement,
{accountName}`,
  },
  personalLink: {
    subject: 'Votre lien personnel vers vos factures chez {accountName}',
    body: `Bonjour {customerName},

Ce lien vous mène directement à vos factures, vos moyens de paiement et vos informations de facturation :
{portalLink}

Ce lien vous est strictement personnel ; merci de ne pas le transmettre. Si vous l'ouvrez plus tard, Stripe, notre prestataire de paiement, vous demande d'abord un code envoyé à {email}. Vous poursuivez ensuite là où vous le souhaitiez.

N'hésitez pas à nous écrire pour toute question.

Cordialement,
{accountName}`,
    shortBody: `Bonjour {customerName},

Votre lien personnel vers vos factures et moyens de paiement : {portalLink}
Merci de ne pas le transmettre.

Cordialement,
{accountName}`,
  },
  addPaymentMethod: {
    subject: 'Merci d’ajouter un moyen de paiement pour {accountName}',
    body: `Bonjour {customerName},

Merci d'enregistrer une carte ou un prélèvement automatique, afin que nous puissions encaisser vos factures et que votre service se poursuive sans interruption :
{portalLink}

Vous saisissez vos données sur une page sécurisée de Stripe, notre prestataire de paiement ; nous ne voyons jamais votre numéro complet de carte ou de compte. Ce lien vous est strictement personnel ; merci de ne pas le transmettre.

N'hésitez pas à nous écrire pour toute question.

Cordialement,
{accountName}`,
    shortBody: `Bonjour {customerName},

Merci d'enregistrer une carte ou un prélèvement automatique sur cette page sécurisée de Stripe : {portalLink}
Merci de ne pas transmettre ce lien.

Cordialement,
{accountName}`,
  },
  updateDetails: {
    subject: 'Merci de vérifier vos informations de facturation chez {accountName}',
    body: `Bonjour {customerName},

Merci de vérifier si le nom, l'adresse, le numéro de téléphone et le numéro de TVA figurant sur vos factures sont toujours exacts, et de les modifier ici si nécessaire :
{portalLink}

Les modifications figureront sur les nouvelles factures ; celles que vous avez déjà reçues restent inchangées. Ce lien vous est strictement personnel ; merci de ne pas le transmettre.

N'hésitez pas à nous écrire pour toute question.

Cordialement,
{accountName}`,
    shortBody: `Bonjour {customerName},

Merci de vérifier ici les informations figurant sur vos factures : {portalLink}
Merci de ne pas transmettre ce lien.

Cordialement,
{accountName}`,
  },
  invoiceReminder: {
    subject: 'Rappel : facture {invoiceNumber} de {accountName}',
    body: `Bonjour {customerName},

Sauf erreur de notre part, la facture {invoiceNumber} de {amount}, échue le {dueDate}, n'est pas encore réglée. Vous pouvez la consulter et la régler ici :
{invoiceLink}

Ce lien vous est strictement personnel ; merci de ne pas le transmettre. Si votre paiement a croisé ce message, merci de ne pas en tenir compte.

N'hésitez pas à nous écrire pour toute question.

Cordialement,
{accountName}`,
    shortBody: `Bonjour {customerName},

La facture {invoiceNumber} de {amount}, échue le {dueDate}, reste à régler. Vous pouvez la payer ici : {invoiceLink}

Cordialement,
{accountName}`,
  },
};
