import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { createMailServices } from '../../electron/services/mail.ts';
import type { OwnMailTemplate } from '../../electron/workspaces/workspaceRegistryApi.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { standardTemplate } from '../../shared/domain/mailTemplates.ts';
import { failureOf } from '../builders/failureOf.ts';

function openMail(chosenName: string | null = 'draft.eml') {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kantoor-mail-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  let own: OwnMailTemplate[] = [];
  const services = createMailServices({
    registry: {
      listMailTemplates: () => own,
      saveMailTemplates: (templates) => void (own = templates),
    },
    dialogs: { saveFile: async () => (chosenName === null ? null : path.join(folder, chosenName)) },
    publishEvent: () => undefined,
  });
  return { services, folder };
}

describe('the texts of e-mails', () => {
  it('are there in every language, and the standard ones come back after a reset', async () => {
    const { services } = openMail();
    const mine = {
      kind: 'loginLink',
      language: 'nl',
      subject: 'Portaal',
      body: '{portalLink}',
      shortBody: '{portalLink}',
    } as const;
    await services['mail.saveTemplate'](mine);
    const written = schemas['mail.listTemplates'].output.parse(await services['mail.listTemplates']({}));
    expect(written.filter(({ isOwn }) => isOwn)).toEqual([{ ...mine, isOwn: true }]);
    expect(written).toHaveLength(30);
    await services['mail.resetTemplate']({ kind: 'loginLink', language: 'nl' });
    const reset = await services['mail.listTemplates']({});
    expect(reset).toContainEqual({
      kind: 'loginLink',
      language: 'nl',
      ...standardTemplate('loginLink', 'nl'),
      isOwn: false,
    });
  });

  it('are refused without their link', async () => {
    const { services } = openMail();
    const failure = await failureOf(
      services['mail.saveTemplate']({
        kind: 'loginLink',
        language: 'en',
        subject: 'x',
        body: 'x',
        shortBody: '{portalLink}',
      }),
    );
    expect([failure.code, failure.details['problem']]).toEqual(['invalid_input', 'linkMissing']);
  });
});

describe('a draft', () => {
  it('opens unsent, with every letter as it was written', async () => {
    const { services, folder } = openMail();
    const body = 'Beste Café Ørsted,\n\nhttps://billing.stripe.com/p/session/' + 'x'.repeat(120) + '\n';
    await services['mail.saveDraft']({ to: 'crème@bistro.example', subject: 'Uw facturen – één link', body });
    const [head = '', ...rest] = fs.readFileSync(path.join(folder, 'draft.eml'), 'utf8').split('\r\n\r\n');
    expect(head).toContain('X-Unsent: 1');
    expect(head).toMatch(/^Subject: =\?UTF-8\?/m);
    const isBase64 = head.includes('Content-Transfer-Encoding: base64');
    const encoded = rest.join('\r\n\r\n');
    const text = isBase64
      ? Buffer.from(encoded, 'base64').toString()
      : Buffer.from(
          encoded
            .replaceAll('=\r\n', '')
            .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
              String.fromCodePoint(Number.parseInt(hex, 16)),
            ),
          'latin1',
        ).toString('utf8');
    expect(text.replaceAll('\r\n', '\n').trim()).toBe(body.trim());
  });

  it('cannot be given a second recipient or header through the address', async () => {
    const { services, folder } = openMail();
    await services['mail.saveDraft']({
      to: 'a@b.example\r\nBcc: c@d.example, e@f.example',
      subject: 'x\r\nBcc: g@h.example',
      body: 'x',
    });
    const [head = ''] = fs.readFileSync(path.join(folder, 'draft.eml'), 'utf8').split('\r\n\r\n');
    expect(head).not.toMatch(/^Bcc:/m);
  });

  it('is not written when the person changes their mind', async () => {
    const { services, folder } = openMail(null);
    expect(await services['mail.saveDraft']({ to: 'a@b.example', subject: 'x', body: 'x' })).toEqual({
      file: null,
    });
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
