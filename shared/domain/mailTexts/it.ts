import type { MailTexts } from '../mailTemplates.ts';

/** E-mails in Italian. */
export const it: MailTexts = {
  loginLink: {
    subject: 'Le Sue fatture e i dati di pagamento presso {accountName}',
    body: `Gentile {customerName},

nel nostro portale clienti trova le fatture aperte e quelle precedenti, paga quelle aperte, scarica i PDF e tiene aggiornati il metodo di pagamento e i dati di fatturazione.

Ecco come accedere:
1. Apra {portalLink}
2. Inserisca l'indirizzo e-mail al quale riceve le nostre fatture: {email}
3. Apra l'e-mail che Le invia Stripe, il nostro fornitore di servizi di pagamento.
4. Faccia clic sul pulsante nell'e-mail oppure inserisca il codice che contiene.
5. Vedrà le Sue fatture, i metodi di pagamento e i dati di fatturazione.

Per qualsiasi domanda siamo a Sua disposizione.

Cordiali saluti,
{accountName}`,
    shortBody: `Gentile {customerName},

le Sue fatture e i dati di pagamento si trovano qui: {portalLink}
Acceda con {email}; Stripe Le invia un codice per e-mail.

Cordiali saluti,
{accountName}`,
  },
  personalLink: {
    subject: 'Il Suo link personale alle fatture presso {accountName}',
    body: `Gentile {customerName},

con questo link accede direttamente alle Sue fatture, ai metodi di pagamento e ai dati di fatturazione:
{portalLink}

Il link è strettamente personale; La preghiamo di non inoltrarlo. Se lo apre in un secondo momento, Stripe, il nostro fornitore di servizi di pagamento, Le chiede prima un codice che viene inviato a {email}. Poi prosegue da dove desiderava.

Per qualsiasi domanda siamo a Sua disposizione.

Cordiali saluti,
{accountName}`,
    shortBody: `Gentile {customerName},

il Suo link personale alle fatture e ai dati di pagamento: {portalLink}
La preghiamo di non inoltrarlo.

Cordiali saluti,
{accountName}`,
  },
  addPaymentMethod: {
    subject: 'Aggiunga un metodo di pagamento per {accountName}',
    body: `Gentile {customerName},

La preghiamo di registrare una carta o un addebito diretto, affinché possiamo incassare le Sue fatture e il servizio prosegua senza interruzioni:
{portalLink}

Inserisce i Suoi dati su una pagina sicura di Stripe, il nostro fornitore di servizi di pagamento; noi non vediamo mai il numero completo della carta o del conto. Il link è strettamente personale; La preghiamo di non inoltrarlo.

Per qualsiasi domanda siamo a Sua disposizione.

Cordiali saluti,
{accountName}`,
    shortBody: `Gentile {customerName},

La preghiamo di registrare una carta o un addebito diretto su questa pagina sicura di Stripe: {portalLink}
La preghiamo di non inoltrare il link.

Cordiali saluti,
{accountName}`,
  },
  updateDetails: {
    subject: 'Verifichi i Suoi dati di fatturazione presso {accountName}',
    body: `Gentile {customerName},

La preghiamo di verificare se il nome, l'indirizzo, il numero di telefono e la partita IVA riportati sulle Sue fatture sono ancora corretti e di modificarli qui se non lo sono:
{portalLink}

Le modifiche compaiono sulle nuove fatture; quelle già ricevute restano invariate. Il link è strettamente personale; La preghiamo di non inoltrarlo.

Per qualsiasi domanda siamo a Sua disposizione.

Cordiali saluti,
{accountName}`,
    shortBody: `Gentile {customerName},

La preghiamo di verificare qui i dati riportati sulle Sue fatture: {portalLink}
La preghiamo di non inoltrare il link.

Cordiali saluti,
{accountName}`,
  },
  invoiceReminder: {
    subject: 'Promemoria: fattura {invoiceNumber} di {accountName}',
    body: `Gentile {customerName},

dai nostri dati risulta che la fattura {invoiceNumber} di {amount}, con scadenza il {dueDate}, non è ancora stata pagata. Può consultarla e pagarla qui:
{invoiceLink}

Il link è strettamente personale; La preghiamo di non inoltrarlo. Se ha già provveduto al pagamento, non tenga conto di questo promemoria.

Per qualsiasi domanda siamo a Sua disposizione.

Cordiali saluti,
{accountName}`,
    shortBody: `Gentile {customerName},

la fattura {invoiceNumber} di {amount}, con scadenza il {dueDate}, è ancora aperta. Può pagarla qui: {invoiceLink}

Cordiali saluti,
{accountName}`,
  },
};
