import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { claimProfile, type ProfileOwner, type ProfilePeer } from '../../electron/platform/claimProfile.ts';
import { instanceAddress } from '../../electron/platform/instanceAddress.ts';

let profileDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'kantoor-instance-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await rm(profileDir, { recursive: true, force: true });
});

/** Starts a process that claims the profile and gives what it became. */
async function startProcess(dir = profileDir): Promise<{ child: ChildProcess; kind: string }> {
  const script = join(import.meta.dirname, 'singleInstanceOwner.ts');
  const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, kind: chunk.toString().trim() };
}

async function claimAsOwner(dir = profileDir): Promise<ProfileOwner> {
  const claim = await claimProfile(dir);
  if (claim.kind !== 'owner') throw new Error('Somebody else owns the profile.');
  return claim;
}

async function claimAsPeer(dir = profileDir): Promise<ProfilePeer> {
  const claim = await claimProfile(dir);
  if (claim.kind !== 'peer') throw new Error('Nobody else owns the profile.');
  return claim;
}

function answerOf(peer: ProfilePeer, message: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    peer.connection.onMessage(resolve);
    peer.connection.send(message);
  });
}

describe('a profile', () => {
  it('belongs to the first process; the second one talks to it', async () => {
    const { child, kind } = await startProcess();
    expect(kind).toBe('owner');
    const peer = await claimAsPeer();
    expect(await answerOf(peer, { hello: 'é\n"' })).toEqual({ from: child.pid, message: { hello: 'é\n"' } });
    peer.connection.close();
  });

  it('is free again the moment its owner is killed, although the socket file is still there', async () => {
    const { child } = await startProcess();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(instanceAddress(profileDir))).toBe(true);
    const owner = await claimAsOwner();
    await owner.listen((connection) => connection.onMessage(() => connection.send('new owner')));
    const peer = await claimAsPeer();
    expect(await answerOf(peer, {})).toBe('new owner');
    peer.connection.close();
    await owner.release();
  });

  it('has exactly one owner when several processes start at once after a kill', async () => {
    const { child } = await startProcess();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const started = await Promise.all([startProcess(), startProcess(), startProcess()]);
    expect(started.map(({ kind }) => kind).toSorted()).toEqual(['owner', 'peer', 'peer']);
  });

  it('is free after its owner gave it up', async () => {
    const owner = await claimAsOwner();
    await owner.listen(() => undefined);
    await owner.release();
    await (await claimAsOwner()).release();
  });

  it('is served to the end by an owner who retires, and who comes then is the next owner', async () => {
    const owner = await claimAsOwner();
    await owner.listen((connection) => connection.onMessage(() => connection.send('served')));
    const early = await claimAsPeer();
    expect(await answerOf(early, {})).toBe('served');
    const retired = owner.retire();
    const late = claimAsOwner();
    expect(await answerOf(early, {})).toBe('served');
    early.connection.close();
    await retired;
    await owner.release();
    await (await late).release();
  });

  it('does not touch another profile', async () => {
    const other = join(profileDir, 'other');
    await mkdir(other);
    const owner = await claimAsOwner();
    await (await claimAsOwner(other)).release();
    await owner.release();
  });

  it.skipIf(process.platform === 'win32')('may lie deeper than a socket address is long', async () => {
    const deep = join(profileDir, 'a'.repeat(60), 'b'.repeat(60));
    await mkdir(deep, { recursive: true });
    expect(instanceAddress(deep).length).toBeLessThan(104);
    const { child } = await startProcess(deep);
    const peer = await claimAsPeer(deep);
    expect(await answerOf(peer, 1)).toEqual({ from: child.pid, message: 1 });
    peer.connection.close();
  });

  it('tells a peer that its owner has ended', async () => {
    const { child } = await startProcess();
    const peer = await claimAsPeer();
    const closed = new Promise<void>((resolve) => peer.connection.onClose(resolve));
    child.kill('SIGKILL');
    await closed;
  });
});
