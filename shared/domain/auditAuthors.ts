/** Who changed something, where it was not a person at this installation: constant words, so that the log reads by itself. */
export const outsideKantoor = 'outside Kantoor';
/** What Stripe does by itself: verdicts of tax offices, the end of dunning. */
export const stripeItself = 'Stripe';
const installationPrefix = 'installation ';

/** A colleague's Kantoor as the log names it; the beginning of its id tells installations apart. */
export function authorOfInstallation(installationId: string): string {
  return installationPrefix + installationId.slice(0, 8);
}

/** The installation that an entry names as its author, or null for people, Stripe and everything outside Kantoor. */
export function installationOfAuthor(who: string): string | null {
  return who.startsWith(installationPrefix) ? who.slice(installationPrefix.length) : null;
}
