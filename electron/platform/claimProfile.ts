import { setTimeout as wait } from 'node:timers/promises';

import { AppError } from '../../shared/errors/appError.ts';
import { instanceAddress } from './instanceAddress.ts';
import {
  connectToInstance,
  listenAsInstance,
  type InstanceConnection,
  type InstanceServer,
} from './instanceChannel.ts';
import { tryLockProfile } from './instanceLock.ts';

/** This process owns the profile: nobody else writes to it until `release`. */
export interface ProfileOwner {
  kind: 'owner';
  /** Answers other starts and command lines of this profile. */
  listen(onConnection: (connection: InstanceConnection) => void): Promise<void>;
  /** Serves those who are connected to their end and takes nobody new: who comes now waits until the profile is free. */
  retire(): Promise<void>;
  release(): Promise<void>;
}

/** Another process owns the profile and listens. */
export interface ProfilePeer {
  kind: 'peer';
  connection: InstanceConnection;
}

/** An owner that has just started does not listen yet, one that ends does not any more: both last moments only. */
const attempts = 100;
const pauseMs = 100;

/** Becomes the one instance of a profile, or connects to the one that is. */
export async function claimProfile(profileDir: string): Promise<ProfileOwner | ProfilePeer> {
  const address = instanceAddress(profileDir);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const lock = tryLockProfile(profileDir);
    if (lock !== null) {
      let server: InstanceServer | null = null;
      return {
        kind: 'owner',
        async listen(onConnection) {
          server = await listenAsInstance(address, onConnection);
        },
        retire: async () => server?.retire(),
        async release() {
          await server?.close();
          lock.release();
        },
      };
    }
    const connection = await connectToInstance(address);
    if (connection !== null) return { kind: 'peer', connection };
    await wait(pauseMs);
  }
  throw new AppError(
    'internal',
    'Another Kantoor uses this profile but does not answer. Nothing was changed; end it and start again.',
  );
}
