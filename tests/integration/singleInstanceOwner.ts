// A process that owns a profile until it is killed; run by singleInstance.test.ts.
import { claimProfile } from '../../electron/platform/claimProfile.ts';

const [profileDir] = process.argv.slice(2);
if (profileDir === undefined) throw new Error('Name the profile.');
const claim = await claimProfile(profileDir);
if (claim.kind === 'owner') {
  await claim.listen((connection) =>
    connection.onMessage((message) => connection.send({ from: process.pid, message })),
  );
}
process.stdout.write(`${claim.kind}\n`);
