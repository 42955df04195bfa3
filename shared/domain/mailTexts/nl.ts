import type { MailTexts } from '../mailTemplates.ts';

/** E-mails in Dutch. */
export const nl: MailTexts = {
  loginLink: {
    subject: 'Uw facturen en betaalgegevens bij {accountName}',
    body: `Beste {customerName},

In ons klantportaal vindt u uw openstaande en eerdere facturen, betaalt u openstaande facturen, downloadt u pdf's en houdt u uw betaalmethode en factureringsinformatie bij.

Zo logt u in:
1. Open {portalLink}
2. Vul het e-mailadres in waarop u onze facturen ontvangt: {email}
3. Open de e-mail die u daarna krijgt van Stripe, onze betaaldienstverlener.
4. Klik op de knop in die e-mail of typ de code over.
5. U ziet uw facturen, uw betaalmethoden en uw factureringsinformatie.

Hebt u vragen, laat het ons gerust weten.

Met vriendelijke groet,
{accountName}`,
    shortBody: `Beste {customerName},

Uw facturen en betaalgegevens vindt u hier: {portalLink}
Log in met {email}; Stripe stuurt u per e-mail een code.

Met vriendelijke groet,
{accountName}`,
  },
  personalLink: {
    subject: 'Uw persoonlijke link naar uw facturen bij {accountName}',
    body: `Beste {customerName},

Met deze link komt u meteen bij uw facturen, betaalmethoden en factureringsinformatie:
{portalLink}

De link is alleen voor u bestemd; stuur hem niet door. Opent u hem later, dan vraagt Stripe, onze betaaldienstverlener, eerst om een code die naar {email} wordt gestuurd. Daarna gaat u verder waar u wilde zijn.

Hebt u vragen, laat het ons gerust weten.

Met vriendelijke groet,
{accountName}`,
    shortBody: `Beste {customerName},

Uw persoonlijke link naar uw facturen en betaalgegevens: {portalLink}
Stuur deze link niet door.

Met vriendelijke groet,
{accountName}`,
  },
  addPaymentMethod: {
    subject: 'Voeg een betaalmethode toe voor {accountName}',
    body: `Beste {customerName},

Wilt u een kaart of een automatische incasso vastleggen? Dan kunnen wij uw facturen innen en loopt uw dienst zonder onderbreking door:
{portalLink}

U vult uw gegevens in op een beveiligde pagina van Stripe, onze betaaldienstverlener; wij zien uw volledige kaart- of rekeningnummer nooit. De link is alleen voor u bestemd; stuur hem niet door.

Hebt u vragen, laat het ons gerust weten.

Met vriendelijke groet,
{accountName}`,
    shortBody: `Beste {customerName},

Leg op deze beveiligde pagina van Stripe een kaart of automatische incasso vast: {portalLink}
Stuur deze link niet door.

Met vriendelijke groet,
{accountName}`,
  },
  updateDetails: {
    subject: 'Controleer uw factureringsinformatie bij {accountName}',
    body: `Beste {customerName},

Wilt u controleren of de naam, het adres, het telefoonnummer en het btw-nummer op uw facturen nog kloppen? Wat niet klopt, wijzigt u hier:
{portalLink}

Wijzigingen komen op nieuwe facturen te staan; facturen die u al hebt ontvangen, blijven zoals ze zijn. De link is alleen voor u bestemd; stuur hem niet door.

Hebt u vragen, laat het ons gerust weten.

Met vriendelijke groet,
{accountName}`,
    shortBody: `Beste {customerName},

Controleer hier de factureringsinformatie op uw facturen: {portalLink}
Stuur deze link niet door.

Met vriendelijke groet,
{accountName}`,
  },
  invoiceReminder: {
    subject: 'Herinnering: factuur {invoiceNumber} van {accountName}',
    body: `Beste {customerName},

Volgens onze administratie is factuur {invoiceNumber} van {amount}, met vervaldatum {dueDate}, nog niet betaald. U bekijkt en betaalt de factuur hier:
{invoiceLink}

De link is alleen voor u bestemd; stuur hem niet door. Hebt u inmiddels betaald, dan kunt u deze herinnering als niet verzonden beschouwen.

Hebt u vragen, laat het ons gerust weten.

Met vriendelijke groet,
{accountName}`,
    shortBody: `Beste {customerName},

Factuur {invoiceNumber} van {amount}, met vervaldatum {dueDate}, staat nog open. U betaalt hier: {invoiceLink}

Met vriendelijke groet,
{accountName}`,
  },
};
