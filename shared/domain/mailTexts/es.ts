import type { MailTexts } from '../mailTemplates.ts';

/** E-mails in Spanish. */
export const es: MailTexts = {
  loginLink: {
    subject: 'Sus facturas y datos de pago en {accountName}',
    body: `Hola, {customerName}:

En nuestro portal de clientes puede consultar sus facturas pendientes y anteriores, pagar las pendientes, descargar los PDF y mantener al día su método de pago y sus datos de facturación.

Así inicia sesión:
1. Abra {portalLink}
2. Introduzca la dirección de correo en la que recibe nuestras facturas: {email}
3. Abra el correo que le enviará Stripe, nuestro proveedor de pagos.
4. Pulse el botón de ese correo o escriba el código que contiene.
5. Verá sus facturas, sus métodos de pago y sus datos de facturación.

Si tiene alguna pregunta, escríbanos.

Un cordial saludo,
{accountName}`,
    shortBody: `Hola, {customerName}:

Sus facturas y datos de pago están aquí: {portalLink}
Inicie sesión con {email}; Stripe le enviará un código por correo.

Un cordial saludo,
{accountName}`,
  },
  personalLink: {
    subject: 'Su enlace personal a sus facturas en {accountName}',
    body: `Hola, {customerName}:

Con este enlace accede directamente a sus facturas, métodos de pago y datos de facturación:
{portalLink}

El enlace es personal; le rogamos que no lo comparta. Si lo abre más adelante, Stripe, nuestro proveedor de pagos, le pedirá primero un código que enviará a {email}. Después continuará donde quería.

Si tiene alguna pregunta, escríbanos.

Un cordial saludo,
{accountName}`,
    shortBody: `Hola, {customerName}:

Su enlace personal a sus facturas y datos de pago: {portalLink}
Le rogamos que no lo comparta.

Un cordial saludo,
{accountName}`,
  },
  addPaymentMethod: {
    subject: 'Añada un método de pago para {accountName}',
    body: `Hola, {customerName}:

Le rogamos que registre una tarjeta o una domiciliación bancaria para que podamos cobrar sus facturas y su servicio continúe sin interrupciones:
{portalLink}

Introducirá sus datos en una página segura de Stripe, nuestro proveedor de pagos; nosotros nunca vemos su número completo de tarjeta o de cuenta. El enlace es personal; le rogamos que no lo comparta.

Si tiene alguna pregunta, escríbanos.

Un cordial saludo,
{accountName}`,
    shortBody: `Hola, {customerName}:

Registre una tarjeta o una domiciliación bancaria en esta página segura de Stripe: {portalLink}
Le rogamos que no comparta el enlace.

Un cordial saludo,
{accountName}`,
  },
  updateDetails: {
    subject: 'Revise sus datos de facturación en {accountName}',
    body: `Hola, {customerName}:

Le rogamos que compruebe si el nombre, la dirección, el teléfono y el NIF/IVA que figuran en sus facturas siguen siendo correctos y, si no lo son, que los cambie aquí:
{portalLink}

Los cambios aparecerán en las facturas nuevas; las que ya ha recibido no se modifican. El enlace es personal; le rogamos que no lo comparta.

Si tiene alguna pregunta, escríbanos.

Un cordial saludo,
{accountName}`,
    shortBody: `Hola, {customerName}:

Revise aquí los datos que figuran en sus facturas: {portalLink}
Le rogamos que no comparta el enlace.

Un cordial saludo,
{accountName}`,
  },
  invoiceReminder: {
    subject: 'Recordatorio: factura {invoiceNumber} de {accountName}',
    body: `Hola, {customerName}:

Según nuestros registros, la factura {invoiceNumber} por {amount}, con vencimiento el {dueDate}, aún no está pagada. Puede consultarla y pagarla aquí:
{invoiceLink}

El enlace es personal; le rogamos que no lo comparta. Si ya ha realizado el pago, no tenga en cuenta este recordatorio.

Si tiene alguna pregunta, escríbanos.

Un cordial saludo,
{accountName}`,
    shortBody: `Hola, {customerName}:

La factura {invoiceNumber} por {amount}, con vencimiento el {dueDate}, sigue pendiente. Puede pagarla aquí: {invoiceLink}

Un cordial saludo,
{accountName}`,
  },
};
