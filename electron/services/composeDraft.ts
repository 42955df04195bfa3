import MailComposer from 'nodemailer/lib/mail-composer';

/** An e-mail as a file that a mail program opens for editing. Source: RFC 5322; `X-Unsent` is understood by Outlook and others. */
export async function composeDraft({
  to,
  subject,
  body,
}: {
  to: string;
  subject: string;
  body: string;
}): Promise<Uint8Array> {
  const composer = new MailComposer({
    // An address object: text after a comma or a line break never becomes a second recipient or a header.
    to: { name: '', address: to },
    subject,
    text: body,
    headers: { 'X-Unsent': '1' },
  });
  return composer.compile().build();
}
